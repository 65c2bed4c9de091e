import { execFileSync, spawnSync } from 'node:child_process';
import { crc32 } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSink } from '../../../src/engine/output/open-sink.ts';
import type { OutputFile } from '../../../src/engine/output/sink.ts';
import { createZipSink } from '../../../src/engine/output/zip-sink.ts';
import { ZipDirectory } from '../../../src/engine/output/zip-directory.ts';
import { endRecords } from '../../../src/engine/output/zip-records.ts';
import { FakeDisk } from '../../support/fake-file-system.ts';
import { createGate } from '../../support/gate.ts';

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

async function* failing(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	yield text('[');
	throw new Error('no more pieces');
}

/** A stream that keeps what its chunks held: their memory is used again. */
function collector(): {
	stream: WritableStream<Uint8Array>;
	chunks: Uint8Array[];
	state: { closed: boolean; aborted: boolean };
} {
	const chunks: Uint8Array[] = [];
	const state = { closed: false, aborted: false };
	const stream = new WritableStream<Uint8Array>({
		write: (chunk) => void chunks.push(chunk.slice()),
		close: () => void (state.closed = true),
		abort: () => void (state.aborted = true),
	});
	return { stream, chunks, state };
}

async function zip(files: Iterable<OutputFile>, chunkBytes?: number): Promise<{ bytes: Buffer; chunks: Uint8Array[] }> {
	const { stream, chunks, state } = collector();
	const sink = createZipSink(stream, 'Cats.zip', chunkBytes);
	for (const file of files) await sink.write(file);
	await sink.close();
	expect(state.closed).toBe(true);
	return { bytes: Buffer.concat(chunks), chunks };
}

let folder: string | undefined;
afterEach(() => {
	if (folder !== undefined) rmSync(folder, { recursive: true });
	folder = undefined;
});

/** Info-ZIP's own check, where it is installed; its report when it finds fault. */
function infoZip(bytes: Uint8Array): string {
	folder = mkdtempSync(join(tmpdir(), 'zip-sink-'));
	const path = join(folder, 'test.zip');
	writeFileSync(path, bytes);
	if (spawnSync('unzip', ['-v']).error !== undefined) return 'No errors detected (unzip is not installed)';
	return execFileSync('unzip', ['-tq', path], { encoding: 'utf8' });
}

test('other programs read it, files are stored as they are', async () => {
	const image = new Uint8Array(300_000).map((_, i) => (i * i) >> 7);
	const { bytes } = await zip([
		{ path: 'images/1.png', bytes: image },
		{ path: 'images/émoji 🐈.png', bytes: text('cat') },
		{ path: 'empty.txt', bytes: new Uint8Array(0) },
	]);
	const read = unzipSync(bytes);
	expect(Object.keys(read)).toEqual(['images/1.png', 'images/émoji 🐈.png', 'empty.txt']);
	expect(Buffer.compare(read['images/1.png'], image)).toBe(0);
	expect(read['images/émoji 🐈.png']).toEqual(text('cat'));
	expect(bytes.includes(Buffer.from(image))).toBe(true);
	expect(infoZip(bytes)).toContain('No errors detected');
});

test('files whose CRC is known give the same ZIP, without being read once more', async () => {
	const files = Array.from({ length: 3000 }, (_, i) => ({
		path: `images/${i}.png`,
		bytes: new Uint8Array(i % 7 === 0 ? i % 3 : 1000 + i).map((_, at) => (at * i) >> 3),
	}));
	const isKnown = (i: number) => i % 3 !== 1;
	const known = files.map((file, i) => (isKnown(i) ? { ...file, crc: crc32(file.bytes) } : file));
	const { bytes } = await zip(known);
	expect(bytes.equals((await zip(files)).bytes)).toBe(true);
	expect(infoZip(bytes)).toContain('No errors detected');
	// The CRC is believed: a wrong one shows that the bytes are not read.
	const [wrong] = (await zip([{ path: '1.png', bytes: text('image'), crc: 7 }])).chunks;
	expect(Buffer.from(wrong).readUInt32LE(30 + 5 + 5 + 4)).toBe(7);
});

test('the same files give the same bytes at another time', async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	const files = [{ path: '1.png', bytes: text('image') }];
	vi.setSystemTime(new Date('2026-01-01T00:00:00Z'));
	const first = await zip(files);
	vi.setSystemTime(new Date('2031-07-05T12:34:56Z'));
	const second = await zip(files);
	vi.useRealTimers();
	expect(second.bytes.equals(first.bytes)).toBe(true);
	// APPNOTE 4.4.6, local header: time 00:00:00, date 1 January 2000.
	expect(first.bytes.readUInt32LE(10)).toBe(((20 << 9) | (1 << 5) | 1) * 65536);
});

test('the stream gets chunks of one size', async () => {
	const files = Array.from({ length: 20 }, (_, i) => ({ path: `${i}.png`, bytes: new Uint8Array(700) }));
	const { chunks, bytes } = await zip(files, 4096);
	expect(chunks.slice(0, -1).every((chunk) => chunk.length === 4096)).toBe(true);
	expect(Object.keys(unzipSync(bytes))).toHaveLength(20);
});

test('70,000 entries need ZIP64, and every reader finds them all', async () => {
	function* many(): Generator<OutputFile> {
		for (let i = 0; i < 70_000; i++) yield { path: `metadata/${i}.json`, bytes: text(String(i)) };
	}
	const { bytes } = await zip(many());
	let entries = 0;
	const read = unzipSync(bytes, { filter: ({ name }) => ++entries > 0 && name === 'metadata/69999.json' });
	expect(entries).toBe(70_000);
	expect(read).toEqual({ 'metadata/69999.json': text('69999') });
	expect(infoZip(bytes)).toContain('No errors detected');
});

describe('beyond what fits the old records', () => {
	test('65,534 entries fit, 65,535 are the mark for "look at ZIP64"', () => {
		expect(endRecords(65_534, 5000, 1000)).toHaveLength(22);
		expect(endRecords(65_535, 5000, 1000)).toHaveLength(56 + 20 + 22);
	});
	test('a directory or a file that begins at 4 GB', () => {
		const offset = 2 ** 32 + 7;
		const directory = new ZipDirectory();
		directory.add(record('far.png', 2, 7), 2 ** 32);
		const bytes = Buffer.concat([...directory.pieces(offset + 1000)]);
		// 4.3.12: 46 bytes and the name, then 4.5.3: tag 1, length 8, the offset.
		expect(bytes.readUInt32LE(42)).toBe(0xffffffff);
		expect(bytes.readUInt16LE(30)).toBe(12);
		expect(bytes.readUInt32LE(53)).toBe(0x00080001);
		expect(bytes.readBigUInt64LE(57)).toBe(BigInt(offset));
		const end = bytes.subarray(53 + 12);
		expect(end).toHaveLength(56 + 20 + 22);
		expect(end.readBigUInt64LE(40)).toBe(65n);
		expect(end.readBigUInt64LE(48)).toBe(BigInt(offset + 1000));
		expect(end.readBigUInt64LE(64)).toBe(BigInt(offset + 1000 + 65));
	});
	test('a file of 4 GB is refused', () => {
		expect(() => new ZipDirectory().add(record('a', 0xffffffff, 0), 0)).toThrow('4 GB');
	});
});

/** A file in a directory (4.3.12). */
function record(name: string, size: number, offset: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(46 + name.length);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, 0x02014b50, true);
	view.setUint32(20, size, true);
	view.setUint32(24, size, true);
	view.setUint16(28, name.length, true);
	view.setUint32(42, offset, true);
	bytes.set(text(name), 46);
	return bytes;
}

test('the directory of 200,000 files takes 64 bytes and their name for each, in few blocks', () => {
	const directory = new ZipDirectory();
	for (let i = 0; i < 200_000; i++) directory.add(record(`metadata/${i}.json`, 700, 0), i * 800);
	const pieces = [...directory.pieces(0)];
	expect(directory.memoryBytes).toBeLessThan(200_000 * (64 + 20));
	expect(pieces.length).toBeLessThan(80);
});

test('the memory of chunks that are written is used again', async () => {
	const buffers = new Set<ArrayBufferLike>();
	const stream = new WritableStream<Uint8Array>({ write: ({ buffer }) => void buffers.add(buffer) });
	const sink = createZipSink(stream, 'Cats.zip', 1 << 20);
	for (let i = 0; i < 200; i++) await sink.write({ path: `${i}.png`, bytes: new Uint8Array(300_000) });
	await sink.close();
	expect(buffers.size).toBeLessThanOrEqual(6);
	expect(sink.memoryBytes).toBeLessThanOrEqual((6 << 20) + (256 << 10));
});

test('write holds the producer back while the stream is slow', async () => {
	const gate = createGate();
	const stream = new WritableStream<Uint8Array>({ write: () => gate.opened });
	const sink = createZipSink(stream, 'Cats.zip');
	let taken = 0;
	const writing = (async () => {
		for (; taken < 40; taken++) await sink.write({ path: `${taken}.png`, bytes: new Uint8Array(1 << 20) });
	})();
	await vi.waitFor(() => expect(taken).toBeGreaterThan(3));
	await new Promise((resolve) => setImmediate(resolve));
	expect(taken).toBeLessThan(12);
	gate.open();
	await writing;
	await sink.close();
	expect(taken).toBe(40);
});

test('flush waits until nothing waits any more, and the sink goes on afterwards', async () => {
	const { stream, chunks } = collector();
	const sink = createZipSink(stream, 'Cats.zip', 64);
	for (let i = 1; i <= 9; i++) await sink.write({ path: `${i}.png`, bytes: new Uint8Array(1000) });
	await sink.flush();
	// All but what the last chunk and the readers hold.
	expect(Buffer.concat(chunks).length).toBeGreaterThan(8000);
	await sink.write({ path: '10.png', bytes: new Uint8Array(10) });
	await sink.close();
	expect(Object.keys(unzipSync(Buffer.concat(chunks)))).toHaveLength(10);
});

describe('writePieces', () => {
	test('puts a file together from pieces, between whole files', async () => {
		const { stream, chunks } = collector();
		const sink = createZipSink(stream, 'Cats.zip');
		await sink.write({ path: '1.png', bytes: text('one') });
		await sink.writePieces('_metadata.json', [text('[1,'), text('2]')]);
		await sink.write({ path: '2.png', bytes: text('two') });
		await sink.close();
		const bytes = Buffer.concat(chunks);
		expect(unzipSync(bytes)['_metadata.json']).toEqual(text('[1,2]'));
		expect(infoZip(bytes)).toContain('No errors detected');
	});
	test('may have one memory for all pieces', async () => {
		const { stream, chunks } = collector();
		const sink = createZipSink(stream, 'Cats.zip', 64);
		const memory = new Uint8Array(100);
		function* pieces(): Generator<Uint8Array<ArrayBuffer>> {
			for (let i = 0; i < 20; i++) yield memory.fill(i);
		}
		await sink.writePieces('_metadata.json', pieces());
		await sink.close();
		const content = Buffer.concat(Array.from({ length: 20 }, (_, i) => Buffer.alloc(100, i)));
		expect(Buffer.from(unzipSync(Buffer.concat(chunks))['_metadata.json']).equals(content)).toBe(true);
	});
	test('an error in the pieces ends the ZIP', async () => {
		const { stream, state } = collector();
		const sink = createZipSink(stream, 'Cats.zip');
		await expect(sink.writePieces('_metadata.json', failing())).rejects.toThrow('no more pieces');
		await expect(sink.close()).rejects.toThrow('no more pieces');
		expect(state).toEqual({ closed: false, aborted: true });
	});
});

describe('a ZIP in a picked file', () => {
	test('is there when closed', async () => {
		const disk = new FakeDisk();
		const file = await disk.root.getFileHandle('Cats.zip', { create: true });
		const sink = await openSink({ kind: 'zip', file });
		await sink.write({ path: '1.png', bytes: text('one') });
		await sink.flush();
		expect(disk.files().get('Cats.zip')?.length).toBe(0);
		await sink.close();
		expect(Object.keys(unzipSync(disk.files().get('Cats.zip') ?? new Uint8Array(0)))).toEqual(['1.png']);
		expect(sink.location).toBe('file “Cats.zip”');
	});
	test('stays as it was when the run is given up, even while pieces are awaited', async () => {
		const disk = new FakeDisk();
		const file = await disk.root.getFileHandle('Cats.zip', { create: true });
		file.content = text('an earlier file');
		const sink = await openSink({ kind: 'zip', file });
		await sink.write({ path: '1.png', bytes: text('one') });
		async function* slow(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
			yield text('[');
			await new Promise((resolve) => setImmediate(resolve));
			yield text(']');
		}
		const pieces = expect(sink.writePieces('_metadata.json', slow())).rejects.toThrow('aborted');
		await sink.abort();
		await pieces;
		expect(disk.files().get('Cats.zip')).toEqual(text('an earlier file'));
		expect(disk.openWritables).toBe(0);
		await expect(sink.write({ path: '2.png', bytes: text('two') })).rejects.toThrow('aborted');
	});
	test.each([
		['QuotaExceededError', 'disk-full'],
		['NotAllowedError', 'permission-lost'],
		['NotFoundError', 'folder-gone'],
	])('%s while writing', async (name, code) => {
		const disk = new FakeDisk();
		const file = await disk.root.getFileHandle('Cats.zip', { create: true });
		const sink = await openSink({ kind: 'zip', file });
		disk.fault = (at) => (at === 'write' ? name : undefined);
		const write = async (): Promise<void> => {
			for (let i = 0; i < 20; i++) await sink.write({ path: `${i}.png`, bytes: new Uint8Array(1 << 20) });
			await sink.close();
		};
		await expect(write()).rejects.toMatchObject({
			problem: { code, message: expect.stringContaining('Cats.zip') },
		});
		await sink.abort();
		expect(disk.files().get('Cats.zip')?.length).toBe(0);
		expect(disk.openWritables).toBe(0);
	});
	test('a file that may not be opened', async () => {
		const disk = new FakeDisk();
		const file = await disk.root.getFileHandle('Cats.zip', { create: true });
		disk.fault = () => 'NoModificationAllowedError';
		await expect(openSink({ kind: 'zip', file })).rejects.toMatchObject({ problem: { code: 'file-locked' } });
	});
});
