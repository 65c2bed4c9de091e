import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures.ts';

/** Compressed JavaScript that the app may load before anything is drawn, bytes. */
const SCRIPT_BUDGET = 150_000;

test('the app opens without errors, from this machine only, within its budget of JavaScript', async ({
	page,
	baseURL,
	pageErrors,
}) => {
	const foreign: string[] = [];
	page.on('request', (request) => {
		const isOwn = request.url().startsWith(baseURL ?? 'none') || /^(data|blob):/.test(request.url());
		if (!isOwn) foreign.push(request.url());
	});
	await page.goto('/');
	await expect(page).toHaveTitle('Tessera');
	await expect(page.locator('#app > *').first()).toBeVisible();
	expect(pageErrors).toEqual([]);
	expect(foreign).toEqual([]);

	// What the page asks for by itself; modules that it imports later are not preloaded.
	const scripts = await page.evaluate(() =>
		[...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel=modulepreload]')].map(
			(element) => ('src' in element ? element.src : element.href),
		),
	);
	expect(scripts.length).toBeGreaterThan(0);
	let bytes = 0;
	for (const url of scripts) bytes += gzipSync(await (await page.request.get(url)).body()).length;
	expect(bytes).toBeLessThan(SCRIPT_BUDGET);
});
