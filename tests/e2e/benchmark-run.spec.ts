/** The benchmark's page measuring: with a software adapter, and where the browser has no adapter for WebGPU. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { openBrowser } from '../../scripts/lib/headless-browser.mjs';
import { parseSuiteResult, type SuiteResult } from '../../src/engine/bench/suite-result.ts';
import { expect, test } from './fixtures.ts';

/** Half a minute on a machine of its own. */
const SUITE = { timeout: 200_000 };
const result = (page: Page) => page.getByRole('region', { name: 'Result', exact: true });

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	const isThere = () =>
		page.evaluate(() => {
			const { activeElement: active } = document;
			const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : active?.textContent;
			return `${active?.getAttribute('aria-label') ?? ''} ${label ?? ''}`;
		});
	await expect(async () => {
		await page.keyboard.press('Tab');
		expect(await isThere()).toMatch(name);
	}).toPass({ intervals: [0] });
}

async function savedJson(page: Page): Promise<SuiteResult> {
	const download = page.waitForEvent('download');
	await page.keyboard.press('Enter');
	const saved = await download;
	return parseSuiteResult(JSON.parse(await readFile(await saved.path(), 'utf8')), saved.suggestedFilename());
}

test('by keyboard alone: start, measure, save the JSON; software rows say that they are', async ({
	page,
	pageErrors,
}) => {
	await page.goto('/benchmark');
	await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
	await tabTo(page, /Quick/);
	await tabTo(page, /^ *Start *$/);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('progressbar')).toBeVisible();
	await expect(result(page)).toBeVisible(SUITE);
	await tabTo(page, /^ *JSON *$/);
	const saved = await savedJson(page);
	expect(saved).toMatchObject({ mode: 'quick', missing: [], deviations: [], workers: saved.device.cores });
	expect(saved.device.gpu?.software).toBe(true);
	for (const { id, timing, note } of saved.rows) {
		if (/webgpu|upload|read-back/.test(id)) expect(note, id).toContain('software adapter');
		expect(timing, id).toBe(id === 'composite-webgpu-shader' ? 'gpu-timestamps' : 'wall');
	}
	await expect(page.locator('.bench-group.composite')).toContainText('a software adapter');
	await expect(page.locator('.bench-group.composite')).toContainText('timed by the GPU’s own timestamps');
	// It is kept on this device, and is what later runs are predicted from.
	await page.reload();
	await expect(page.locator('.bench-entry')).toHaveCount(1);
	await page.locator('.bench-entry').click();
	await expect(result(page)).toContainText('quick');
	expect(pageErrors).toEqual([]);
});

test('without WebGPU it completes all the same, and says why rows are missing', async ({ baseURL }) => {
	const browser = await openBrowser({
		...(baseURL === undefined ? {} : { baseURL }),
		// What hardware acceleration switched off is to a page: WebGPU, but no adapter.
		flags: ['--disable-gpu', '--disable-software-rasterizer'],
	});
	try {
		const { page } = browser;
		await page.goto('/benchmark');
		await page.getByRole('button', { name: 'Start' }).click();
		await expect(result(page)).toBeVisible(SUITE);
		for (const group of ['composite', 'transfer']) {
			await expect(page.locator(`.bench-group.${group}`)).toContainText(
				'Not measured. WebGPU found no graphics adapter.',
			);
		}
		await page.getByRole('button', { name: 'JSON', exact: true }).focus();
		const saved = await savedJson(page);
		expect(saved.missing.map(({ id }) => id).toSorted()).toEqual([
			'composite-webgpu',
			'composite-webgpu-shader',
			'read-back',
			'upload',
		]);
		expect(saved.device.gpu).toBeUndefined();
		expect(saved.faults.map(({ code }) => code)).not.toContain('incomplete');
	} finally {
		await browser.close();
	}
});
