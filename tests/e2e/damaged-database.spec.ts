/** The app over a database that a faulty disk, another version or another program has left: it starts, says so, works on. */
import { expectFinished, generateAll, generateButton, violations } from './app-page.ts';
import { expect, test } from './worker-control.ts';

/**
 * In the page: puts broken copies of the newest project and run into the database, each newer than the original, with
 * another thing in each copy replaced by what does not belong there; and some records that resemble nothing.
 * @returns how many there are of each now
 */
async function damageStorage(): Promise<{ projects: number; runs: number }> {
	const request = <T>(asked: IDBRequest<T>) =>
		new Promise<T>((done, fail) => {
			asked.addEventListener('success', () => done(asked.result));
			asked.addEventListener('error', () => fail(asked.error));
		});
	const isBranch = (value: unknown): value is Record<string, unknown> =>
		typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof FileSystemHandle);
	const placesIn = (value: unknown, path: string[] = []): string[][] =>
		isBranch(value)
			? [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
			: [path];
	const database = await request(indexedDB.open('tessera'));
	const made = { projects: 0, runs: 0 };
	for (const kind of ['projects', 'runs'] as const) {
		const [whole] = (await request(database.transaction(kind).objectStore(kind).getAll())) as Record<string, unknown>[];
		const places = placesIn(whole).filter((place) => place.length > 0 && place.join('') !== 'id');
		const step = Math.max(1, Math.floor(places.length / 30));
		const broken: unknown[] = [
			{ id: 7, name: 'Seven' },
			{ id: 'alien' },
			{ id: 'list', design: [], finished: 5, name: [] },
		];
		for (let i = 0; i < places.length; i += step) {
			for (const junk of [null, 'wrong', []]) {
				const copy = { ...structuredClone(whole), id: `${kind}-${broken.length}`, updated: Date.now() + i, created: i };
				let parent: Record<string, unknown> = copy;
				for (const key of places[i]?.slice(0, -1) ?? []) parent = parent[key] as Record<string, unknown>;
				const last = places[i]?.at(-1) ?? '';
				const was = parent[last];
				// A name that is another name, or an empty list for another, is no damage.
				if (typeof junk === typeof was && Array.isArray(junk) === Array.isArray(was)) continue;
				parent[last] = junk;
				broken.push(copy);
			}
		}
		const transaction = database.transaction([kind, 'journal'], 'readwrite');
		for (const record of broken) transaction.objectStore(kind).put(record);
		if (kind === 'runs') {
			const journal = transaction.objectStore('journal');
			for (const [i, junk] of [null, 5, 'x', [], { finished: 'all' }, new Uint8Array(9)].entries()) {
				const id = `journal-${i}`;
				transaction.objectStore(kind).put({ ...structuredClone(whole), id });
				journal.put(junk, `${id}/progress`);
				made.runs++;
			}
			journal.put('nobody knows', 'nobody/progress');
			journal.put([], 'nobody/tokens/000000000');
		}
		made[kind] += broken.length;
		await new Promise((done) => transaction.addEventListener('complete', done));
	}
	database.close();
	return made;
}

test('many damaged projects and runs are set aside and named; everything else works, and they can be deleted', async ({
	page,
	pickedFolder,
	pageErrors,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.mend();
	await generateAll(page, 12);
	const { projects, runs } = await page.evaluate(damageStorage);
	expect(projects).toBeGreaterThan(50);
	expect(runs).toBeGreaterThan(50);

	await page.reload();
	await expect(page.getByText(`${projects} stored projects cannot be read.`)).toBeVisible();
	await expect(page.getByText(`${runs} stored runs cannot be read.`)).toBeVisible();
	await expect(page.getByLabel('Collection name')).toHaveValue('Dots');
	await expect(page.getByLabel('Tokens', { exact: true })).toHaveValue('12');
	await page.getByRole('button', { name: 'Close message' }).first().click();
	await page.getByRole('button', { name: 'Close message' }).click();

	await generateButton(page).click();
	await expectFinished(page);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(24);

	await page.getByRole('button', { name: 'History', exact: true }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.locator('.history-entry')).toHaveCount(2);
	await dialog.getByText(`${runs} stored runs cannot be read`).press('Enter');
	await expect(dialog.getByText('“runs-3”').first()).toBeVisible();
	expect(await violations(page)).toEqual([]);
	await dialog.getByRole('button', { name: `Delete all ${runs}` }).click();
	await dialog.getByRole('button', { name: `Delete all ${runs} for good` }).click();
	await expect(dialog.getByText('cannot be read')).toHaveCount(0);
	await expect(dialog.locator('.history-entry')).toHaveCount(2);
	await page.keyboard.press('Escape');

	await page.getByRole('button', { name: 'Projects', exact: true }).click();
	await dialog.getByText(`${projects} stored projects cannot be read`).click();
	await dialog.getByRole('button', { name: `Delete all ${projects}` }).click();
	await dialog.getByRole('button', { name: `Delete all ${projects} for good` }).click();
	await expect(dialog.getByText('cannot be read')).toHaveCount(0, { timeout: 60_000 });
	await expect(dialog.getByRole('listitem')).toHaveCount(1);
	await page.reload();
	await expect(page.getByLabel('Collection name')).toHaveValue('Dots');
	await expect(page.getByRole('button', { name: 'Close message' })).toHaveCount(0);
	expect(pageErrors).toEqual([]);
});
