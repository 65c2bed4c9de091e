// Runs the device benchmark in a browser without a window.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { benchTable } from './bench-table.mjs';
import { BUILD_FOLDER, ensureBuilt } from './build.mjs';
import { describeProblem } from './describe-problem.mjs';
import { openBrowser } from './headless-browser.mjs';
import { createInputFiles } from './input-files.mjs';
import { CommandError } from './output-folder.mjs';
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
	const browser = await openBrowser();
	try {
		const { page } = browser;
		page.on('pageerror', (error) => console.error(error));
		await page.exposeFunction('tesseraActivity', (/** @type {string} */ activity) => console.error(activity));
		await page.goto(`${server.url}headless.html`);
		await page.waitForFunction(() => globalThis.tesseraHeadless !== undefined);
		const source = pageSource(
			layers === undefined ? { kind: 'sample' } : { kind: 'layers', path: layers },
			inputs.path,
		);
		const outcome = await page.evaluate((given) => globalThis.tesseraHeadless.bench?.(given), { ...options, source });
		if (outcome === undefined) throw new CommandError('This build of Tessera has no benchmark.');
		const { problems, result } = outcome;
		for (const problem of problems) console.error(describeProblem(problem));
		if (result === undefined) return 1;
		console.log(benchTable(result));
		if (json !== undefined) {
			await mkdir(dirname(json), { recursive: true });
			await writeFile(json, `${JSON.stringify(result, null, '\t')}\n`);
		}
		return 0;
	} finally {
		await browser.close();
		await server.close();
	}
}
