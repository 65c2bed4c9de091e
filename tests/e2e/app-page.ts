/** What the tests of the app do again and again, in the words of the screen. */
import type { Design } from '../../src/engine/design/design.ts';
import { AxeBuilder } from '@axe-core/playwright';
import { type Locator, type Page, expect } from '@playwright/test';

/** Opens the app with the sample collection and waits for its first preview. */
export async function openSample(page: Page): Promise<void> {
	await page.goto('/');
	await expect(largePreview(page)).toHaveAttribute('data-drawn', '1');
}

export function largePreview(page: Page): Locator {
	return page.getByRole('img', { name: /^Preview of token/ });
}

/** A number that stands for the pixels of a canvas. */
export async function pixelsOf(canvas: Locator): Promise<string> {
	return canvas.evaluate(async (element) => {
		if (!(element instanceof HTMLCanvasElement)) throw new Error('no canvas');
		const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? { data: null };
		if (data === null) throw new Error('no pixels');
		const digest = await crypto.subtle.digest('SHA-256', data);
		return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	});
}

export function layerRow(page: Page, name: string): Locator {
	return page.locator('.layer-row', { has: page.getByText(name, { exact: true }) });
}

/** Names of the layers as they stand in the panel, front first. */
export async function layerNames(page: Page): Promise<string[]> {
	return page.locator('.layer-name').allTextContents();
}

export async function setOutput(page: Page, settings: { tokens: number; side: number }): Promise<void> {
	await page.getByLabel('Tokens', { exact: true }).fill(String(settings.tokens));
	await page.getByLabel('Width', { exact: true }).fill(String(settings.side));
	await page.getByLabel('Height', { exact: true }).fill(String(settings.side));
}

/** Waits until the run has written something. */
export async function expectProgress(page: Page): Promise<Locator> {
	const progress = page.getByRole('progressbar', { name: 'Progress' });
	await expect
		.poll(async () => Number(await progress.getAttribute('aria-valuenow')), { timeout: 150_000 })
		.toBeGreaterThan(0);
	return progress;
}

export function generateButton(page: Page): Locator {
	return page.getByRole('button', { name: /^Generate [\d,]+ tokens?$/ });
}

/** Drawing the sample's SVGs takes a slow machine half a minute. */
export async function expectFinished(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { name: 'Finished' })).toBeVisible({ timeout: 150_000 });
}

/** What axe finds wrong with the page as it is: rule and element. */
export async function violations(page: Page): Promise<string[]> {
	// While it shows, a tooltip stands outside of every landmark; the pointer is where the last click was.
	await page.mouse.move(0, 0);
	await expect(page.getByRole('tooltip')).toHaveCount(0);
	// A colour half-way between light and dark is none that anyone reads.
	await page.evaluate(async () => {
		const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
		await Promise.allSettled(transitions.map(({ finished }) => finished));
	});
	const { violations: found } = await new AxeBuilder({ page }).analyze();
	return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** Generates small images with the other settings as they are, to the end. */
export async function generateAll(page: Page, tokens: number): Promise<void> {
	await setOutput(page, { tokens, side: 64 });
	await generateButton(page).click();
	await expectFinished(page);
}

/** Starts a run of small images with the settings as they are, and waits until it is under way. */
export async function startRun(page: Page, tokens: number): Promise<void> {
	await setOutput(page, { tokens, side: 64 });
	await generateButton(page).click();
	await expect(page.getByRole('heading', { name: 'Generating' })).toBeVisible({ timeout: 150_000 });
}

/** Everything that the browser's storage has in one of the app's stores. */
async function storedRecords(page: Page, store: string): Promise<unknown[]> {
	return page.evaluate(async (name) => {
		const request = <T>(asked: IDBRequest<T>) =>
			new Promise<T>((done, fail) => {
				asked.addEventListener('success', () => done(asked.result));
				asked.addEventListener('error', () => fail(asked.error));
			});
		const database = await request(indexedDB.open('tessera'));
		const records: unknown[] = await request(database.transaction(name).objectStore(name).getAll());
		database.close();
		return records;
	}, store);
}

/** How many images of runs the browser's storage knows to be complete. */
export async function keptImages(page: Page): Promise<number> {
	const journal = (await storedRecords(page, 'journal')) as { rows?: Uint32Array }[];
	return journal.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0);
}

/** Tokens of each project that the browser's storage has. */
export async function storedTokens(page: Page): Promise<number[]> {
	const projects = (await storedRecords(page, 'projects')) as { design: Design }[];
	return projects.map(({ design }) => design.supply.count);
}
