/** A machine with less memory than a run may use: what the run says, and what the buttons under it do. */
import { expectFinished, generateAll, generateButton, setOutput, startRun, violations } from './app-page.ts';
import { expect, test } from './worker-control.ts';

test('a run that finds no memory takes less, and its buttons make the next one smaller and a ZIP', async ({
	page,
	pickedFolder,
	pageErrors,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.limit({ exhausted: 'always' });
	await setOutput(page, { tokens: 24, side: 64 });
	await generateButton(page).click();
	await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible();
	const problem = page.locator('.run .notice.error');
	await expect(problem).toContainText('no memory left for this. That happened 3 times in a row');
	await expect(page.locator('.run .notice.warning').first()).toContainText(/started again with \d+ MB to use/);
	expect(await violations(page)).toEqual([]);

	await problem.getByRole('button', { name: 'Use a smaller tile cache (128 MB)' }).press('Enter');
	await expect(problem.getByRole('button', { name: 'The next run has a smaller tile cache (128 MB)' })).toBeDisabled();
	await problem.getByRole('button', { name: 'Write a ZIP' }).press('Enter');
	await expect(problem.getByRole('button', { name: 'The next run writes a ZIP' })).toBeDisabled();
	await expect(page.getByRole('radio', { name: 'ZIP file' })).toBeChecked();

	await engine.mend();
	await generateButton(page).click();
	await expectFinished(page);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.zip'))).toHaveLength(1);
	await page.getByRole('button', { name: 'History', exact: true }).click();
	const entry = page.getByRole('dialog').locator('.history-entry').first();
	await entry.locator('summary').click();
	await expect(entry).toContainText('Memory128 MB');
	expect(pageErrors).toEqual([]);
});

test('a run whose traits take all its memory says so, and its button gives the next one more', async ({
	page,
	pageErrors,
	pickedFolder,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.limit({ memory: 200_000 });
	await generateAll(page, 24);
	const warning = page.locator('.run .notice.warning');
	await expect(warning).toContainText(/The traits alone take [\d.]+ MB of the 0\.2 MB that this run may use/);
	expect(await violations(page)).toEqual([]);
	await warning.getByRole('button', { name: 'Allow the next run 128 MB' }).press('Enter');
	await expect(warning.getByRole('button', { name: 'The next run may use 128 MB' })).toBeDisabled();

	await engine.mend();
	await generateAll(page, 25);
	await expect(warning).toHaveCount(0);
	await expect.poll(async () => (await pickedFolder.list()).filter((path) => path.endsWith('run.json')).length).toBe(2);
	await page.getByRole('button', { name: 'History', exact: true }).click();
	const entry = page.getByRole('dialog').locator('.history-entry').first();
	await entry.locator('summary').click();
	await expect(entry).toContainText('Memory128 MB');
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(49);
	expect(pageErrors).toEqual([]);
});

test('a run that is short of memory says so in the gallery that takes some, and closing it gives that back', async ({
	page,
	pageErrors,
	pickedFolder,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.mend();
	await generateAll(page, 48);
	await page.getByText('Resources in use').click();
	const row = page.getByRole('row', { name: /^Bitmaps / }).getByRole('cell');
	const bitmaps = async () => Number((await row.allTextContents())[0]);
	await expect.poll(bitmaps).toBeGreaterThan(0);
	const before = await bitmaps();
	await engine.limit({ batches: 0 });
	await startRun(page, 48);
	await page.getByRole('button', { name: 'History', exact: true }).click();
	await page.getByRole('button', { name: /^Gallery/ }).click();
	const gallery = page.getByRole('dialog', { name: /^Dots, / });
	await expect(page.locator('.gallery-pick canvas[data-drawn="48"]')).toBeVisible();
	const close = gallery.getByRole('button', { name: 'Close the gallery' });
	await expect(close).toHaveCount(0);
	await engine.limit({ exhausted: 'once' });
	await expect(gallery).toContainText(/started again with \d+ MB to use/);
	expect(await violations(page)).toEqual([]);
	await close.press('Enter');
	await expect(gallery).toHaveCount(0);
	await page.keyboard.press('Escape');
	await engine.mend();
	await expectFinished(page);
	await page.getByText('Resources in use').click();
	await expect.poll(bitmaps).toBe(before);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(96);
	expect(pageErrors).toEqual([]);
});
