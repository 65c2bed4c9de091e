/** A run that was broken off goes on from its record, and ends with the files of one that was not. */
import { unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import type { RunRequest } from '../../../src/engine/run/run.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { driveEngine, folderRequest, hasEnded, treeOf, undisturbed } from './drive-run.ts';

/** Long enough that a fast machine, too, writes the journal several times before the end. */
const COUNT = 1500;

async function request(more: Partial<RunRequest> = {}): Promise<RunRequest & { sink: { kind: 'folder' } }> {
	const { design, assets } = await paintedCollection(96, 64, COUNT);
	// Small batches, so that there is a middle to break off in.
	return folderRequest(design, assets, { memoryBudget: 8e6, ...more });
}

let whole: Promise<Map<string, string>> | undefined;

/** What a run that nothing disturbs writes: all requests here are of the same collection. */
const wholeTree = (run: RunRequest): Promise<Map<string, string>> => (whole ??= undisturbed(run));

/** Runs until some images are kept, then ends everything at once, as a closed tab does. */
async function breakOff(run: RunRequest, after = 100, writes = 3): Promise<void> {
	const driver = driveEngine();
	driver.post({ type: 'start', request: run });
	const { state } = await driver.until(({ done, journalWrites }) => done >= after && journalWrites >= writes);
	expect(state).toBe('running');
	driver.dispose();
}

async function resume(id: string, file?: FileSystemFileHandle) {
	const driver = driveEngine();
	driver.post({ type: 'resume-record', id, ...(file === undefined ? {} : { file }) });
	const last = await driver.until(hasEnded);
	driver.dispose();
	return { last, snapshots: driver.snapshots };
}

async function images(run: RunRequest & { sink: { kind: 'folder' } }): Promise<FileSystemDirectoryHandle> {
	return (await run.sink.directory.getDirectoryHandle(run.sink.folder)).getDirectoryHandle('images');
}

async function overwrite(folder: FileSystemDirectoryHandle, name: string, change: (bytes: Uint8Array) => Uint8Array) {
	const handle = await folder.getFileHandle(name);
	const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
	const writable = await handle.createWritable();
	await writable.write(Uint8Array.from(change(bytes)));
	await writable.close();
}

vi.setConfig({ testTimeout: 120_000 });

describe('a run into a folder', () => {
	it('goes on where the closed tab left it', async () => {
		const run = await request();
		await breakOff(run);
		const { runs } = await openStore();
		const record = await runs.get(run.id);
		expect(record?.state).toBe('running');
		const kept = record?.finished.reduce((sum, [first, last]) => sum + last - first + 1, 0) ?? 0;
		expect(kept).toBeGreaterThan(0);
		expect(kept).toBeLessThan(COUNT);
		const { last, snapshots } = await resume(run.id);
		expect(last).toMatchObject({ state: 'finished', done: COUNT, problems: [] });
		expect(snapshots.find(({ state }) => state === 'running')?.done).toBeGreaterThanOrEqual(kept);
		expect(await treeOf(run)).toEqual(await wholeTree(run));
		expect((await runs.get(run.id))?.state).toBe('finished');
	});

	it('makes files again that were deleted, cut short or changed meanwhile, and says so', async () => {
		const run = await request();
		await breakOff(run);
		const { runs } = await openStore();
		const [a, b, c] =
			(await runs.get(run.id))?.finished.flatMap(([first, last]) =>
				Array.from({ length: last - first + 1 }, (_, i) => first + i),
			) ?? [];
		const folder = await images(run);
		await folder.removeEntry(`${a}.png`);
		await overwrite(folder, `${b}.png`, (bytes) => bytes.subarray(0, bytes.length / 2));
		await overwrite(folder, `${c}.png`, (bytes) => bytes.with(bytes.length - 20, bytes[bytes.length - 20] ^ 1));
		const { last } = await resume(run.id);
		expect(last.state).toBe('finished');
		expect(last.problems).toMatchObject([
			{ code: 'file-missing', message: expect.stringContaining(`(${a}.png)`) },
			{ code: 'file-truncated', message: expect.stringContaining(`(${b}.png)`) },
			{ code: 'file-foreign', message: expect.stringContaining(`(${c}.png)`) },
		]);
		expect(await treeOf(run)).toEqual(await wholeTree(run));
	});

	it('is not resumed by another version of the engine, nor when it is finished', async () => {
		const run = await request({ range: { first: 1, last: 20 } });
		await undisturbedInto(run);
		expect((await resume(run.id)).last.problems).toMatchObject([{ code: 'not-resumable' }]);
		const { runs } = await openStore();
		const record = await runs.get(run.id);
		if (record === undefined) throw new Error('no record');
		await runs.put({ ...record, state: 'running', engineVersion: '0.0.1' });
		expect((await resume(run.id)).last.problems).toMatchObject([{ code: 'run-changed' }]);
		await runs.put({ ...record, state: 'running', planHash: 'another' });
		expect((await resume(run.id)).last.problems).toMatchObject([{ code: 'run-changed' }]);
		expect((await resume('no such run')).last.problems).toMatchObject([{ code: 'run-unknown' }]);
	});

	it('belongs to one tab: the second is refused and harms nothing', async () => {
		const run = await request();
		const driver = driveEngine();
		driver.post({ type: 'start', request: run });
		await driver.until(({ journalWrites, done }) => journalWrites >= 2 && done > 0);
		expect((await resume(run.id)).last).toMatchObject({ state: 'failed', problems: [{ code: 'run-elsewhere' }] });
		expect(await driver.until(hasEnded)).toMatchObject({ state: 'finished', problems: [] });
		driver.dispose();
		expect(await treeOf(run)).toEqual(await wholeTree(run));
	});
});

async function undisturbedInto(run: RunRequest): Promise<void> {
	const driver = driveEngine();
	driver.post({ type: 'start', request: run });
	expect((await driver.until(hasEnded)).state).toBe('finished');
	driver.dispose();
}

describe('a run into a ZIP', () => {
	async function zipFile(name: string): Promise<FileSystemFileHandle> {
		return (await navigator.storage.getDirectory()).getFileHandle(`${crypto.randomUUID()} ${name}`, { create: true });
	}
	async function entriesOf(file: FileSystemFileHandle): Promise<Record<string, Uint8Array>> {
		return unzipSync(new Uint8Array(await (await file.getFile()).arrayBuffer()));
	}

	it('is completed as a volume when it is released, and goes on in the next', async () => {
		const folder = await request();
		const first = await zipFile('a.zip');
		const run: RunRequest = { ...folder, sink: { kind: 'zip', file: first } };
		const driver = driveEngine();
		driver.post({ type: 'start', request: run });
		await driver.until(({ state, done }) => state === 'running' && done > 0);
		driver.post({ type: 'pause', id: run.id, release: true });
		const paused = await driver.until(({ pausedBecause }) => pausedBecause?.code === 'volume-needed');
		expect(paused.state).toBe('paused');
		driver.dispose();
		expect((await resume(run.id)).last.problems).toMatchObject([{ code: 'volume-needed' }]);
		const second = await zipFile('b.zip');
		const { last } = await resume(run.id, second);
		expect(last).toMatchObject({ state: 'finished', done: COUNT, problems: [] });
		const [a, b] = [await entriesOf(first), await entriesOf(second)];
		expect(Object.keys(a).filter((path) => path in b)).toEqual([]);
		expect(Object.keys(a)).not.toContain('run.json');
		const tree = await wholeTree(folder);
		const together = { ...a, ...b };
		expect(Object.keys(together).toSorted()).toEqual([...tree.keys()].toSorted());
		for (const [path, bytes] of Object.entries(together)) {
			if (path === 'run.json') continue;
			const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
			expect(new Uint8Array(digest).join(), path).toBe(tree.get(path));
		}
	});

	it('begins again in the same file when the tab was closed in the middle', async () => {
		const folder = await request();
		const file = await zipFile('c.zip');
		const run: RunRequest = { ...folder, sink: { kind: 'zip', file } };
		// Nothing of a ZIP is kept before it is whole, so the record of its start is all that is waited for.
		await breakOff(run, 100, 1);
		expect((await file.getFile()).size).toBe(0);
		expect((await resume(run.id)).last).toMatchObject({ state: 'finished', done: COUNT, problems: [] });
		expect(Object.keys(await entriesOf(file))).toHaveLength(COUNT * 2 + 2);
	});
});
