/** A browser whose user has blocked all site data, as its settings do it: no database, no private files, no locks, no memory of choices. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { openBrowser } from '../../scripts/lib/headless-browser.mjs';
import { expectFinished, generateButton, setOutput, violations } from './app-page.ts';
import { expect, test as base } from './worker-control.ts';

const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } };

const test = base.extend<{ openBlocked(): Promise<void> }>({
	context: async ({ baseURL }, use) => {
		const browser = await openBrowser({ preferences: BLOCKED, ...(baseURL === undefined ? {} : { baseURL }) });
		await use(browser.context);
		await browser.close();
	},
	openBlocked: async ({ page, importDots }, use) => {
		// Without pickers a run is a download, which needs no site data either.
		await page.addInitScript(() => {
			Reflect.deleteProperty(globalThis, 'showDirectoryPicker');
			Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
		});
		await use(async () => {
			await page.goto('/');
			await expect(page.getByText('The browser does not let this page store anything.')).toHaveCount(1);
			await expect(page.getByText('until then nothing is kept after a reload')).toBeVisible();
			// The other one is of this test, which has no sample.
			const close = page.getByRole('button', { name: 'Close message' });
			await expect(close).toHaveCount(2);
			await close.first().click();
			await close.click();
			await importDots();
		});
	},
});

test('the app works, says that nothing is kept, and a run ends complete', async ({
	page,
	pageErrors,
	engine,
	openBlocked,
}) => {
	await openBlocked();
	await expect(page.getByRole('button', { name: 'Close message' })).toHaveCount(0);
	await page.getByRole('button', { name: 'Projects', exact: true }).click();
	await expect(page.getByRole('dialog')).toContainText('The browser does not let this page store anything.');
	expect(await violations(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'History', exact: true }).click();
	await expect(page.getByRole('dialog')).toContainText('The browser does not let this page store anything.');
	await page.keyboard.press('Escape');

	await engine.mend();
	await setOutput(page, { tokens: 30, side: 64 });
	const downloading = page.waitForEvent('download');
	await generateButton(page).click();
	await expectFinished(page);
	await expect(page.locator('.run .notice.warning')).toContainText(
		'This run could not be resumed after the page is closed',
	);
	const entries = unzipSync(await readFile(await (await downloading).path()));
	expect(Object.keys(entries).filter((path) => path.endsWith('.png'))).toHaveLength(30);
	expect(pageErrors).toEqual([]);
});

test('a trait file that changes on the disk ends the run, which names it and saves nothing', async ({
	page,
	dots,
	engine,
	openBlocked,
	pageErrors,
}) => {
	await openBlocked();
	await writeFile(join(dots, '1-Left', 'Left C.png'), 'another program was here');
	await engine.mend();
	let downloads = 0;
	page.on('download', () => downloads++);
	await setOutput(page, { tokens: 30, side: 64 });
	await generateButton(page).click();
	await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible();
	const problem = page.locator('.run .notice.error');
	await expect(problem).toContainText('“1-Left/Left C.png” was changed, moved or deleted after it was chosen');
	await expect(problem).toContainText('Import the folder again.');
	expect(await violations(page)).toEqual([]);
	expect(downloads).toBe(0);
	expect(pageErrors).toEqual([]);
});
