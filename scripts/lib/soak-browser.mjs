// The browser that a soak runs in, with a place for its files.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseFolder } from './choose-folder.mjs';
import { openBrowser } from './headless-browser.mjs';
import { missingDesktopTools, startVirtualDesktop } from './virtual-desktop.mjs';

/**
 * Opens the run page in a window on a virtual desktop and picks a folder there, as people do. Where that cannot be, or is not
 * wanted, files go into the origin's private file system, of which Chromium 150 itself keeps 2 KB a file until it ends.
 * @param {object} options
 * @param {string} options.url of the run page
 * @param {boolean} options.isPrivate
 * @param {(line: string) => void} options.say
 */
export async function openSoakBrowser({ url, isPrivate, say }) {
	const missing = isPrivate ? [] : missingDesktopTools();
	if (missing.length > 0) say(`Into the private file system: a picked folder needs Linux with ${missing.join(', ')}.`);
	/** @type {(() => Promise<void> | void)[]} */
	const ends = [];
	const close = async () => {
		for (const end of ends.toReversed()) await end();
	};
	try {
		if (isPrivate || missing.length > 0) {
			const browser = await openBrowser();
			ends.push(browser.close);
			await openRunPage(browser.page, url);
			return { page: browser.page, profile: browser.profile, close };
		}
		const folder = await mkdtemp(join(tmpdir(), 'tessera-soak-'));
		ends.push(() => rm(folder, { recursive: true, force: true }));
		const desktop = await startVirtualDesktop();
		ends.push(desktop.close);
		const flags = ['--window-position=0,0', '--window-size=1200,850'];
		const browser = await openBrowser({ headless: false, env: desktop.env, viewport: null, flags });
		ends.push(browser.close);
		const { page } = browser;
		await openRunPage(page, url);
		await chooseFolder(desktop, page, folder, () => page.getByRole('button').click());
		return { page, profile: browser.profile, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} url
 */
async function openRunPage(page, url) {
	await page.goto(url);
	await page.waitForFunction(() => globalThis.runPage !== undefined);
}
