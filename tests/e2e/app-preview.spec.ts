/** The design on the screen: preview, weights, order, seed, and that all of it is there after a reload. */
import { layerNames, layerRow, largePreview, openSample, pixelsOf } from './app-page.ts';
import { expect, test } from './fixtures.ts';

test('the first visit shows the sample, drawn in full', async ({ page, pageErrors }) => {
	await openSample(page);
	await expect(page.getByLabel('Collection name')).toHaveValue('Tessera Notionists');
	const coverage = await largePreview(page).evaluate((element) => {
		if (!(element instanceof HTMLCanvasElement)) throw new Error('no canvas');
		const image = element.getContext('2d')?.getImageData(0, 0, element.width, element.height);
		const colors = new Set<number>();
		let opaque = 0;
		const pixels = new Uint32Array(image?.data.buffer ?? new ArrayBuffer());
		for (const pixel of pixels) {
			colors.add(pixel);
			if (pixel >>> 24 === 255) opaque++;
		}
		return { opaque: opaque / pixels.length, colors: colors.size };
	});
	// The background fills the canvas, and there is a person in front of it.
	expect(coverage.opaque).toBe(1);
	expect(coverage.colors).toBeGreaterThan(20);
	expect(pageErrors).toEqual([]);
});

test('an edited weight changes the shares of its layer, and survives a reload', async ({ page }) => {
	await openSample(page);
	await layerRow(page, 'Eyes').getByRole('button', { expanded: false }).click();
	const row = page.locator('.trait-row', { hasText: 'Eyes 01' });
	const other = page.locator('.trait-row', { hasText: 'Eyes 02' });
	await expect(row.locator('.trait-share')).toHaveText('27.0 %');
	const before = await other.locator('.trait-share').textContent();
	await page.getByLabel('Weight of Eyes 01').fill('32.5');
	await expect(row.locator('.trait-share')).toHaveText('50.0 %');
	await expect(other.locator('.trait-share')).not.toHaveText(before ?? '');

	await expect
		.poll(() =>
			page.evaluate(async () => {
				const database = await new Promise<IDBDatabase>((done, fail) => {
					const opening = indexedDB.open('tessera');
					opening.addEventListener('success', () => done(opening.result));
					opening.addEventListener('error', () => fail(opening.error));
				});
				const records = await new Promise<unknown>((done) => {
					const all = database.transaction('projects').objectStore('projects').getAll();
					all.addEventListener('success', () => done(all.result));
				});
				database.close();
				return JSON.stringify(records).includes('32.5');
			}),
		)
		.toBe(true);
	await page.reload();
	await layerRow(page, 'Eyes').getByRole('button', { expanded: false }).click();
	await expect(page.getByLabel('Weight of Eyes 01')).toHaveValue('32.5');
});

test('text that is no weight is refused at its field and changes nothing', async ({ page }) => {
	await openSample(page);
	await layerRow(page, 'Eyes').getByRole('button', { expanded: false }).click();
	const field = page.getByLabel('Weight of Eyes 01');
	const before = await field.inputValue();
	await field.fill('-3');
	await expect(page.getByText('At least 0.')).toBeVisible();
	await expect(field).toHaveAttribute('aria-invalid', 'true');
	await field.blur();
	await expect(field).toHaveValue(before);
});

test('shuffle draws another token; the old seed brings the old one back', async ({ page }) => {
	await openSample(page);
	const preview = largePreview(page);
	const first = await pixelsOf(preview);
	await page.getByRole('button', { name: 'Shuffle' }).click();
	await expect(page.getByLabel('Seed')).not.toHaveValue('tessera');
	await expect.poll(() => pixelsOf(preview)).not.toBe(first);
	await page.getByLabel('Seed').fill('tessera');
	await expect.poll(() => pixelsOf(preview)).toBe(first);
});

test('the strip and the arrows show other tokens of the same plan', async ({ page }) => {
	await openSample(page);
	await page.getByRole('button', { name: 'Token 5', exact: true }).click();
	await expect(largePreview(page)).toHaveAttribute('data-drawn', '5');
	await page.getByRole('button', { name: 'Next token' }).click();
	await expect(largePreview(page)).toHaveAttribute('data-drawn', '6');
	await page.getByLabel('Token', { exact: true }).fill('1000');
	await expect(largePreview(page)).toHaveAttribute('data-drawn', '1000');
	await expect(page.getByRole('button', { name: 'Next token' })).toBeDisabled();
});

test('a layer moves by keys, by buttons and by dragging, and the picture follows', async ({ page }) => {
	await openSample(page);
	const before = await pixelsOf(largePreview(page));
	await layerRow(page, 'Background').getByRole('button', { expanded: false }).focus();
	for (let step = 0; step < 10; step++) await page.keyboard.press('Alt+ArrowUp');
	expect((await layerNames(page))[0]).toBe('Background');
	await expect(layerRow(page, 'Background').getByRole('button', { expanded: false })).toBeFocused();
	await expect.poll(() => pixelsOf(largePreview(page))).not.toBe(before);

	await page.getByRole('button', { name: 'Move Background down' }).click();
	expect((await layerNames(page))[1]).toBe('Background');

	await layerRow(page, 'Background')
		.locator('.grip')
		.dragTo(layerRow(page, 'Base'), { targetPosition: { x: 60, y: 40 } });
	await expect.poll(async () => (await layerNames(page)).at(-1)).toBe('Background');
	await expect.poll(() => pixelsOf(largePreview(page))).toBe(before);
});

test('more tokens than there can be are refused before anything is generated', async ({ page }) => {
	await openSample(page);
	for (const name of ['Hair', 'Body', 'Lips', 'Nose', 'Beard', 'Glasses', 'Brows', 'Gesture']) {
		await layerRow(page, name).getByRole('button', { expanded: false }).click();
		await page.getByLabel('Counts for uniqueness').uncheck();
		await layerRow(page, name).getByRole('button', { expanded: true }).click();
	}
	// Base 1 × Eyes 5 × Background 12.
	await expect(page.getByRole('alert')).toContainText('60');
	await expect(page.getByRole('button', { name: /^Generate/ })).toBeDisabled();
	await page.getByRole('button', { name: 'Make it 60' }).click();
	await expect(page.getByLabel('Tokens', { exact: true })).toHaveValue('60');
	await expect(page.getByRole('alert')).toHaveCount(0);
	await expect(page.getByRole('button', { name: /^Generate/ })).toBeEnabled();
});
