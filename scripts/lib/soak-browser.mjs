// The browser that a soak runs in, with a place for its files.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseFolder, windowOn } from './choose-folder.mjs';
import { openBrowser } from './headless-browser.mjs';
import { serveRunPage } from './run-page.mjs';
import { missingDesktopTools, startVirtualDesktop } from './virtual-desktop.mjs';

/**
 * Opens the run page in a window on a virtual desktop and picks a folder there, as people do. Where that cannot be, or is not
 * wanted, files go into the origin's private file system, of which Chromium 150 itself keeps 2 KB a file until it ends.
 * @param {object} options
 * @param {boolean} options.isPrivate
 * @param {(line: string) => void} options.say
 */
export async function openSoakBrowser({ isPrivate, say }) {
	const missing = isPrivate ? [] : missingDesktopTools();
	if (missing.length > 0) say(`Into the private file system: a picked folder needs Linux with ${missing.join(', ')}.`);
	/** @type {(() => Promise<void> | void)[]} */
	const ends = [];
	const close = async () => {
		for (const end of ends.toReversed()) await end();
	};
	try {
		const server = await serveRunPage();
		ends.push(server.close);
		const desktop = isPrivate || missing.length > 0 ? undefined : await startVirtualDesktop();
		if (desktop !== undefined) ends.push(desktop.close);
		const { page, profile, close: closeBrowser } = await openBrowser(desktop && windowOn(desktop));
		ends.push(closeBrowser);
		await page.goto(server.url);
		await page.waitForFunction(() => globalThis.runPage !== undefined);
		if (desktop !== undefined) {
			const folder = await mkdtemp(join(tmpdir(), 'tessera-soak-'));
			ends.unshift(() => rm(folder, { recursive: true, force: true }));
			await chooseFolder(desktop, page, folder, () => page.getByRole('button').click());
		}
		return { page, profile, close };
	} catch (error) {
		await close();
		throw error;
	}
}
