// Runs the device benchmark in a browser without a window.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { benchTable } from './bench-table.mjs';
import { BUILD_FOLDER, ensureBuilt } from './build.mjs';
import { openHeadlessPage } from './headless-page.mjs';
import { createInputFiles } from './input-files.mjs';
import { createMemoryMeter } from './memory-meter.mjs';
import { pageSource } from './page-source.mjs';
import { serve } from './serve.mjs';

/** @typedef {import('../../src/ui/headless/headless-options.ts').CommandLine} CommandLine */

/**
 * @param {object} options paths absolute
 * @param {boolean} options.quick
 * @param {import('../../src/ui/headless/headless-options.ts').BenchPart[]} options.parts
 * @param {import('../../src/engine/tiles/compositor.ts').Backend | 'auto'} options.backend
 * @param {{ width: number, height: number }} [options.size]
 * @param {number} [options.count]
 * @param {string} [options.layers]
 * @param {string} [options.json]
 * @returns {Promise<number>} exit code
 */
export async function runBench({ layers, json, ...options }) {
	const inputs = await createInputFiles(layers === undefined ? {} : { layers });
	await ensureBuilt();
	const server = await serve({ root: BUILD_FOLDER, handle: inputs.handle });
	try {
		const { page, profile, orCrash, close } = await openHeadlessPage(server.url, { onActivity: console.error });
		try {
			await page.exposeFunction('tesseraMemory', memoryFunction(profile));
			const source = pageSource(
				layers === undefined ? { kind: 'sample' } : { kind: 'layers', path: layers },
				inputs.path,
			);
			const result = await orCrash(
				page.evaluate((given) => globalThis.tesseraHeadless.bench(given), { ...options, source }),
			);
			if (result === undefined) return 1;
			const { suite, suiteTable, comparison } = result;
			if (suiteTable !== undefined) console.log(comparison === undefined ? suiteTable : `${suiteTable}\n`);
			if (comparison !== undefined) console.log(benchTable(comparison));
			if (json !== undefined) {
				const written = comparison === undefined ? suite : { ...comparison, ...(suite && { device: suite }) };
				await mkdir(dirname(json), { recursive: true });
				await writeFile(json, `${JSON.stringify(written, null, '\t')}\n`);
			}
			return 0;
		} finally {
			await close();
		}
	} finally {
		await server.close();
	}
}

/**
 * @param {string} profile of the browser
 * @returns {CommandLine['tesseraMemory']}
 */
function memoryFunction(profile) {
	/** @type {ReturnType<typeof createMemoryMeter> | undefined} */
	let meter;
	/** @type {number | null} */
	let before = null;
	return async (moment) => {
		if (moment === 'start') meter = createMemoryMeter(profile);
		if (moment === 'last-tenth') before = meter?.next() ?? null;
		if (moment !== 'end') return null;
		const lastTenthMB = meter?.stop() ?? null;
		return lastTenthMB === null ? null : { addedMB: Math.max(before ?? 0, lastTenthMB), lastTenthMB };
	};
}
