import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder } from '../../../src/engine/output/file-names.ts';
import { openSink } from '../../../src/engine/output/open-sink.ts';

let root: FileSystemDirectoryHandle;
let directory: FileSystemDirectoryHandle;

beforeEach(async () => {
	root = await navigator.storage.getDirectory();
	directory = await root.getDirectoryHandle('sinks-test', { create: true });
});

afterEach(async () => {
	await root.removeEntry('sinks-test', { recursive: true });
});

/** Content that tells the files apart. */
function content(number: number, length: number): Uint8Array<ArrayBuffer> {
	return new Uint8Array(length).map((_, i) => (i * number) >> 3);
}

async function read(folder: FileSystemDirectoryHandle, name: string): Promise<Uint8Array> {
	const handle = await folder.getFileHandle(name);
	return new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

async function names(folder: FileSystemDirectoryHandle): Promise<string[]> {
	const found: string[] = [];
	for await (const name of folder.keys()) found.push(name);
	return found;
}

test('a folder of a real file system holds exactly the files that were written', async () => {
	const folder = await freshFolder(directory, 'Run');
	const sink = await openSink({ kind: 'folder', directory, folder });
	for (let i = 1; i <= 60; i++) await sink.write({ path: `images/${i}.png`, bytes: content(i, 10_000 + i) });
	await sink.writePieces('_metadata.json', [content(1, 100), content(2, 100)]);
	await sink.close();
	const run = await directory.getDirectoryHandle('Run');
	const images = await run.getDirectoryHandle('images');
	expect(await names(images)).toHaveLength(60);
	for (const i of [1, 30, 60]) expect(await read(images, `${i}.png`)).toEqual(content(i, 10_000 + i));
	expect((await read(run, '_metadata.json')).length).toBe(200);
	expect(await freshFolder(directory, 'Run')).toBe('Run (2)');
});

test('a folder that is deleted during the run is said to be gone', async () => {
	const sink = await openSink({ kind: 'folder', directory, folder: 'Run' });
	await sink.write({ path: 'images/1.png', bytes: content(1, 10) });
	await sink.flush();
	await directory.removeEntry('Run', { recursive: true });
	await sink.write({ path: 'images/2.png', bytes: content(2, 10) });
	await expect(sink.flush()).rejects.toMatchObject({ problem: { code: 'folder-gone' } });
});

test('an aborted folder run leaves no half or empty file and no swap file', async () => {
	const sink = await openSink({ kind: 'folder', directory, folder: 'Run' });
	for (let i = 1; i <= 10; i++) await sink.write({ path: `${i}.png`, bytes: content(i, 50_000) });
	await sink.abort();
	const run = await directory.getDirectoryHandle('Run');
	for (const name of await names(run)) {
		expect(name).toMatch(/^\d+\.png$/u);
		expect((await read(run, name)).length).toBe(50_000);
	}
});

test('a file that something else holds is waited for', async () => {
	const run = await directory.getDirectoryHandle('Run', { create: true });
	const held = await run.getFileHandle('1.png', { create: true });
	// An exclusive writer refuses every other one, as a lock by another program does.
	const exclusive: FileSystemCreateWritableOptions & { mode: 'exclusive' } = { mode: 'exclusive' };
	const holder = await held.createWritable(exclusive);
	await expect(held.createWritable()).rejects.toMatchObject({ name: 'NoModificationAllowedError' });
	const sink = await openSink({ kind: 'folder', directory, folder: 'Run' });
	await sink.write({ path: '1.png', bytes: content(1, 10) });
	const flushed = sink.flush();
	await holder.abort();
	await flushed;
	expect(await read(run, '1.png')).toEqual(content(1, 10));
});

test('a ZIP in a file is readable once closed, and untouched when aborted', async () => {
	const file = await directory.getFileHandle('Cats.zip', { create: true });
	const sink = await openSink({ kind: 'zip', file });
	for (let i = 1; i <= 40; i++) await sink.write({ path: `images/${i}.png`, bytes: content(i, 100_000) });
	await sink.close();
	const zip = await read(directory, 'Cats.zip');
	const files = unzipSync(zip);
	expect(Object.keys(files)).toHaveLength(40);
	expect(files['images/40.png']).toEqual(content(40, 100_000));

	const again = await openSink({ kind: 'zip', file });
	for (let i = 1; i <= 40; i++) await again.write({ path: `images/${i}.png`, bytes: content(i + 1, 100_000) });
	await again.abort();
	expect((await read(directory, 'Cats.zip')).length).toBe(zip.length);
	expect(await names(directory)).toEqual(['Cats.zip']);
});

test('a ZIP goes through a transferred stream', async () => {
	const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
	const channel = new MessageChannel();
	const received = new Promise<WritableStream<Uint8Array>>((resolve) => {
		channel.port2.onmessage = (event: MessageEvent<WritableStream<Uint8Array>>) => resolve(event.data);
	});
	channel.port1.postMessage(writable, [writable]);
	const sink = await openSink({ kind: 'zip-stream', name: 'Cats.zip', stream: await received });
	const body = new Response(readable).arrayBuffer();
	for (let i = 1; i <= 40; i++) await sink.write({ path: `${i}.png`, bytes: content(i, 100_000) });
	await sink.close();
	expect(Object.keys(unzipSync(new Uint8Array(await body)))).toHaveLength(40);
	channel.port2.close();
});
