/** Rules, strict pairs and counts, as someone new to the app would set them. */
import { type Locator, type Page } from '@playwright/test';
import { expectFinished, generateButton, layerRow, openSample, setOutput, violations } from './app-page.ts';
import { expect, test } from './fixtures.ts';

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();
const openLayer = (page: Page, name: string) =>
	layerRow(page, name).getByRole('button', { expanded: false }).first().click();
const traitRow = (page: Page, name: string): Locator =>
	page.locator('.trait-row', { has: page.getByText(name, { exact: true }) });

async function choose(page: Page, side: string, layer: string, choice: string): Promise<void> {
	await page.getByLabel(`${side}: layer`, { exact: true }).selectOption({ label: layer });
	await page.getByLabel(`${side}: choice`, { exact: true }).selectOption({ label: choice });
}

async function addRule(page: Page, effect: string): Promise<void> {
	await page.getByRole('button', { name: 'Add rule' }).click();
	await choose(page, 'If', 'Eyes', 'Eyes 01');
	await page.getByLabel('then it', { exact: true }).selectOption(effect);
	await choose(page, 'Choice 1', 'Background', 'Parchment');
}

async function addPair(page: Page): Promise<void> {
	await tab(page, /^Rules/);
	await page.getByRole('button', { name: 'Add strict pair' }).click();
	await page.getByRole('checkbox', { name: 'Eyes', exact: true }).check();
	await page.getByRole('checkbox', { name: 'Background', exact: true }).check();
	await page.getByRole('button', { name: 'Done' }).click();
}

test('a newcomer finds the sample’s rules; a new one changes what is expected and not what was asked', async ({
	page,
	pageErrors,
}) => {
	await openSample(page);
	await openLayer(page, 'Eyes');
	const row = traitRow(page, 'Eyes 01');
	await expect(row.locator('.trait-share')).toHaveText('27.0 %');
	await expect(row.locator('.trait-chance')).toHaveText('27.0 %');
	await expect(row.locator('.rarity')).not.toHaveClass(/differs/);
	await tab(page, /^Rules 2/);
	await expect(page.getByText('If Hair is Hair Hat, then Gesture is never tagged long arms.')).toBeVisible();
	const possible = await page.locator('.possible-figure').textContent();
	await addRule(page, 'never appears with');
	await expect(page.getByText('If Eyes is Eyes 01, then Background is never Parchment.')).toBeVisible();
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(page.locator('.possible-figure')).not.toHaveText(possible ?? '');
	await tab(page, /^Layers/);
	await expect(row.locator('.trait-share')).toHaveText('27.0 %');
	await expect(row.locator('.trait-chance')).not.toHaveText('27.0 %');
	await expect(row.locator('.rarity')).toHaveClass(/differs/);
	expect(pageErrors).toEqual([]);
});

test('rules that contradict each other say so while they are edited; a removed one can be put back', async ({
	page,
}) => {
	await openSample(page);
	await tab(page, /^Rules/);
	await addRule(page, 'never appears with');
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(page.locator('.rule .notice')).toHaveCount(0);
	await addRule(page, 'needs at least one of');
	const faults = page.locator('.rule .notice', { hasText: 'Eyes: Eyes 01 can never appear together with:' });
	await expect(faults).toHaveCount(2);
	await expect(page.getByRole('tab', { name: /^Rules.*needs attention, 4$/ })).toBeVisible();
	expect(await violations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Done' }).click();
	await page.getByRole('button', { name: /^Remove rule: If Eyes is Eyes 01, then Background is never/ }).click();
	await expect(faults).toHaveCount(0);
	await page.getByRole('button', { name: 'Put it back' }).click();
	await expect(faults).toHaveCount(2);
});

test('a strict pair lowers the maximum; the impossible count is explained and mended by the button', async ({
	page,
}) => {
	await openSample(page);
	await addPair(page);
	// Eyes 5 × Background 12, and no rule between them.
	await expect(page.locator('.strict-pair')).toContainText('Leaves exactly 60 tokens');
	const refusal = page.getByRole('alert');
	await expect(refusal).toContainText('strict pair “Eyes × Background”');
	await expect(generateButton(page)).toBeDisabled();
	await page.locator('.possible-figure').click();
	const popover = page.getByRole('dialog');
	await expect(popover).toContainText('Largest collection60exact');
	await expect(popover).toContainText('only 60 are possible');
	expect(await violations(page)).toEqual([]);
	await popover.getByRole('button', { name: 'Make it 60' }).click();
	await page.keyboard.press('Escape');
	await expect(page.getByLabel('Tokens', { exact: true })).toHaveValue('60');
	await expect(refusal).toHaveCount(0);
	await expect(generateButton(page)).toBeEnabled();
	await page.getByLabel('Tokens', { exact: true }).fill('61');
	await expect(refusal).toBeVisible();
	await page.getByRole('checkbox', { name: /^Eyes × Background/ }).uncheck();
	await expect(refusal).toHaveCount(0);
});

test('an exact count is met in what is generated', async ({ page, pickedFolder, pageErrors }) => {
	await openSample(page);
	await setOutput(page, { tokens: 20, side: 64 });
	await openLayer(page, 'Eyes');
	await page.getByRole('button', { name: 'Counts and tags of Eyes 05' }).click();
	await page.getByLabel('How many').selectOption('An exact count');
	await page.getByLabel('Exact count of Eyes 05').fill('21');
	await expect(page.getByRole('alert')).toContainText('Eyes');
	await page.getByLabel('Exact count of Eyes 05').fill('13');
	await expect(traitRow(page, 'Eyes 05').locator('.trait-share')).toHaveText('65.0 %');
	await expect(page.getByRole('alert')).toHaveCount(0);
	await generateButton(page).click();
	await expectFinished(page);
	const path = (await pickedFolder.list()).find((file) => file.endsWith('_metadata.json')) ?? '';
	const text = (await pickedFolder.read(path)).toString();
	const tokens = JSON.parse(text) as { attributes: { trait_type: string; value: string }[] }[];
	expect(tokens).toHaveLength(20);
	const eyes = tokens.flatMap(({ attributes }) => attributes.filter(({ trait_type }) => trait_type === 'Eyes'));
	expect(eyes.filter(({ value }) => value === 'Eyes 05')).toHaveLength(13);
	expect(pageErrors).toEqual([]);
});

test('limits that contradict each other are refused at their field', async ({ page }) => {
	await openSample(page);
	await openLayer(page, 'Eyes');
	await page.getByRole('button', { name: 'Counts and tags of Eyes 02' }).click();
	await page.getByLabel('At most').fill('5');
	await page.getByLabel('At least').fill('6');
	await expect(page.getByText('More than the 5 at most.')).toBeVisible();
	await page.getByLabel('At least').fill('2');
	await expect(traitRow(page, 'Eyes 02').locator('.trait-limits')).toHaveText('2 to 5');
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`on a phone, ${colorScheme}, rules and counts stay on the screen and axe finds nothing`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 390, height: 800 });
		await openSample(page);
		await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Layers' }).click();
		await openLayer(page, 'Eyes');
		await page.getByRole('button', { name: 'Counts and tags of Eyes 01' }).click();
		expect(await violations(page)).toEqual([]);
		await addPair(page);
		await page.locator('.rule-sentence').first().click();
		expect(await violations(page)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	});
}

test('a rule is made with the keyboard alone', async ({ page }) => {
	await openSample(page);
	await page.getByRole('tab', { name: /^Layers/ }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('button', { name: 'Add rule' })).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('button', { name: 'Add rule' })).toBeFocused();
	await page.keyboard.press('Enter');
	await page.keyboard.type('Eyes');
	await page.keyboard.press('Tab');
	await page.keyboard.type('Eyes 01');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await page.keyboard.type('Background');
	await page.keyboard.press('Tab');
	await page.keyboard.type('Parchment');
	await expect(page.getByText('If Eyes is Eyes 01, then Background is never Parchment.')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Add rule' })).toBeFocused();
});
