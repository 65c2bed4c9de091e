/** What a run will take: before it is begun, while it goes on, and beside what came true. */
import { expectFinished, generateButton, openSample, setOutput } from './app-page.ts';
import { expect, test } from './fixtures.ts';

test('an estimate before the run, a forecast in it, and a better estimate after it', async ({ page, pickedFolder }) => {
	await openSample(page);
	await setOutput(page, { tokens: 60, side: 128 });
	const estimate = page.locator('.estimate');
	await expect(estimate).toContainText(/Very roughly .* in .*\. A rough guess/);
	await setOutput(page, { tokens: 120, side: 128 });
	await generateButton(page).click();
	await expectFinished(page);

	const forecast = page.getByRole('region', { name: 'Forecast' });
	await expect(forecast.getByRole('columnheader', { name: 'came true' })).toBeVisible();
	const tiles = await forecast
		.getByRole('row', { name: /^Tiles made/ })
		.getByRole('cell')
		.allTextContents();
	expect(tiles[0]).toMatch(/\d/);
	expect(tiles[1]).toBe(tiles[0]);
	await expect(forecast).toContainText(/Most of the work is \w/);

	const run = (await pickedFolder.list()).find((path) => path.endsWith('run.json')) ?? '';
	const record: unknown = JSON.parse((await pickedFolder.read(run)).toString());
	expect(record).toMatchObject({ forecast: { tiles: Number(tiles[0]?.replaceAll(',', '')) } });

	await expect(estimate).toContainText(/^About .*From the last run of this project/);
	// It is still there when the page comes back, and follows what is edited.
	await page.reload();
	await expect(estimate).toContainText('About');
	await setOutput(page, { tokens: 120, side: 256 });
	await expect(estimate).toContainText('Very roughly');
});
