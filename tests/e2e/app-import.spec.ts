/** A folder of this machine becomes a design, and what is odd about it is said. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { largePreview, layerNames, layerRow, openSample } from './app-page.ts';
import { expect, test } from './fixtures.ts';

function square(side: number, color: readonly [number, number, number]): Buffer {
	const png = new PNG({ width: side, height: side });
	for (let i = 0; i < side * side; i++) png.data.set([...color, 255], i * 4);
	return PNG.sync.write(png);
}

let folder: string;

test.beforeEach(async () => {
	folder = join(await mkdtemp(join(tmpdir(), 'tessera-import-')), 'Little Squares');
	const files: [string, Buffer][] = [
		['1-Ground/Red#3.png', square(64, [200, 40, 40])],
		['1-Ground/Blue#1.png', square(64, [40, 40, 200])],
		['2-Mark/Dot#1.png', square(64, [240, 240, 240])],
		['2-Mark/Bröken “5”#1.png', Buffer.from('this is no picture')],
		['2-Mark/Nothing#1.png', Buffer.alloc(0)],
	];
	for (const [path, bytes] of files) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), bytes);
	}
});

test.afterEach(async () => {
	await rm(dirname(folder), { recursive: true });
});

test('a dropped folder is imported, with a report that names every odd file', async ({ page, dropFolder }) => {
	await openSample(page);
	await dropFolder('.preview-stage', folder);
	const report = page.getByRole('dialog');
	await expect(report.getByRole('heading')).toHaveText('Little Squares is imported');
	await expect(report).toContainText('Bröken “5”#1.png');
	await expect(report).toContainText('Nothing#1.png');
	await report.getByRole('button', { name: 'Continue' }).click();
	await expect(report).toHaveCount(0);

	expect(await layerNames(page)).toEqual(['Mark', 'Ground']);
	await expect(page.getByLabel('Collection name')).toHaveValue('Little Squares');
	await expect(page.getByLabel('Width', { exact: true })).toHaveValue('64');
	await layerRow(page, 'Ground').getByRole('button', { expanded: false }).click();
	await expect(page.locator('.trait-row', { hasText: 'Red' }).locator('.trait-share')).toHaveText('75.0 %');
	// Two different tokens are possible, a thousand are asked for.
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByLabel('Tokens', { exact: true }).fill('2');
	await expect(largePreview(page)).toHaveAttribute('data-drawn', '1');
});

test('an overlay says where to drop while a folder hovers, and goes when it leaves', async ({ page, context }) => {
	await openSample(page);
	const session = await context.newCDPSession(page);
	const data = { items: [], files: [folder], dragOperationsMask: 1 };
	await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 200, y: 200, data });
	await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: 210, y: 200, data });
	await expect(page.getByText('Drop the folder to import it')).toBeVisible();
	// What the browser fires when the pointer leaves the window; the protocol's dragCancel fires nothing.
	await page.locator('html').dispatchEvent('dragleave');
	await expect(page.getByText('Drop the folder to import it')).toHaveCount(0);
});

test('a folder without images leaves the open project as it is and says why', async ({ page, dropFolder }) => {
	await openSample(page);
	const bare = join(dirname(folder), 'bare');
	await mkdir(bare);
	await writeFile(join(bare, 'notes.txt'), 'no pictures here');
	await dropFolder('.preview-stage', bare);
	await expect(page.getByText('The folder holds no image that can be used')).toBeVisible();
	await expect(page.getByLabel('Collection name')).toHaveValue('Tessera Notionists');
});
