/** The benchmark's page with results that were measured elsewhere: read, compare, share. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { RESULT_SCHEMA } from '../../src/engine/bench/suite-result.ts';
import { sampleResult } from '../unit/bench/sample-result.ts';
import { expect, test } from './fixtures.ts';

const fast = sampleResult({ speed: 2, taken: '2026-01-02T03:04:06.000Z' });
const busy = sampleResult({ faults: [{ code: 'busy', message: 'Other programs took 40 % of the processor.' }] });
const fileOf = (name: string, result: unknown) => ({
	name,
	mimeType: 'application/json',
	buffer: Buffer.from(JSON.stringify(result)),
});

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page }).analyze();
	return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
	test(`axe finds nothing in ${colorScheme}: start, result, comparison`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await page.goto('/benchmark');
		await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
		expect(await violations(page)).toEqual([]);
		await page.getByLabel('Result files').setInputFiles([fileOf('fast.json', fast), fileOf('busy.json', busy)]);
		await expect(page.getByRole('heading', { name: 'Side by side' })).toBeVisible();
		expect(await violations(page)).toEqual([]);
	});
}

test('a valid result shows its score, an invalid one its reason, a foreign file a message', async ({ page }) => {
	await page.goto('/benchmark');
	const files = page.getByLabel('Result files');
	await files.setInputFiles([fileOf('busy.json', busy)]);
	const result = page.getByRole('region', { name: 'Result', exact: true });
	await expect(result).toContainText('Other programs took 40 %');
	await expect(page.locator('.bench-score-number')).toHaveCount(0);
	await files.setInputFiles([fileOf('fast.json', fast), fileOf('other.json', { a: 1 })]);
	await expect(page.getByText('“other.json” is not a benchmark result')).toBeVisible();
	await page.locator('.bench-entry', { hasText: 'fast.json' }).click();
	await expect(page.locator('.bench-score-number')).toContainText(Math.round(fast.score?.value ?? 0).toString());
});

test('a copied link opens the same result', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto('/benchmark');
	await page.getByLabel('Result files').setInputFiles([fileOf('fast.json', fast)]);
	await page.getByRole('button', { name: 'Copy link' }).click();
	await expect(page.getByText('Link copied.')).toBeVisible();
	const link = await page.evaluate(() => navigator.clipboard.readText());
	await page.goto('about:blank');
	await page.goto(link);
	await expect(page.getByText('This result comes from a link.')).toBeVisible();
	await expect(page.locator('.bench-score-number')).toContainText(Math.round(fast.score?.value ?? 0).toString());
});

test('a run can be given up, by keyboard, and leaves nothing behind; axe finds nothing while it goes on', async ({
	page,
	pageErrors,
}) => {
	await page.goto('/benchmark');
	await page.getByRole('button', { name: 'Start' }).click();
	await expect(page.getByRole('progressbar')).toBeVisible();
	expect(await violations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Cancel' }).press('Enter');
	await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
	await expect(page.locator('.bench-entry')).toHaveCount(0);
	await expect(page.getByRole('alert')).toHaveCount(0);
	expect(pageErrors).toEqual([]);
});

test('the app loads nothing of it before it is opened', async ({ page }) => {
	const texts: Promise<string>[] = [];
	page.on('response', (response) => {
		if (/\.(js|css)$/.test(response.url())) texts.push(response.text());
	});
	await page.goto('/');
	await expect(page.getByRole('button', { name: /^Generate/ })).toBeEnabled();
	const loaded = await Promise.all(texts);
	expect(loaded.length).toBeGreaterThan(3);
	// Of its rows, its schema, its page and its look.
	for (const mark of ['The browser’s own path', RESULT_SCHEMA, 'How fast does this machine', '.bench-panel']) {
		expect(loaded.filter((text) => text.includes(mark)).length, mark).toBe(0);
	}
});
