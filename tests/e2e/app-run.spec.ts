/** Generating into a folder, with all that one can do to a run on the way. */
import { PNG } from 'pngjs';
import { expectFinished, expectProgress, generateButton, openSample, setOutput } from './app-page.ts';
import { expect, test } from './fixtures.ts';

test('generate writes every token and its metadata, and says where', async ({ page, pickedFolder, pageErrors }) => {
	await openSample(page);
	await setOutput(page, { tokens: 24, side: 128 });
	await generateButton(page).click();
	await expectFinished(page);
	await expect(page.locator('.run-location')).toContainText('Tessera Notionists 24');
	await expect(page).toHaveTitle('Finished – Tessera');

	const files = await pickedFolder.list();
	const images = files.filter((path) => path.endsWith('.png'));
	expect(images).toHaveLength(24);
	const decoded = PNG.sync.read(await pickedFolder.read(images[0] ?? ''));
	expect([decoded.width, decoded.height]).toEqual([128, 128]);
	const metadata = files.find((path) => path.endsWith('_metadata.json')) ?? '';
	const tokens: unknown = JSON.parse((await pickedFolder.read(metadata)).toString());
	expect(tokens).toHaveLength(24);
	expect(pageErrors).toEqual([]);
});

test('a second run goes beside the first, never over it', async ({ page, pickedFolder }) => {
	await openSample(page);
	await setOutput(page, { tokens: 2, side: 64 });
	await generateButton(page).click();
	await expectFinished(page);
	await generateButton(page).click();
	await expect
		.poll(async () => (await pickedFolder.list()).filter((path) => path.endsWith('run.json')).length, {
			timeout: 150_000,
		})
		.toBe(2);
});

test('a run pauses, goes on, and ends complete; its pictures do not pile up', async ({ page, pickedFolder }) => {
	await page.addInitScript(() => {
		const alive = new Set<string>();
		const counts = { most: 0 };
		const create = URL.createObjectURL.bind(URL);
		const revoke = URL.revokeObjectURL.bind(URL);
		URL.createObjectURL = (object: Blob | MediaSource) => {
			const url = create(object);
			alive.add(url);
			counts.most = Math.max(counts.most, alive.size);
			return url;
		};
		URL.revokeObjectURL = (url: string) => {
			alive.delete(url);
			revoke(url);
		};
		Object.assign(globalThis, { objectUrls: counts });
	});
	await openSample(page);
	await setOutput(page, { tokens: 4000, side: 200 });
	await page.getByText('Metadata', { exact: true }).click();
	await page.getByLabel('One JSON file per token').uncheck();
	await generateButton(page).click();
	await expect(page.getByRole('heading', { name: 'Generating' })).toBeVisible({ timeout: 150_000 });
	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
	const progress = page.getByRole('progressbar', { name: 'Progress' });
	expect(Number(await progress.getAttribute('aria-valuenow'))).toBeLessThan(100);
	await expect(page).toHaveTitle(/^Paused at \d+ % – Tessera$/);

	// The preview can be used meanwhile.
	await page.getByRole('tab', { name: 'Preview' }).click();
	await page.getByRole('button', { name: 'Next token' }).click();
	await page.getByRole('tab', { name: /^Run/ }).click();

	await page.getByRole('button', { name: 'Resume' }).click();
	await expectFinished(page);
	const images = (await pickedFolder.list()).filter((path) => path.endsWith('.png'));
	expect(images).toHaveLength(4000);
	expect(await page.locator('.run-thumbnails img').count()).toBeLessThanOrEqual(40);
	const most = await page.evaluate(() => Number(Reflect.get(Reflect.get(globalThis, 'objectUrls'), 'most')));
	expect(most).toBeGreaterThan(0);
	expect(most).toBeLessThanOrEqual(50);
});

test('a cancelled run says what was written, and every file that is there is whole', async ({ page, pickedFolder }) => {
	await openSample(page);
	await setOutput(page, { tokens: 3000, side: 200 });
	await generateButton(page).click();
	await expectProgress(page);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
	const images = (await pickedFolder.list()).filter((path) => path.endsWith('.png'));
	expect(images.length).toBeGreaterThan(0);
	expect(images.length).toBeLessThan(3000);
	for (const path of [images[0] ?? '', images.at(-1) ?? '']) PNG.sync.read(await pickedFolder.read(path));
	await expect(generateButton(page)).toBeEnabled();
});

test('the chosen format is the one that is written', async ({ page, pickedFolder }) => {
	await openSample(page);
	await setOutput(page, { tokens: 3, side: 64 });
	await page.getByLabel('Format').selectOption('JPEG');
	await page.getByLabel('Quality').fill('70');
	await generateButton(page).click();
	await expectFinished(page);
	const images = (await pickedFolder.list()).filter((path) => path.endsWith('.jpg'));
	expect(images).toHaveLength(3);
	const start = (await pickedFolder.read(images[0] ?? '')).subarray(0, 3).toString('hex');
	expect(start).toBe('ffd8ff');
});

test('a run that cannot be done stops with the reason, and another one can be started', async ({
	page,
	pickedFolder,
}) => {
	await openSample(page);
	await setOutput(page, { tokens: 3, side: 64 });
	await page.evaluate(async () => {
		const database = await new Promise<IDBDatabase>((done, fail) => {
			const opening = indexedDB.open('tessera');
			opening.addEventListener('success', () => done(opening.result));
			opening.addEventListener('error', () => fail(opening.error));
		});
		await new Promise((done) => {
			const transaction = database.transaction('assets', 'readwrite');
			transaction.objectStore('assets').clear();
			transaction.addEventListener('complete', done);
		});
		database.close();
	});
	await generateButton(page).click();
	await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible({ timeout: 60_000 });
	await expect(page.locator('.run .notice.error')).not.toBeEmpty();
	await expect(page).toHaveTitle('Stopped – Tessera');
	await expect(generateButton(page)).toBeEnabled();
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toEqual([]);
});

test('a picked folder that is gone gets a message, and no run', async ({ page }) => {
	await page.addInitScript(() => {
		Object.assign(globalThis, {
			showDirectoryPicker: async () => {
				const root = await navigator.storage.getDirectory();
				const folder = await root.getDirectoryHandle('gone', { create: true });
				await root.removeEntry('gone');
				return folder;
			},
		});
	});
	await openSample(page);
	await generateButton(page).click();
	await expect(page.getByText(/“gone”/)).toBeVisible();
	await expect(page.getByRole('tab', { name: /^Run( |$)/ })).toHaveCount(0);
	await page.getByRole('button', { name: 'Close message' }).click();
	await expect(page.getByText(/“gone”/)).toHaveCount(0);
});

test('closing the picker starts nothing', async ({ page }) => {
	await page.addInitScript(() => {
		Object.assign(globalThis, {
			showDirectoryPicker: () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')),
		});
	});
	await openSample(page);
	await generateButton(page).click();
	await expect(generateButton(page)).toBeEnabled();
	await expect(page.getByRole('tab', { name: /^Run( |$)/ })).toHaveCount(0);
	await expect(page.getByRole('status')).toHaveCount(0);
});

test('a browser without pickers gets the collection as a ZIP download', async ({ page }) => {
	await page.addInitScript(() => {
		for (const name of ['showDirectoryPicker', 'showSaveFilePicker']) Reflect.deleteProperty(globalThis, name);
	});
	await openSample(page);
	await expect(page.getByText('This browser cannot write into a folder.')).toBeVisible();
	await setOutput(page, { tokens: 5, side: 64 });
	const download = page.waitForEvent('download');
	await generateButton(page).click();
	expect((await download).suggestedFilename()).toMatch(/^Tessera Notionists 5 .*\.zip$/);
});
