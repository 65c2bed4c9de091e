import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFolderSink } from '../../../src/engine/output/folder-sink.ts';
import type { Sink } from '../../../src/engine/output/sink.ts';
import { FakeDisk, type FakeOperation } from '../../support/fake-file-system.ts';
import { createGate } from '../../support/gate.ts';

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

async function* failing(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	yield text('[');
	throw new Error('no more pieces');
}

function open(disk: FakeDisk, filesInFlight = 4): Promise<Sink> {
	return createFolderSink({ kind: 'folder', directory: disk.root, folder: 'Run' }, { filesInFlight });
}

afterEach(() => {
	vi.useRealTimers();
});

test('files stand below the run folder, written with one write each', async () => {
	const disk = new FakeDisk();
	const sink = await open(disk);
	for (let i = 0; i < 50; i++) await sink.write({ path: `images/${i}.png`, bytes: text(`image ${i}`) });
	await sink.write({ path: '_metadata.json', bytes: text('[]') });
	await sink.close();
	expect(disk.files().size).toBe(51);
	expect(disk.files().get('Run/images/17.png')).toEqual(text('image 17'));
	expect(disk.files().get('Run/_metadata.json')).toEqual(text('[]'));
	expect(disk.writes).toBe(51);
	expect(sink.location).toBe('folder “Picked/Run”');
});

test('never more files open than allowed, and write holds the producer back', async () => {
	const disk = new FakeDisk();
	const gate = createGate();
	disk.beforeClose = () => gate.opened;
	const sink = await open(disk, 3);
	let taken = 0;
	const writing = (async () => {
		for (; taken < 9; taken++) await sink.write({ path: `${taken}.png`, bytes: text('x') });
	})();
	await vi.waitFor(() => expect(disk.openWritables).toBe(3));
	expect(taken).toBe(3);
	gate.open();
	await writing;
	await sink.flush();
	expect(disk.files().size).toBe(9);
	expect(disk.mostOpenWritables).toBe(3);
});

test('large files come fewer at a time, so that what waits stays within 64 MB', async () => {
	const disk = new FakeDisk();
	const gate = createGate();
	disk.beforeClose = () => gate.opened;
	const sink = await open(disk, 8);
	const large = new Uint8Array(33 << 20);
	const writing = (async () => {
		for (let i = 0; i < 2; i++) await sink.write({ path: `${i}.png`, bytes: large });
	})();
	await vi.waitFor(() => expect(disk.writes).toBe(1));
	await new Promise((resolve) => setImmediate(resolve));
	expect(disk.openWritables).toBe(1);
	gate.open();
	await writing;
	await sink.close();
	expect(disk.mostOpenWritables).toBe(1);
	expect(disk.files().size).toBe(2);
});

test('flush resolves only when every file taken is complete', async () => {
	const disk = new FakeDisk();
	const gate = createGate();
	disk.beforeClose = () => gate.opened;
	const sink = await open(disk);
	await sink.write({ path: '1.png', bytes: text('x') });
	let flushed = false;
	const flushing = sink.flush().then(() => (flushed = true));
	await vi.waitFor(() => expect(disk.writes).toBe(1));
	expect(flushed).toBe(false);
	gate.open();
	await flushing;
	expect(disk.files().get('Run/1.png')).toEqual(text('x'));
});

describe('what the browser throws becomes a problem that names the file, and leaves no empty file', () => {
	const cases: [FakeOperation, string, string][] = [
		['write', 'QuotaExceededError', 'disk-full'],
		['close', 'QuotaExceededError', 'disk-full'],
		['createWritable', 'NotAllowedError', 'permission-lost'],
		['getFileHandle', 'NotFoundError', 'folder-gone'],
		['close', 'NotFoundError', 'folder-gone'],
		['createWritable', 'UnknownError', 'write-failed'],
	];
	test.each(cases)('%s throws %s', async (operation, name, code) => {
		const disk = new FakeDisk();
		const sink = await open(disk);
		await sink.write({ path: 'images/1.png', bytes: text('whole') });
		await sink.flush();
		disk.fault = (at, path) => (at === operation && path.endsWith('2.png') ? name : undefined);
		await sink.write({ path: 'images/2.png', bytes: text('x') });
		await expect(sink.flush()).rejects.toMatchObject({
			problem: { code, place: { file: 'images/2.png' }, message: expect.stringContaining('images/2.png') },
		});
		await expect(sink.write({ path: 'images/3.png', bytes: text('x') })).rejects.toMatchObject({ problem: { code } });
		expect([...disk.files().keys()]).toEqual(['Run/images/1.png']);
		await sink.abort();
	});

	test('opening the run folder', async () => {
		const disk = new FakeDisk();
		disk.fault = () => 'NotAllowedError';
		await expect(open(disk)).rejects.toMatchObject({ problem: { code: 'permission-lost' } });
	});
});

describe('a locked file', () => {
	test('is tried again until it is free', async () => {
		vi.useFakeTimers();
		const disk = new FakeDisk();
		let refusals = 3;
		disk.fault = (at) => (at === 'createWritable' && refusals-- > 0 ? 'NoModificationAllowedError' : undefined);
		const sink = await open(disk);
		await sink.write({ path: '1.png', bytes: text('x') });
		const closing = sink.close();
		await vi.runAllTimersAsync();
		await closing;
		expect(disk.files().get('Run/1.png')).toEqual(text('x'));
		expect(refusals).toBe(-1);
	});
	test('in pieces is tried again too, from its first piece on', async () => {
		vi.useFakeTimers();
		const disk = new FakeDisk();
		let refusals = 2;
		disk.fault = (at) => (at === 'close' && refusals-- > 0 ? 'NoModificationAllowedError' : undefined);
		const sink = await open(disk);
		const writing = sink.writePieces('_metadata.json', [text('[1'), text(']')]);
		await vi.runAllTimersAsync();
		await writing;
		expect(disk.files().get('Run/_metadata.json')).toEqual(text('[1]'));
		refusals = 1;
		const once = [text('[2]')].values();
		await expect(sink.writePieces('_metadata.json', once)).rejects.toMatchObject({ problem: { code: 'file-locked' } });
		await sink.abort();
	});
	test('that stays locked is given up after a bounded number of tries', async () => {
		vi.useFakeTimers();
		const disk = new FakeDisk();
		let tries = 0;
		disk.fault = (at) => {
			if (at !== 'close') return undefined;
			tries++;
			return 'InvalidStateError';
		};
		const sink = await open(disk);
		await sink.write({ path: '1.png', bytes: text('x') });
		const closing = expect(sink.close()).rejects.toMatchObject({ problem: { code: 'file-locked' } });
		await vi.runAllTimersAsync();
		await closing;
		expect(tries).toBe(6);
	});
});

test('abort leaves neither half nor empty files, and an older file as it was', async () => {
	const disk = new FakeDisk();
	const run = await disk.root.getDirectoryHandle('Run', { create: true });
	const older = await run.getFileHandle('old.png', { create: true });
	older.content = text('from before');
	const sink = await open(disk);
	await sink.write({ path: 'old.png', bytes: text('half') });
	await sink.write({ path: 'new.png', bytes: text('half') });
	await sink.abort();
	expect(disk.files()).toEqual(new Map([['Run/old.png', text('from before')]]));
	expect(disk.openWritables).toBe(0);
	await expect(sink.write({ path: 'later.png', bytes: text('x') })).rejects.toThrow('aborted');
});

describe('writePieces', () => {
	test('writes a file piece by piece', async () => {
		const disk = new FakeDisk();
		const sink = await open(disk);
		await sink.writePieces('_metadata.json', [text('[1'), text(',2'), text(']')]);
		expect(disk.files().get('Run/_metadata.json')).toEqual(text('[1,2]'));
		expect(disk.writes).toBe(3);
		await sink.close();
	});
	test('leaves nothing when the pieces end in an error', async () => {
		const disk = new FakeDisk();
		const sink = await open(disk);
		await expect(sink.writePieces('_metadata.json', failing())).rejects.toThrow('no more pieces');
		expect(disk.files().size).toBe(0);
		expect(disk.openWritables).toBe(0);
	});
});
