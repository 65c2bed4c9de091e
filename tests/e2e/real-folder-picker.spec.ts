/** The one test in which the browser's own folder dialog and permission question are real. */
import { expect, test } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../scripts/lib/headless-browser.mjs';
import { serve } from '../../scripts/lib/serve.mjs';
import { missingDesktopTools, startVirtualDesktop } from '../../scripts/lib/virtual-desktop.mjs';
import { chooseFolder } from './real-picker.ts';

const PAGE = `<!doctype html><title>waiting</title><button>Choose</button><script>
document.querySelector('button').addEventListener('click', async () => {
	const folder = await showDirectoryPicker({ mode: 'readwrite' });
	const file = await folder.getFileHandle('written.txt', { create: true });
	const stream = await file.createWritable();
	await stream.write('from the page');
	await stream.close();
	document.title = 'written';
});
</script>`;

const missing = missingDesktopTools();

test('a page writes into the folder that was chosen in the real dialog', async () => {
	test.skip(missing.length > 0, `needs Linux with ${missing.join(', ')}`);
	const folder = await mkdtemp(join(tmpdir(), 'tessera-picked-'));
	const server = await serve({
		root: folder,
		handle: async (_request, response) => {
			response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
			return true;
		},
	});
	const desktop = await startVirtualDesktop();
	const browser = await openBrowser({
		headless: false,
		env: desktop.env,
		viewport: null,
		flags: ['--window-position=0,0', '--window-size=1200,850'],
	});
	try {
		const { page } = browser;
		await page.goto(server.url);
		await chooseFolder(
			desktop,
			page,
			folder,
			() => page.getByRole('button').click(),
			async () => (await page.title()) === 'written',
		);
		expect(await readFile(join(folder, 'written.txt'), 'utf8')).toBe('from the page');
	} finally {
		await browser.close();
		desktop.close();
		await server.close();
		await rm(folder, { recursive: true });
	}
});
