/** Runs that outlive their page, as their user sees them: resumed, listed, repeated, forgotten; and one tab per project. */
import type { Page } from '@playwright/test';
import {
	expectFinished,
	expectProgress,
	generateButton,
	keptImages,
	openSample,
	setOutput,
	storedTokens,
	violations,
} from './app-page.ts';
import { expect, test } from './fixtures.ts';
import { type Engine, test as controlledTest } from './worker-control.ts';

/** Three batches. */
const TOKENS = 600;

/** Reloads in the middle of a run and waits for what the app then says. The page that is loaded holds no run back. */
async function interrupt(page: Page, engine: Engine, openDots: () => Promise<void>): Promise<void> {
	page.on('dialog', (dialog) => void dialog.accept());
	await openDots();
	await setOutput(page, { tokens: TOKENS, side: 64 });
	// Under way, and never at the end.
	await engine.limit({ batches: 1 });
	await generateButton(page).click();
	await expectProgress(page);
	// It is kept once a second.
	await expect.poll(() => keptImages(page)).toBeGreaterThan(0);
	await page.reload();
	await expect(page.getByRole('region', { name: 'Interrupted run' })).toContainText(
		new RegExp(`interrupted: [1-9]\\d* of ${TOKENS} done`),
	);
}

const images = (files: string[]) => files.filter((path) => path.endsWith('.png'));

controlledTest(
	'a run that a reload broke off goes on from the banner and ends complete',
	async ({ page, pickedFolder, pageErrors, engine, openDots }) => {
		await interrupt(page, engine, openDots);
		const banner = page.getByRole('region', { name: 'Interrupted run' });
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			expect(await violations(page)).toEqual([]);
		}
		await banner.getByRole('button', { name: 'Resume' }).click();
		await expect(banner).toHaveCount(0);
		await expectFinished(page);
		await expect(page.getByText(/^Resumed: [1-9]\d* tokens were done before/)).toBeVisible();
		const files = await pickedFolder.list();
		expect(images(files)).toHaveLength(TOKENS);
		expect(new Set(files.map((path) => path.split('/')[0])).size).toBe(1);
		expect(pageErrors).toEqual([]);
	},
);

controlledTest('a discarded run is forgotten, and its files stay', async ({ page, pickedFolder, engine, openDots }) => {
	await interrupt(page, engine, openDots);
	const banner = page.getByRole('region', { name: 'Interrupted run' });
	await banner.getByRole('button', { name: 'Discard' }).press('Enter');
	await banner.getByRole('button', { name: 'Discard, keep the files' }).press('Enter');
	await expect(banner).toHaveCount(0);
	expect(images(await pickedFolder.list()).length).toBeGreaterThan(0);
	await page.getByRole('button', { name: 'History' }).click();
	await expect(page.getByRole('dialog').getByText('No runs yet.')).toBeVisible();
});

test('the history lists a run, repeats it byte for byte, and forgets it', async ({ page, pickedFolder }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await openSample(page);
	await page.getByRole('button', { name: 'Output' }).click();
	await setOutput(page, { tokens: 6, side: 64 });
	await page.getByRole('button', { name: 'Generate', exact: true }).click();
	await expectFinished(page);
	await page.getByRole('button', { name: 'History' }).click();
	const entries = page.getByRole('dialog').locator('.history-entry');
	await expect(entries).toHaveCount(1);
	await expect(entries).toContainText('6 of 6');
	await entries.locator('summary').press('Enter');
	await expect(entries.getByText('tessera', { exact: true })).toBeVisible();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	expect(await violations(page)).toEqual([]);
	await entries.getByRole('button', { name: /^Repeat/ }).click();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect
		.poll(async () => (await pickedFolder.list()).filter((path) => path.endsWith('run.json')).length, {
			timeout: 150_000,
		})
		.toBe(2);
	await expectFinished(page);
	const files = images(await pickedFolder.list());
	expect(files).toHaveLength(12);
	const half = files.length / 2;
	for (let i = 0; i < half; i++) {
		const [one, other] = await Promise.all([
			pickedFolder.read(files[i] ?? ''),
			pickedFolder.read(files[i + half] ?? ''),
		]);
		expect(one.equals(other)).toBe(true);
	}
	await page.getByRole('button', { name: 'History' }).click();
	await expect(entries).toHaveCount(2);
	await entries
		.first()
		.getByRole('button', { name: /^Forget/ })
		.click();
	await entries
		.first()
		.getByRole('button', { name: /^Forget for good/ })
		.click();
	await expect(entries).toHaveCount(1);
	expect(images(await pickedFolder.list())).toHaveLength(12);
});

test('a second tab only shows the project, and takes over when the first is closed', async ({ page, context }) => {
	await openSample(page);
	await page.getByLabel('Tokens', { exact: true }).fill('77');
	// A tab that finds no project makes one of its own, which it would open again and again as the newest.
	await expect.poll(() => storedTokens(page)).toEqual([77]);
	const second = await context.newPage();
	await second.goto('/');
	await expect(second.getByRole('region', { name: 'Open in another tab' })).toBeVisible();
	await expect(generateButton(second)).toBeDisabled();
	expect(await violations(second)).toEqual([]);
	await page.close();
	await expect(second.getByRole('region', { name: 'Open in another tab' })).toHaveCount(0);
	await expect(second.getByLabel('Tokens', { exact: true })).toHaveValue('77');
	await expect(generateButton(second)).toBeEnabled();
});
