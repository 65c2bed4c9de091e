// Runs the device benchmark in a browser without a window.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { benchTable } from './bench-table.mjs';
import { BUILD_FOLDER, ensureBuilt } from './build.mjs';
import { openHeadlessPage } from './headless-page.mjs';
import { createInputFiles } from './input-files.mjs';
import { pageSource } from './page-source.mjs';
import { serve } from './serve.mjs';

/**
 * @param {{ quick: boolean, size?: { width: number, height: number }, count?: number, layers?: string, json?: string }} options
 * paths absolute
 * @returns {Promise<number>} exit code
 */
export async function runBench({ layers, json, ...options }) {
	const inputs = await createInputFiles(layers === undefined ? {} : { layers });
	await ensureBuilt();
	const server = await serve({ root: BUILD_FOLDER, handle: inputs.handle });
	const { page, orCrash, close } = await openHeadlessPage(server.url, { onActivity: console.error });
	try {
		const source = pageSource(
			layers === undefined ? { kind: 'sample' } : { kind: 'layers', path: layers },
			inputs.path,
		);
		const result = await orCrash(
			page.evaluate((given) => globalThis.tesseraHeadless.bench(given), { ...options, source }),
		);
		if (result === undefined) return 1;
		console.log(benchTable(result));
		if (json !== undefined) {
			await mkdir(dirname(json), { recursive: true });
			await writeFile(json, `${JSON.stringify(result, null, '\t')}\n`);
		}
		return 0;
	} finally {
		await close();
		await server.close();
	}
}
