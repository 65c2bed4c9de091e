import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserFlags } from './browser-flags.mjs';
import { requireBrowser } from './find-browser.mjs';

/**
 * Starts a browser with a real profile in a temporary folder (a throw-away context would keep its files in memory) and
 * opens one page. Needs the npm dependencies.
 * @param {object} [options]
 * @param {boolean} [options.headless]
 * @param {string[]} [options.flags] further command-line flags
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {{ width: number, height: number } | null} [options.viewport] null: the window's own
 * @param {string} [options.baseURL] what relative addresses refer to
 * @param {object} [options.preferences] the profile's, as Chromium keeps them in its file of that name
 */
export async function openBrowser({
	headless = true,
	flags = [],
	env,
	viewport = { width: 1280, height: 800 },
	baseURL,
	preferences,
} = {}) {
	const { chromium } = await import('@playwright/test');
	const profile = await mkdtemp(join(tmpdir(), 'tessera-profile-'));
	const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
	// Also when the process is ended in the middle; Playwright then ends the browser.
	const removeAtExit = () => rmSync(profile, removal);
	process.once('exit', removeAtExit);
	const removeProfile = async () => {
		process.off('exit', removeAtExit);
		await rm(profile, removal);
	};
	if (preferences !== undefined) {
		await mkdir(join(profile, 'Default'));
		await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
	}
	const context = await chromium
		.launchPersistentContext(profile, {
			headless,
			executablePath: await requireBrowser(),
			args: [...browserFlags(), ...flags],
			viewport,
			...(baseURL === undefined ? {} : { baseURL }),
			...(env === undefined ? {} : { env: /** @type {Record<string, string>} */ (env) }),
			// The scripts decide themselves what an interrupt means.
			handleSIGINT: false,
		})
		.catch(async (error) => {
			await removeProfile();
			throw error;
		});
	const page = context.pages()[0] ?? (await context.newPage());
	return {
		context,
		page,
		/** Folder of the profile; every process of this browser names it or descends from one that does. */
		profile,
		async close() {
			await context.close();
			await removeProfile();
		},
	};
}
