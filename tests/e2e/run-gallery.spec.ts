/** The finished pictures of a run, looked at from the history: its files, or, where they are gone, drawn anew. */
import type { Page } from '@playwright/test';
import { generateAll, violations } from './app-page.ts';
import { expect, test } from './worker-control.ts';

const TOKENS = 300;

/** Counts object URLs. To be called before the app is opened. */
async function watchUrls(page: Page): Promise<() => Promise<{ alive: number; most: number }>> {
	await page.addInitScript(() => {
		const alive = new Set<string>();
		const counts = { alive: 0, most: 0 };
		const create = URL.createObjectURL.bind(URL);
		const revoke = URL.revokeObjectURL.bind(URL);
		const count = () => {
			counts.alive = alive.size;
			counts.most = Math.max(counts.most, alive.size);
		};
		URL.createObjectURL = (object: Blob | MediaSource) => {
			const url = create(object);
			alive.add(url);
			count();
			return url;
		};
		URL.revokeObjectURL = (url: string) => {
			alive.delete(url);
			revoke(url);
			count();
		};
		Object.assign(globalThis, { objectUrls: counts });
	});
	return () => page.evaluate(() => Reflect.get(globalThis, 'objectUrls'));
}

const cell = (page: Page, token: number) => page.getByRole('button', { name: `Token ${token}`, exact: true });
const drawn = (page: Page, token: number) => page.locator(`.gallery-pick canvas[data-drawn="${token}"]`);

/** Colour of the middle of a picture, as the page shows it. */
async function middleOf(page: Page, selector: string): Promise<number[]> {
	return page.locator(selector).evaluate(async (element) => {
		if (element instanceof HTMLImageElement) await element.decode();
		const picture = element as HTMLImageElement | HTMLCanvasElement;
		const canvas = new OffscreenCanvas(3, 3);
		const context = canvas.getContext('2d');
		context?.drawImage(picture, 0, 0, 3, 3);
		return [...(context?.getImageData(1, 1, 1, 1).data ?? [])];
	});
}

test('the gallery of a run shows its files, by mouse and by keys, and gives back what it took', async ({
	page,
	pickedFolder,
	pageErrors,
	engine,
	openDots,
}) => {
	const urls = await watchUrls(page);
	await openDots();
	await engine.mend();
	await generateAll(page, TOKENS);
	const before = await urls();

	await page.getByRole('button', { name: 'History', exact: true }).click();
	await page.getByRole('button', { name: /^Gallery/ }).press('Enter');
	const gallery = page.getByRole('dialog', { name: /^Dots, / });
	await expect(gallery).toContainText(`${TOKENS} finished tokens`);
	await expect(drawn(page, 1)).toBeVisible();
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		expect(await violations(page)).toEqual([]);
	}
	// Only what is in sight exists.
	expect(await page.locator('.gallery-pick').count()).toBeLessThan(TOKENS);

	await cell(page, 1).focus();
	await page.keyboard.press('ArrowRight');
	await expect(cell(page, 2)).toBeFocused();
	await page.keyboard.press('End');
	await expect(cell(page, TOKENS)).toBeFocused();
	await expect(drawn(page, TOKENS)).toBeVisible();
	await page.keyboard.press('Enter');
	const large = gallery.getByRole('img', { name: `Token ${TOKENS}` });
	await expect(large).toBeVisible();
	await expect(gallery.getByText(`${TOKENS}.png, `)).toBeVisible();
	await expect(gallery.getByRole('region', { name: `Attributes of token ${TOKENS}` })).toContainText('Ground');
	expect(await violations(page)).toEqual([]);
	await page.keyboard.press('ArrowLeft');
	await expect(gallery.getByRole('img', { name: `Token ${TOKENS - 1}` })).toBeVisible();
	await expect(gallery.getByRole('button', { name: 'Next token' })).toBeEnabled();
	for (let token = TOKENS - 2; token > TOKENS - 60; token--) await page.keyboard.press('ArrowLeft');
	await expect(gallery.getByRole('img', { name: `Token ${TOKENS - 59}` })).toBeVisible();
	const { most, alive } = await urls();
	expect(most).toBeLessThanOrEqual(50);
	expect(alive).toBe(before.alive + 1);
	await gallery.getByLabel('Token', { exact: true }).fill('7');
	await page.keyboard.press('Enter');
	await expect(gallery.getByRole('img', { name: 'Token 7' })).toBeVisible();

	await page.setViewportSize({ width: 390, height: 800 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	await gallery.getByRole('button', { name: 'All', exact: true }).click();
	await expect(drawn(page, 7)).toBeVisible();
	await page.setViewportSize({ width: 1280, height: 800 });
	// Escape closes what is on top: the gallery, then the history.
	await page.keyboard.press('Escape');
	await expect(gallery).toHaveCount(0);
	await expect(page.getByRole('dialog', { name: 'History' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	expect((await urls()).alive).toBe(before.alive);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(TOKENS);
	expect(pageErrors).toEqual([]);
});

test('a deleted file is named; without its folder the same tokens are drawn anew', async ({
	page,
	pageErrors,
	pickedFolder,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.mend();
	await generateAll(page, 12);
	const [folder] = (await pickedFolder.list())[0]?.split('/') ?? [];
	const remove = (path: string) =>
		page.evaluate(async (names) => {
			let parent = await (await navigator.storage.getDirectory()).getDirectoryHandle('picked');
			for (const name of names.slice(0, -1)) parent = await parent.getDirectoryHandle(name);
			await parent.removeEntry(names.at(-1) ?? '', { recursive: true });
		}, path.split('/'));
	await remove(`${folder}/images/3.png`);

	await page.getByRole('button', { name: 'Open gallery' }).click();
	const gallery = page.getByRole('dialog', { name: /^Dots, / });
	await expect(drawn(page, 12)).toBeVisible();
	await gallery.getByRole('button', { name: 'Token 3, missing' }).click();
	await expect(gallery.getByText('3.png is no longer there')).toBeVisible();
	await page.keyboard.press('ArrowRight');
	await expect(gallery.getByRole('img', { name: 'Token 4' })).toBeVisible();
	const fromFile = await middleOf(page, '.gallery-stage img');
	await gallery.getByRole('button', { name: 'Close' }).click();

	await remove(folder ?? '');
	await page.getByRole('button', { name: 'Open gallery' }).click();
	await expect(gallery.getByText('These pictures are drawn anew from its design')).toBeVisible();
	await expect(drawn(page, 3)).toBeVisible();
	await cell(page, 4).click();
	await expect(gallery.locator('.gallery-stage canvas[data-drawn="4"]')).toBeVisible();
	expect(await middleOf(page, '.gallery-stage canvas')).toEqual(fromFile);
	await page.keyboard.press('Escape');
	await expect(cell(page, 4)).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	expect(pageErrors).toEqual([]);
});
