/** What can go wrong where a run reads and writes, in a real browser: nothing is lost, nothing is left half, and it is said. */
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { RunRequest } from '../../../src/engine/run/run.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { createGate } from '../../support/gate.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { folderRequest, hasEnded, treeOf, undisturbed } from './drive-run.ts';
import {
	codes,
	COUNT,
	expectWhole,
	request,
	SMALL,
	watchForFaults,
	wholeTree,
	withFault,
	withoutFault,
} from './fault-runs.ts';
import { WAITED_FOR } from './faulty-files.ts';
import type { Fault } from './faulty-worker.ts';

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

watchForFaults();

describe('the folder', () => {
	/** Runs until it pauses for `code`, lets `cure` put it right, and goes on to the end. */
	async function pauseAndCure(fault: Fault, code: string, cure: (run: RunRequest) => Promise<void> = async () => {}) {
		const run = await request();
		const driver = withFault(fault);
		driver.post({ type: 'start', request: run });
		const paused = await driver.until(({ state }) => state === 'paused' || state === 'failed');
		expect(paused).toMatchObject({ state: 'paused', pausedBecause: { code } });
		expect(paused.done).toBeLessThan(COUNT);
		const expected = await wholeTree(run);
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

	it.each([
		['die', /injected death/u],
		['hang', /12 s/u],
	])('whose worker comes to %s is written by another', async (fault, cause) => {
		const run = await request(fault === 'hang' ? { stallSeconds: 12 } : {});
		const driver = withFault({ worker: 'sink', fault, at: 'write', after: 20 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('finished');
		expect(codes(last)).toEqual(['restarted']);
		expect(last.problems.find(({ code }) => code === 'restarted')?.message).toMatch(cause);
		await expectWhole(run);
	});

	it('that is deleted in the middle pauses the run; what is missing is made again', async () => {
		const { design, assets } = await paintedCollection(96, 64, 500);
		const run = await folderRequest(design, assets, SMALL);
		const driver = withoutFault();
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

	it('that is really deleted while it is written pauses the run; everything is made again', async () => {
		// Images that take longer to make than to write: the browser refuses while one of the files is open.
		const { design, assets } = await paintedCollection(256, 256, 200);
		const run = await folderRequest(design, assets, SMALL);
		const driver = withoutFault();
		driver.post({ type: 'start', request: run });
		await driver.until(({ state, done }) => state === 'running' && done > 0);
		const { directory, folder } = run.sink;
		const remove = () =>
			directory.removeEntry(folder, { recursive: true }).then(
				() => true,
				() => false,
			);
		await expect.poll(remove, { interval: 1, timeout: 60_000 }).toBe(true);
		const gone = await driver.until((snapshot) => snapshot.pausedBecause !== undefined || hasEnded(snapshot));
		expect(gone).toMatchObject({ state: 'paused', pausedBecause: { code: 'folder-gone' } });
		expect(gone.done).toBeLessThan(200);
		driver.post({ type: 'resume', id: run.id });
		expect(await driver.until(hasEnded)).toMatchObject({ state: 'finished', done: 200 });
		expect(await treeOf(run)).toEqual(await undisturbed(run));
	});

	/** Runs 40 images with room for a megabyte more, until that is full; gives room, and goes on to the end. */
	async function useUpQuota(run: RunRequest): Promise<void> {
		const driver = withoutFault();
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
	}

	it('of a browser whose own quota is used up pauses the run until there is more', async () => {
		const { design, assets } = await paintedCollection(256, 256, 40);
		const run = await folderRequest(design, assets, { ...SMALL, memoryBudget: 8e6 });
		await useUpQuota(run);
		expect(await treeOf(run)).toEqual(await undisturbed(run));
	});

	it('is not needed for a ZIP, which begins again after the quota was used up', async () => {
		const { design, assets } = await paintedCollection(256, 256, 40);
		const folder = await folderRequest(design, assets, { ...SMALL, memoryBudget: 8e6 });
		const file = await folder.sink.directory.getFileHandle(`${folder.sink.folder}.zip`, { create: true });
		const run: RunRequest = { ...folder, sink: { kind: 'zip', file } };
		await useUpQuota(run);
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

	it('with one file that is really held by somebody else gets all others, and waits until it is free', async () => {
		const run = await request();
		const folder = await run.sink.directory.getDirectoryHandle(run.sink.folder, { create: true });
		const images = await folder.getDirectoryHandle('images', { create: true });
		const handle = await images.getFileHandle('7.png', { create: true });
		// Not yet in TypeScript's library.
		const exclusive: FileSystemCreateWritableOptions & { mode: string } = { mode: 'exclusive' };
		const held = await handle.createWritable(exclusive);
		const driver = withoutFault();
		driver.post({ type: 'start', request: run });
		const paused = await driver.until(({ state }) => state === 'paused' || state === 'failed');
		expect(paused).toMatchObject({ state: 'paused', done: COUNT - 1, pausedBecause: { code: 'file-locked' } });
		await held.abort();
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
		// In the middle, however long the browser takes to clear.
		const gate = createGate();
		await new Promise<void>((isHeld) => {
			void navigator.locks.request(WAITED_FOR, () => (isHeld(), gate.opened));
		});
		const driver = withFault({ worker: 'sink', fault: 'wait', at: 'createWritable', after: 200, times: 1 });
		driver.post({ type: 'start', request: run });
		await driver.until(({ state, journalWrites, done }) => state === 'running' && journalWrites > 1 && done > 0);
		await clearStorage();
		gate.open();
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
			const driver = withoutFault();
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
		const driver = withoutFault();
		driver.post({ type: 'start', request: { ...run, assets: new Map([[hash, file]]) } });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('failed');
		const { name } = design.assets[hash];
		expect(last.problems.at(-1)).toMatchObject({ code: 'file-changed', place: { file: name } });
		expect(last.problems.at(-1)?.message).toContain(`“${name}” was changed`);
	});
});
