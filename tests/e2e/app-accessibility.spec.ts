/** The app without a mouse, without much room, and as assistive technology sees it. */
import {
	expectFinished,
	generateButton,
	largePreview,
	layerRow,
	openSample,
	setOutput,
	violations,
} from './app-page.ts';
import { expect, test } from './fixtures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
	test(`axe finds nothing in ${colorScheme}: preview, open layer, finished run`, async ({ page, pickedFolder }) => {
		await page.emulateMedia({ colorScheme });
		await openSample(page);
		await layerRow(page, 'Eyes').getByRole('button', { expanded: false }).click();
		await page.getByText('Metadata', { exact: true }).click();
		expect(await violations(page)).toEqual([]);
		await setOutput(page, { tokens: 3, side: 64 });
		await generateButton(page).click();
		await expectFinished(page);
		expect(await pickedFolder.list()).not.toHaveLength(0);
		expect(await violations(page)).toEqual([]);
	});
}

test('axe finds nothing in the list of projects and in a refusal; Escape closes the list', async ({ page }) => {
	await openSample(page);
	await page.getByLabel('Tokens', { exact: true }).fill('1000000');
	for (const name of ['Hair', 'Body', 'Lips', 'Nose', 'Beard', 'Glasses']) {
		await layerRow(page, name).getByRole('button', { expanded: false }).click();
		await page.getByLabel('Counts for uniqueness').uncheck();
		await layerRow(page, name).getByRole('button', { expanded: true }).click();
	}
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByRole('button', { name: 'Projects' }).click();
	await expect(page.getByRole('dialog').getByText('Open now')).toBeVisible();
	expect(await violations(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	expect(await violations(page)).toEqual([]);
});

test('from opening a layer to the finished files with the keyboard alone', async ({ page, pickedFolder }) => {
	await openSample(page);
	const focused = () =>
		page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
	/** Tabs on until the focused control's name matches. */
	const tabTo = async (name: RegExp) => {
		for (let presses = 0; presses < 120; presses++) {
			await page.keyboard.press('Tab');
			const element = page.locator(':focus');
			const label = await element.evaluate(
				(node) =>
					node.getAttribute('aria-label') ??
					(node instanceof HTMLInputElement ? node.labels?.[0]?.textContent : undefined) ??
					node.textContent,
			);
			if (name.test(label ?? '')) return;
		}
		throw new Error(`no control named ${name.source}; the last one was ${await focused()}`);
	};
	await tabTo(/^Brows/);
	await page.keyboard.press('Enter');
	await tabTo(/^Weight of Brows 01$/);
	const share = page.locator('.trait-row', { hasText: 'Brows 01' }).locator('.trait-share');
	const before = await share.textContent();
	await page.keyboard.press('ArrowUp');
	await expect(share).not.toHaveText(before ?? '');
	await tabTo(/^Shuffle$/);
	await page.keyboard.press('Enter');
	await expect(page.getByLabel('Seed')).not.toHaveValue('tessera');
	await tabTo(/^Tokens$/);
	await page.keyboard.type('4');
	await tabTo(/^Width$/);
	await page.keyboard.type('64');
	await tabTo(/^Height$/);
	await page.keyboard.type('64');
	await tabTo(/^Generate 4 tokens$/);
	await page.keyboard.press('Enter');
	await expectFinished(page);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(4);
});

test('on a phone every region is reachable and nothing runs out of the screen', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await openSample(page);
	const places = page.getByRole('navigation', { name: 'Places' });
	for (const place of ['Layers', 'Preview', 'Output']) {
		await places.getByRole('button', { name: place }).click();
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
		expect(await violations(page)).toEqual([]);
	}
	await expect(page.getByLabel('Tokens', { exact: true })).toBeVisible();
	await expect(places.getByRole('button', { name: 'Generate' })).toBeEnabled();
	await places.getByRole('button', { name: 'Preview' }).click();
	await expect(largePreview(page)).toBeInViewport();
});

test('the theme switch overrides the system and is remembered', async ({ page }) => {
	await page.emulateMedia({ colorScheme: 'light' });
	await openSample(page);
	const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const light = await ground();
	const button = page.getByRole('button', { name: /^Theme:/ });
	await button.click();
	await button.click();
	await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
	expect(await ground()).not.toBe(light);
	await page.reload();
	await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
});
