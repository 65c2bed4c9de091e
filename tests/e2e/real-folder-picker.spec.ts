/** The one test in which the browser's own folder dialog and permission question are real, and the files too. */
import { test } from '@playwright/test';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { chooseFolder, windowOn } from '../../scripts/lib/choose-folder.mjs';
import { openBrowser } from '../../scripts/lib/headless-browser.mjs';
import { missingDesktopTools, startVirtualDesktop } from '../../scripts/lib/virtual-desktop.mjs';
import { expectFinished, generateButton, openSample, setOutput } from './app-page.ts';
import { expect } from './fixtures.ts';

const missing = missingDesktopTools();

test('a collection goes into the folder that was chosen in the real dialog', async ({ baseURL }) => {
	test.skip(missing.length > 0, `needs Linux with ${missing.join(', ')}`);
	const folder = await mkdtemp(join(tmpdir(), 'tessera-picked-'));
	const desktop = await startVirtualDesktop();
	const browser = await openBrowser({ ...windowOn(desktop), ...(baseURL === undefined ? {} : { baseURL }) });
	try {
		const { page } = browser;
		await openSample(page);
		await setOutput(page, { tokens: 6, side: 64 });
		await chooseFolder(desktop, page, folder, () => generateButton(page).click());
		await expectFinished(page);
		const [collection] = await readdir(folder);
		const files = await readdir(join(folder, collection), { recursive: true });
		expect(files.filter((name) => name.endsWith('.crswap'))).toEqual([]);
		expect(files).toContain('_metadata.json');
		for (let token = 1; token <= 6; token++) {
			const image = PNG.sync.read(await readFile(join(folder, collection, 'images', `${token}.png`)));
			expect([image.width, image.height]).toEqual([64, 64]);
		}
	} finally {
		await browser.close();
		desktop.close();
		await rm(folder, { recursive: true });
	}
});
