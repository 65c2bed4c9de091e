/** Runs that wait for their user: each says why, and its button lets it go on. */
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { expectFinished, generateButton, setOutput, startRun, violations } from './app-page.ts';
import { expect, test } from './worker-control.ts';

const notice = 'Why it is paused';

test('a full disk, a lost permission and a folder that is gone pause the run; each button goes on', async ({
	page,
	pickedFolder,
	engine,
	openDots,
}) => {
	// The private file system asks nobody; a picked folder would.
	await page.addInitScript(() => {
		const asked: string[] = [];
		FileSystemHandle.prototype.queryPermission = async () => 'prompt';
		FileSystemHandle.prototype.requestPermission = async (options) => {
			asked.push(options?.mode ?? 'read');
			return 'granted';
		};
		Object.assign(globalThis, { asked });
	});
	await openDots();
	await engine.limit({ writes: 8, fault: 'QuotaExceededError' });
	await setOutput(page, { tokens: 60, side: 64 });
	await generateButton(page).click();
	const because = page.getByRole('region', { name: notice });
	await expect(because).toContainText('There is no space left', { timeout: 150_000 });
	await expect(because).toContainText(/About \d+ MB more are needed for the \d+ images that are left/);
	await expect(page).toHaveTitle(/^Paused at \d+ % – Tessera$/);
	expect(await violations(page)).toEqual([]);

	await engine.limit({ writes: 8, fault: 'NotAllowedError' });
	await because.getByRole('button', { name: 'There is space now, resume' }).click();
	await expect(because).toContainText('no longer allows writing', { timeout: 60_000 });
	await engine.limit({ writes: 8, fault: 'NotFoundError' });
	await because.getByRole('button', { name: 'Allow and resume' }).press('Enter');
	await expect(because).toContainText('was moved, renamed or deleted', { timeout: 60_000 });
	expect(await page.evaluate(() => Reflect.get(globalThis, 'asked'))).toEqual(['readwrite']);
	await engine.mend();
	await because.getByRole('button', { name: 'It is back, resume' }).click();
	await expectFinished(page);
	await expect(because).toHaveCount(0);

	const images = (await pickedFolder.list()).filter((path) => path.endsWith('.png'));
	expect(images).toHaveLength(60);
	for (const path of images) PNG.sync.read(await pickedFolder.read(path));
});

test('where a folder never comes back, the same run starts over elsewhere', async ({
	page,
	pickedFolder,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.limit({ writes: 8, fault: 'NotFoundError' });
	await setOutput(page, { tokens: 20, side: 64 });
	await generateButton(page).click();
	const because = page.getByRole('region', { name: notice });
	await expect(because).toBeVisible({ timeout: 150_000 });
	await engine.mend();
	await because.getByRole('button', { name: 'Start over elsewhere' }).click();
	await expectFinished(page);
	const ends = (await pickedFolder.list()).filter((path) => path.endsWith('run.json'));
	expect(ends).toHaveLength(1);
	const folder = ends[0]?.split('/')[0] ?? '';
	const images = (await pickedFolder.list()).filter((path) => path.startsWith(folder) && path.endsWith('.png'));
	expect(images).toHaveLength(20);
	// The run that waits is still there.
	await expect(page.getByRole('region', { name: 'Other runs' })).toContainText('Paused at');
});

test('a ZIP is completed as a part; after a reload the next part takes the rest', async ({
	page,
	pickedFolder,
	engine,
	openDots,
}) => {
	const tokens = 1200;
	page.on('dialog', (dialog) => void dialog.accept());
	await openDots();
	await page.getByRole('radio', { name: 'ZIP file' }).check();
	await engine.limit({ batches: 1 });
	await startRun(page, tokens);
	await expect(page.getByRole('progressbar', { name: 'Progress' })).not.toHaveAttribute('aria-valuenow', '0');
	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page.getByRole('heading', { name: 'Pausing' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Pause' })).toBeDisabled();
	await engine.mend();
	await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
	await page.getByRole('button', { name: 'Complete this ZIP' }).click();
	const because = page.getByRole('region', { name: notice });
	await expect(because).toContainText(/The ZIP is complete with [\d,]+ of 1,200 images/);
	await expect(because.getByRole('button', { name: 'Choose the next file' })).toBeVisible();
	expect(await violations(page)).toEqual([]);

	await page.reload();
	const banner = page.getByRole('region', { name: 'Interrupted run' });
	await expect(banner).toContainText('left paused');
	await banner.getByRole('button', { name: 'Choose the next file' }).click();
	await expectFinished(page);
	await expect(
		page.getByText(/^Resumed: [\d,]+ tokens were done before and are complete in their files/),
	).toBeVisible();

	const parts = await pickedFolder.list();
	expect(parts).toHaveLength(2);
	expect(parts.filter((name) => name.endsWith(' (part 2).zip'))).toHaveLength(1);
	const entries = await Promise.all(parts.map(async (part) => Object.keys(unzipSync(await pickedFolder.read(part)))));
	const images = entries.flat().filter((path) => path.endsWith('.png'));
	expect(entries.every((files) => files.some((path) => path.endsWith('.png')))).toBe(true);
	expect(images).toHaveLength(tokens);
	expect(new Set(images).size).toBe(tokens);
});

test('a cancelled run can be finished after all', async ({ page, pickedFolder, engine, openDots }) => {
	await openDots();
	await engine.limit({ batches: 1 });
	await startRun(page, 600);
	await expect(page.getByRole('progressbar', { name: 'Progress' })).not.toHaveAttribute('aria-valuenow', '0');
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
	const before = (await pickedFolder.list()).filter((path) => path.endsWith('.png')).length;
	expect(before).toBeGreaterThan(0);
	expect(before).toBeLessThan(600);
	await engine.mend();
	await page.getByRole('button', { name: 'Resume' }).click();
	await expectFinished(page);
	const files = await pickedFolder.list();
	expect(files.filter((path) => path.endsWith('.png'))).toHaveLength(600);
	expect(files.filter((path) => path.endsWith('run.json'))).toHaveLength(1);
	await expect(page.getByRole('button', { name: 'Resume' })).toHaveCount(0);
});
