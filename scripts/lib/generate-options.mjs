import { basename, resolve } from 'node:path';
import { parseArguments, parseChoice, parseInteger, parseRange, parseSize, UsageError } from './parse-arguments.mjs';

const FORMATS = /** @type {const} */ (['png', 'webp', 'jpeg', 'avif']);
const BACKENDS = /** @type {const} */ (['auto', 'webgpu', 'canvas2d', 'reference']);

/** @type {Record<string, import('./parse-arguments.mjs').OptionSpec>} */
export const GENERATE_OPTIONS = {
	layers: { value: 'DIR', help: 'folder of layer folders with trait images; absent: the built-in sample' },
	design: { value: 'FILE', help: 'a saved design (.tessera)' },
	tokens: { value: 'FILE', help: 'rebuild exactly these tokens: _metadata.json or a CSV of attributes' },
	order: { value: 'A,B,C', help: 'layer names, back to front' },
	count: { value: 'N', help: 'number of tokens' },
	range: { value: 'A-B', help: 'only these token numbers of the same collection' },
	size: { value: 'PX', help: 'output size in pixels, 1080 or 1920x1080' },
	seed: { value: 'TEXT', help: 'equal seed, equal collection' },
	format: { value: 'NAME', help: `image format: ${FORMATS.join(', ')}` },
	backend: { value: 'NAME', help: `compositor: ${BACKENDS.join(', ')}` },
	workers: { value: 'N', help: 'worker threads; absent: one per core' },
	out: { value: 'DIR', help: 'output folder (out)' },
	zip: { help: 'write one ZIP instead of loose files' },
	force: { help: 'replace an earlier collection in the output folder' },
	json: { value: 'FILE', help: 'write the figures of the run' },
	merge: { help: 'merge the folders named after it (made with --range) into --out' },
	help: { help: 'show this' },
};

/**
 * @typedef {object} GenerateOptions
 * @property {{ kind: 'sample' } | { kind: 'layers' | 'design', path: string }} source
 * @property {string} [tokens]
 * @property {string[]} [order]
 * @property {number} [count]
 * @property {{ first: number, last: number }} [range]
 * @property {{ width: number, height: number }} [size]
 * @property {string} [seed]
 * @property {'png' | 'webp' | 'jpeg' | 'avif'} [format]
 * @property {'auto' | 'webgpu' | 'canvas2d' | 'reference'} backend
 * @property {number} [workers]
 * @property {string} out absolute
 * @property {boolean} zip
 * @property {boolean} force
 * @property {string} [json]
 * @property {string[]} merge folders to merge; empty: generate
 * @property {boolean} help
 */

/**
 * @param {string[]} words the command line
 * @returns {GenerateOptions} all paths absolute
 * @throws {UsageError}
 */
export function parseGenerateOptions(words) {
	const { values, positionals } = parseArguments(GENERATE_OPTIONS, words);
	/** @param {string} name */
	const text = (name) => {
		const value = values[name];
		return typeof value === 'string' ? value : undefined;
	};
	/**
	 * @template T
	 * @param {string} name
	 * @param {(text: string) => T} parse
	 */
	const parsed = (name, parse) => {
		const value = text(name);
		return value === undefined ? {} : { [name]: parse(value) };
	};
	const { layers, design } = { layers: text('layers'), design: text('design') };
	if (layers !== undefined && design !== undefined) throw new UsageError('Give --layers or --design, not both.');
	if (values.merge === true && positionals.length === 0) throw new UsageError('--merge needs the folders to merge.');
	if (values.merge !== true && positionals.length > 0) {
		throw new UsageError(`"${positionals[0]}" belongs to no option. See --help.`);
	}
	/** @type {GenerateOptions['source']} */
	let source = { kind: 'sample' };
	if (layers !== undefined) source = { kind: 'layers', path: resolve(layers) };
	if (design !== undefined) source = { kind: 'design', path: resolve(design) };
	return {
		source,
		backend: parseChoice('backend', text('backend') ?? 'auto', BACKENDS),
		out: resolve(text('out') ?? 'out'),
		zip: values.zip === true,
		force: values.force === true,
		help: values.help === true,
		merge: positionals.map((folder) => resolve(folder)),
		...parsed('tokens', (value) => resolve(value)),
		...parsed('json', (value) => resolve(value)),
		...parsed('seed', (value) => value),
		...parsed('order', (value) => value.split(',').map((name) => name.trim())),
		...parsed('count', (value) => parseInteger('count', value, { min: 1, max: 10_000_000 })),
		...parsed('workers', (value) => parseInteger('workers', value, { min: 1, max: 64 })),
		...parsed('range', (value) => parseRange('range', value)),
		...parsed('size', (value) => parseSize('size', value)),
		...parsed('format', (value) => parseChoice('format', value, FORMATS)),
	};
}

/**
 * Name of the ZIP that a run writes.
 * @param {GenerateOptions} options
 */
export function zipName({ source }) {
	return source.kind === 'sample' ? 'tessera.zip' : `${basename(source.path).replace(/\.[^.]*$/, '')}.zip`;
}
