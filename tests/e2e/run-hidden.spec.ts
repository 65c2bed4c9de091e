/** A run in a tab that is really hidden, with its timers held back as browsers do, which Playwright's own pages never are. */
import { expect, test } from '@playwright/test';
import { openPlainBrowser } from '../../scripts/lib/plain-browser.mjs';
import { serveRunPage } from '../../scripts/lib/run-page.mjs';

const COUNT = 900;

test('a run goes on in a hidden tab to its end, and its page knows all of it on return', async () => {
	const server = await serveRunPage();
	const browser = await openPlainBrowser({ url: server.url });
	try {
		const visibility = () => browser.evaluate('document.visibilityState');
		const figures = () =>
			browser.evaluate<{ state: string; done: number; kept: boolean }>(
				'(({ state, done, kept } = {}) => ({ state, done, kept }))(runPage.snapshot("hidden"))',
			);
		await browser.show();
		await expect.poll(visibility).toBe('visible');
		await expect.poll(() => browser.evaluate('globalThis.runPage !== undefined')).toBe(true);
		await browser.evaluate(
			`runPage.start({ id: 'hidden', count: ${COUNT}, size: 96, folder: 'hidden', more: { memoryBudget: 16e6 } }).then(() => 0)`,
		);
		await expect.poll(async () => (await figures()).done, { timeout: 150_000 }).toBeGreaterThan(0);
		await browser.hide();
		await expect.poll(visibility).toBe('hidden');
		expect((await figures()).done).toBeLessThan(COUNT);
		await browser.evaluate(
			'globalThis.ticks = 0, globalThis.since = performance.now(), setInterval(() => ticks++, 10)',
		);
		await expect.poll(async () => (await figures()).state, { timeout: 150_000 }).toBe('finished');
		const rate: number = await browser.evaluate('ticks / ((performance.now() - since) / 1000)');
		// A hundred where nothing holds them back.
		expect(rate).toBeLessThan(20);

		await browser.show();
		await expect.poll(visibility).toBe('visible');
		expect(await figures()).toEqual({ state: 'finished', done: COUNT, kept: true });
		const files: [string, string][] = await browser.evaluate('runPage.tree("hidden")');
		expect(files.filter(([path]) => path.endsWith('.png'))).toHaveLength(COUNT);
	} finally {
		await browser.close();
		await server.close();
	}
});
