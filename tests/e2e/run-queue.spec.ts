/** Several projects at once: their runs queue, fast ones before those in the background. */
import { expectFinished, generateButton, setOutput, startRun } from './app-page.ts';
import { expect, test } from './worker-control.ts';

test('runs of three projects go one after the other, the fast before the one in the background', async ({
	page,
	pickedFolder,
	engine,
	openDots,
	importDots,
}) => {
	const generate = async (name: string, tokens: number, priority: string) => {
		await page.getByLabel('Collection name').fill(name);
		await page.getByLabel('Priority').selectOption({ label: priority });
		await setOutput(page, { tokens, side: 64 });
		await generateButton(page).click();
	};
	await openDots();
	await engine.limit({ batches: 0 });
	await page.getByText('Engine', { exact: true }).click();
	await page.getByLabel('Collection name').fill('First');
	await startRun(page, 5);
	// One project has one run at a time.
	await expect(page.getByRole('button', { name: /^Generate/ })).toHaveCount(0);
	await importDots();
	await generate('Slow', 6, 'Background: half of them');
	await expect(page.getByText('Waiting for another run to end')).toBeVisible();
	await importDots();
	await generate('Quick', 7, 'Fast: all cores');
	const others = page.getByRole('region', { name: 'Other runs' });
	await expect(others).toContainText('First');
	await expect(others).toContainText('SlowWaiting for another run to end');
	await others.getByRole('button', { name: 'Show First' }).click();
	await expect(page.getByRole('heading', { name: 'Generating' })).toBeVisible();
	await expect(others).toContainText('QuickWaiting for another run to end');

	await engine.mend();
	await expectFinished(page);
	await expect
		.poll(async () => (await pickedFolder.list()).filter((path) => path.endsWith('run.json')).length, {
			timeout: 150_000,
		})
		.toBe(3);
	const ends = await page.evaluate(async () => {
		const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('picked');
		const found: { name: string; ended: number }[] = [];
		for await (const [name, folder] of root.entries()) {
			if (folder.kind !== 'directory') continue;
			const file = await (await folder.getFileHandle('run.json')).getFile();
			found.push({ name, ended: file.lastModified });
		}
		return found.toSorted((a, b) => a.ended - b.ended).map(({ name }) => name.split(' ')[0]);
	});
	expect(ends).toEqual(['First', 'Quick', 'Slow']);
	await expect(others).toHaveCount(0);
});
