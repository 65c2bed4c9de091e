import { basename } from 'node:path';

/**
 * Where the page gets the design from.
 * @param {import('./generate-options.mjs').GenerateOptions['source']} source
 * @param {string} inputPath address of the input files
 * @returns {import('../../src/ui/headless/headless-options.ts').HeadlessSource}
 */
export function pageSource(source, inputPath) {
	switch (source.kind) {
		case 'sample':
			return { kind: 'sample' };
		case 'layers':
			return { kind: 'folder', url: `${inputPath}/layers`, name: basename(source.path) };
		default:
			return { kind: 'design', url: `${inputPath}/design`, name: basename(source.path) };
	}
}
