/** A browser that has been used for long: hundreds of runs and projects are listed at once, and only what is in sight exists. */
import { generateAll, violations } from './app-page.ts';
import { expect, test } from './worker-control.ts';

const COPIES = { runs: 299, projects: 99 };

/** In the page: copies of the newest project and run, each older than the one before, as the app itself would have stored them. */
async function copyRecords(copies: Record<'runs' | 'projects', number>): Promise<void> {
	const request = <T>(asked: IDBRequest<T>) =>
		new Promise<T>((done, fail) => {
			asked.addEventListener('success', () => done(asked.result));
			asked.addEventListener('error', () => fail(asked.error));
		});
	const database = await request(indexedDB.open('tessera'));
	const transaction = database.transaction(['projects', 'runs', 'journal', 'summaries'], 'readwrite');
	const store = (name: string) => transaction.objectStore(name);
	for (const kind of ['runs', 'projects'] as const) {
		const [whole] = await request(store(kind).getAll());
		const summary = await request(store('summaries').get(`${kind}/${whole.id}`));
		const progress = kind === 'runs' ? await request(store('journal').get(`${whole.id}/progress`)) : undefined;
		for (let i = 1; i <= copies[kind]; i++) {
			const id = `${kind}-${i}`;
			const own = {
				id,
				name: `Project ${i}`,
				created: whole.created - i * 60_000,
				updated: whole.updated - i * 60_000,
			};
			const named = { ...own, ...(kind === 'runs' ? {} : { design: whole.design }) };
			store(kind).put({ ...whole, ...named });
			store('summaries').put({ ...summary, ...own }, `${kind}/${id}`);
			if (progress !== undefined) store('journal').put(progress, `${id}/progress`);
		}
	}
	await new Promise((done) => transaction.addEventListener('complete', done));
	database.close();
}

test('300 runs and 100 projects: lists hold only what is in sight, by mouse and by keys', async ({
	page,
	pickedFolder,
	pageErrors,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.mend();
	await generateAll(page, 12);
	await page.evaluate(copyRecords, COPIES);
	await page.reload();
	await expect(page.getByLabel('Collection name')).toHaveValue('Dots');

	await page.getByRole('button', { name: 'History', exact: true }).click();
	const dialog = page.getByRole('dialog');
	const entries = dialog.locator('.history-entry');
	await expect(entries.first()).toBeVisible();
	expect(await entries.count()).toBeLessThan(40);
	expect(await violations(page)).toEqual([]);
	// What is open stays open when it was out of sight, and what has the focus stays.
	await entries.first().locator('summary').press('Enter');
	await expect(entries.first()).toContainText('Seed');
	const body = dialog.locator('.dialog-body');
	// Again and again: entries are measured when they come into sight, which makes the list longer or shorter.
	await expect(async () => {
		await body.evaluate((scrolled) => scrolled.scrollTo(0, scrolled.scrollHeight));
		await expect(dialog.getByRole('button', { name: /^Forget/ }).last()).toBeInViewport({ timeout: 1000 });
	}).toPass();
	expect(await entries.count()).toBeLessThan(40);
	await expect(entries.first().locator('summary')).toBeFocused();
	await body.evaluate((scrolled) => scrolled.scrollTo(0, 0));
	// After a jump the list draws what is in sight at once, and what Tab will need when the scrolling has ended.
	await expect
		.poll(() =>
			entries.evaluateAll((drawn) => {
				const tops = drawn.map((entry) => entry.getBoundingClientRect().top);
				return (tops.at(-1) ?? 0) > innerHeight && tops.every((top, i) => i === 0 || top - tops[i - 1] < innerHeight);
			}),
		)
		.toBe(true);
	await expect(entries.first()).toContainText('Seed');
	const focusedEntry = () =>
		page.evaluate(() => {
			const entry = document.activeElement?.closest('li');
			return entry === null || entry === undefined ? -1 : Math.round(entry.getBoundingClientRect().top);
		});
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press('Tab');
		// Every step of the keyboard is in sight, one entry after the other.
		await expect.poll(focusedEntry).toBeGreaterThan(0);
	}
	await page.keyboard.press('Escape');

	await page.getByRole('button', { name: 'Projects', exact: true }).click();
	await expect(dialog.getByRole('listitem')).toHaveCount(COPIES.projects + 1);
	await dialog.getByRole('button', { name: /^Project 42/ }).click();
	await expect(dialog).toHaveCount(0);
	await expect(page.getByLabel('Collection name')).toHaveValue('Dots');
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(12);
	expect(pageErrors).toEqual([]);
});
