/** What can go wrong under a run, put into a real browser: nothing is lost, nothing is left half, and it is said. */
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import type { RunRequest } from '../../../src/engine/run/run.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { driveWith, folderRequest, hasEnded, realWorkers, treeOf, undisturbed } from './drive-run.ts';
import type { Driver } from './drive-run.ts';
import type { Fault } from './faulty-worker.ts';

const COUNT = 60;

/** @param bytes that this origin may store in all; absent: what the browser says */
function limitStorage(bytes?: number): Promise<unknown> {
	const { origin } = location;
	return cdp().send(
		'Storage.overrideQuotaForOrigin',
		bytes === undefined ? { origin } : { origin, quotaSize: Math.round(bytes) },
	);
}

/** As a browser does that is short of space: every database of this origin is gone, open or not. */
function clearStorage(): Promise<unknown> {
	return cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
}

/** Small batches, so that there is a middle for something to happen in. */
const SMALL: Partial<RunRequest> = { memoryBudget: 4e6, workers: 1 };

let unhandled: string[] = [];
const note = (event: PromiseRejectionEvent): void => void unhandled.push(String(event.reason));
beforeEach(() => {
	unhandled = [];
	window.addEventListener('unhandledrejection', note);
});
afterEach(() => {
	window.removeEventListener('unhandledrejection', note);
	expect(unhandled).toEqual([]);
});

function faultyWorker(fault: Fault): Worker {
	return new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: JSON.stringify(fault) });
}

/** The first workers of a kind have the fault, those that are started after them have not. */
function withFault(fault: Fault, times = 1): Driver {
	let left = times;
	const { worker: kind } = fault;
	return driveWith({ [kind]: () => (left-- > 0 ? faultyWorker(fault) : realWorkers[kind]()) });
}

async function request(more: Partial<RunRequest> = {}): Promise<RunRequest & { sink: { kind: 'folder' } }> {
	const { design, assets } = await paintedCollection(96, 64, COUNT);
	return folderRequest(design, assets, { ...SMALL, ...more });
}

let whole: Promise<Map<string, string>> | undefined;

/** All runs here are of the same collection. */
async function expectWhole(run: RunRequest): Promise<void> {
	whole ??= undisturbed(run);
	expect(await treeOf(run)).toEqual(await whole);
}

const codes = (snapshot: { problems: { code: string }[] }): string[] =>
	snapshot.problems.map(({ code }) => code).filter((code) => code !== 'memory-tight');

vi.setConfig({ testTimeout: 120_000 });

describe('a band worker', () => {
	it.each([
		['throws', 'throw'],
		['dies', 'die'],
		['hangs', 'hang'],
	] as const)('that %s is replaced, and its work repeated', async (_, fault) => {
		const run = await request(fault === 'hang' ? { stallSeconds: 12 } : {});
		const driver = withFault({ worker: 'band', fault, after: 2 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', done: COUNT });
		expect(codes(last)).toEqual(['restarted']);
		await expectWhole(run);
	});

	it('that runs out of memory is replaced by one that uses less', async () => {
		const run = await request();
		const driver = withFault({ worker: 'band', fault: 'exhaust', after: 2 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', done: COUNT, memoryBudget: 2e6 });
		expect(codes(last)).toEqual(['memory-halved']);
		expect(last.problems.find(({ code }) => code === 'memory-halved')?.message).toMatch(/no memory left.*with 2 MB/u);
		await expectWhole(run);
	});

	it('that never has enough memory ends the run with the reason', async () => {
		const run = await request();
		const driver = withFault({ worker: 'band', fault: 'exhaust', after: 0 }, Infinity);
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('failed');
		expect(codes(last)).toEqual(['memory-halved', 'memory-halved', 'out-of-memory']);
		expect(last.problems.at(-1)).toMatchObject({
			message: expect.stringContaining('3 times'),
			hint: expect.stringContaining('smaller'),
		});
	});

	it('that fails every time ends the run with the reason, after bounded tries', async () => {
		const run = await request();
		const driver = withFault({ worker: 'band', fault: 'throw', after: 0 }, Infinity);
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('failed');
		expect(codes(last)).toEqual(['restarted', 'restarted', 'bug']);
		expect(last.problems.at(-1)?.message).toMatch(/injected bug.*3 times/u);
	});

	it('that hangs every time pauses the run, which goes on when asked', async () => {
		const run = await request({ stallSeconds: 6 });
		const driver = withFault({ worker: 'band', fault: 'hang', after: 0 }, 3);
		driver.post({ type: 'start', request: run });
		const paused = await driver.until(({ pausedBecause }) => pausedBecause !== undefined);
		expect(paused).toMatchObject({ state: 'paused', pausedBecause: { code: 'stalled' } });
		driver.post({ type: 'resume', id: run.id });
		expect((await driver.until(hasEnded)).state).toBe('finished');
		await expectWhole(run);
	});
});

describe('a GPU', () => {
	it.each([
		['once', 1],
		['twice in a row', 2],
	])('that is lost %s is acquired again', async (_, times) => {
		const run = await request({ backend: 'webgpu' });
		const driver = withFault({ worker: 'band', fault: 'lose', after: 1, times });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', backend: 'webgpu' });
		expect(codes(last)).toEqual([]);
		await expectWhole(run);
	});

	it('that is gone for good is replaced by the processor, and that is said', async () => {
		const run = await request({ backend: 'webgpu' });
		const driver = withFault({ worker: 'band', fault: 'no-gpu', after: 1 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', backend: 'reference' });
		expect(codes(last)).toEqual(['backend-changed']);
		await expectWhole(run);
	});
});

describe('the folder', () => {
	/** Runs until it pauses for `code`, lets `cure` put it right, and goes on to the end. */
	async function pauseAndCure(fault: Fault, code: string, cure: (run: RunRequest) => Promise<void> = async () => {}) {
		const run = await request();
		const driver = withFault(fault);
		driver.post({ type: 'start', request: run });
		const paused = await driver.until(({ state }) => state === 'paused' || state === 'failed');
		expect(paused).toMatchObject({ state: 'paused', pausedBecause: { code } });
		expect(paused.done).toBeLessThan(COUNT);
		whole ??= undisturbed(run);
		const expected = await whole;
		for (const [path, hash] of await treeOf(run)) expect(hash, path).toBe(expected.get(path));
		await cure(run);
		driver.post({ type: 'resume', id: run.id });
		expect(await driver.until(hasEnded)).toMatchObject({ state: 'finished', done: COUNT });
		await expectWhole(run);
		return paused;
	}

	it('on a full disk pauses the run, which says how much it needs and goes on when there is space', async () => {
		const fault: Fault = { worker: 'sink', fault: 'QuotaExceededError', at: 'write', after: 30 };
		const { pausedBecause } = await pauseAndCure(fault, 'disk-full');
		expect(pausedBecause?.message).toMatch(/About \d+ MB more are needed for the \d+ images that are left/u);
	});

	it('that may no longer be written pauses the run until it may', async () => {
		await pauseAndCure(
			{ worker: 'sink', fault: 'NotAllowedError', at: 'createWritable', after: 25 },
			'permission-lost',
		);
	});

	it.each(['die', 'hang'])('whose worker comes to %s is written by another', async (fault) => {
		const run = await request(fault === 'hang' ? { stallSeconds: 12 } : {});
		const driver = withFault({ worker: 'sink', fault, at: 'write', after: 20 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('finished');
		expect(codes(last)).toEqual(['restarted']);
		await expectWhole(run);
	});

	it('that is deleted in the middle pauses the run; what is missing is made again', async () => {
		const { design, assets } = await paintedCollection(96, 64, 500);
		const run = await folderRequest(design, assets, SMALL);
		const driver = driveWith({});
		driver.post({ type: 'start', request: run });
		await driver.until(({ done }) => done > 0);
		driver.post({ type: 'pause', id: run.id, release: false });
		const { done } = await driver.until(({ state }) => state === 'paused');
		expect(done).toBeGreaterThan(0);
		await run.sink.directory.removeEntry(run.sink.folder, { recursive: true });
		driver.post({ type: 'resume', id: run.id });
		const gone = await driver.until((snapshot) => snapshot.pausedBecause !== undefined || hasEnded(snapshot));
		expect(gone).toMatchObject({ state: 'paused', pausedBecause: { code: 'folder-gone' } });
		driver.post({ type: 'resume', id: run.id });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', done: 500 });
		expect(codes(last)).toEqual(['file-missing']);
		expect(await treeOf(run)).toEqual(await undisturbed(run));
	});

	it('that is renamed or deleted while it is written pauses the run; everything is made again', async () => {
		const fault: Fault = { worker: 'sink', fault: 'NotFoundError', at: 'createWritable', after: 25 };
		await pauseAndCure(fault, 'folder-gone', ({ sink }) => {
			if (sink.kind !== 'folder') throw new Error('not a folder');
			return sink.directory.removeEntry(sink.folder, { recursive: true });
		});
	});

	it('of a browser whose own quota is used up pauses the run until there is more', async () => {
		const { design, assets } = await paintedCollection(256, 256, 40);
		const run = await folderRequest(design, assets, { ...SMALL, memoryBudget: 8e6 });
		const driver = driveWith({});
		const { usage = 0 } = await navigator.storage.estimate();
		await limitStorage(usage + 1e6);
		try {
			driver.post({ type: 'start', request: run });
			const paused = await driver.until(({ state }) => state === 'paused' || state === 'failed');
			expect(paused).toMatchObject({ state: 'paused', pausedBecause: { code: 'disk-full' } });
			expect(paused.done).toBeLessThan(40);
		} finally {
			await limitStorage();
		}
		driver.post({ type: 'resume', id: run.id });
		expect(await driver.until(hasEnded)).toMatchObject({ state: 'finished', done: 40 });
		expect(await treeOf(run)).toEqual(await undisturbed(run));
	});

	it('is not needed for a ZIP, which begins again after the quota was used up', async () => {
		const { design, assets } = await paintedCollection(256, 256, 40);
		const folder = await folderRequest(design, assets, { ...SMALL, memoryBudget: 8e6 });
		const file = await folder.sink.directory.getFileHandle(`${folder.sink.folder}.zip`, { create: true });
		const run: RunRequest = { ...folder, sink: { kind: 'zip', file } };
		const driver = driveWith({});
		const { usage = 0 } = await navigator.storage.estimate();
		await limitStorage(usage + 1e6);
		try {
			driver.post({ type: 'start', request: run });
			const paused = await driver.until(({ state }) => state === 'paused' || state === 'failed');
			expect(paused).toMatchObject({ state: 'paused', pausedBecause: { code: 'disk-full' } });
		} finally {
			await limitStorage();
		}
		driver.post({ type: 'resume', id: run.id });
		expect(await driver.until(hasEnded)).toMatchObject({ state: 'finished', done: 40 });
		const entries = unzipSync(new Uint8Array(await (await file.getFile()).arrayBuffer()));
		expect(Object.keys(entries).toSorted()).toEqual([...(await undisturbed(folder)).keys()]);
	});

	const locked: Fault = {
		worker: 'sink',
		fault: 'NoModificationAllowedError',
		at: 'createWritable',
		after: 0,
		file: '7.png',
	};

	it('with one locked file gets all others, and the run waits until it is free', async () => {
		const run = await request();
		const driver = withFault(locked);
		driver.post({ type: 'start', request: run });
		const paused = await driver.until(({ state }) => state === 'paused');
		expect(paused).toMatchObject({ done: COUNT - 1, pausedBecause: { code: 'file-locked' } });
		expect(paused.pausedBecause?.message).toContain('images/7.png');
		driver.post({ type: 'resume', id: run.id });
		expect((await driver.until(hasEnded)).state).toBe('finished');
		await expectWhole(run);
	});

	it('with a file that is locked for a while is written completely', async () => {
		const run = await request();
		// More often than the sink itself tries, so that the run's second pass is what succeeds.
		const driver = withFault({ ...locked, times: 8 });
		driver.post({ type: 'start', request: run });
		expect(await driver.until(hasEnded)).toMatchObject({ state: 'finished', done: COUNT });
		await expectWhole(run);
	});
});

describe('storage', () => {
	it('that the browser clears in the middle is filled again, and the run goes on', async () => {
		const { design, assets } = await paintedCollection(96, 64, 200);
		const run = await folderRequest(design, assets, SMALL);
		const driver = driveWith({});
		driver.post({ type: 'start', request: run });
		await driver.until(({ state, journalWrites, done }) => state === 'running' && journalWrites > 1 && done > 0);
		await clearStorage();
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', done: 200, kept: true });
		expect(codes(last)).toEqual([]);
		const { runs } = await openStore();
		expect(await runs.get(run.id)).toMatchObject({ state: 'finished', finished: [[1, 200]] });
		expect((await runs.tokens(run.id)).chunks.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(200);
		await (await openStore()).assets.putMany(assets);
		expect(await treeOf(run)).toEqual(await undisturbed(run));
	});

	it('that is not there lets the run go on without a record, and says so', async () => {
		const { design, assets } = await paintedCollection(96, 64, COUNT);
		const run = await folderRequest(design, assets, { ...SMALL, assets });
		const { runs } = await openStore();
		const original = { ...runs };
		const fail = () => Promise.reject(new DOMException('no storage', 'SecurityError'));
		Object.assign(runs, { replace: fail, append: fail });
		try {
			const driver = driveWith({});
			driver.post({ type: 'start', request: run });
			const last = await driver.until(hasEnded);
			expect(last).toMatchObject({ state: 'finished', kept: false, journalWrites: 0 });
			expect(codes(last)).toEqual(['run-not-kept']);
		} finally {
			Object.assign(runs, original);
		}
		await expectWhole(run);
	});
});

describe('a trait file on disk', () => {
	/** A file of the disk and not a copy of it, as a folder that was chosen gives it. */
	async function onDisk(blob: Blob): Promise<FileSystemFileHandle> {
		const directory = await navigator.storage.getDirectory();
		const handle = await directory.getFileHandle(`${crypto.randomUUID()}.png`, { create: true });
		await overwrite(handle, blob);
		return handle;
	}

	async function overwrite(handle: FileSystemFileHandle, blob: Blob): Promise<void> {
		const writable = await handle.createWritable();
		await writable.write(blob);
		await writable.close();
	}

	async function changedFile() {
		const { design, assets } = await paintedCollection(96, 64, COUNT);
		const [[hash, blob]] = assets;
		const handle = await onDisk(blob);
		const file = await handle.getFile();
		await overwrite(handle, new Blob([blob, 'more']));
		return { design, assets, hash, file };
	}

	it('that changed after it was chosen ends the run, which names it', async () => {
		const { design, assets, hash, file } = await changedFile();
		const run = await folderRequest(design, assets, SMALL);
		const driver = driveWith({});
		driver.post({ type: 'start', request: { ...run, assets: new Map([[hash, file]]) } });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('failed');
		const { name } = design.assets[hash];
		expect(last.problems.at(-1)).toMatchObject({ code: 'file-changed', place: { file: name } });
		expect(last.problems.at(-1)?.message).toContain(`“${name}” was changed`);
	});
});

describe('a clock', () => {
	it.each([
		['forward', 1],
		['back', -1],
	])('that is set %s in the middle changes nothing', async (_, sign) => {
		const run = await request({ stallSeconds: 30 });
		const driver = driveWith({});
		driver.post({ type: 'start', request: run });
		await driver.until(({ done }) => done > 0);
		const { now } = Date;
		Date.now = () => now() + sign * 10 * 365 * 86_400_000;
		try {
			const last = await driver.until(hasEnded);
			expect(last).toMatchObject({ state: 'finished', done: COUNT });
			expect(codes(last)).toEqual([]);
			expect(last.seconds).toBeGreaterThan(0);
			expect(last.seconds).toBeLessThan(1000);
		} finally {
			Date.now = now;
		}
		await expectWhole(run);
	});
});
