import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileReceiver, describeFailure } from '../../../scripts/lib/file-receiver.mjs';
import { serve } from '../../../scripts/lib/serve.mjs';
import { createHttpSink, endHttpTrial } from '../../../src/engine/output/http-sink.ts';

let folder: string;
let base: string;
let close: () => Promise<void>;
let receiver: ReturnType<typeof createFileReceiver>;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'tessera-receiver-'));
	receiver = createFileReceiver({ folder: join(folder, 'out'), zipName: 'all.zip' });
	const server = await serve({ root: folder, handle: receiver.handle });
	base = server.url.replace(/\/$/, '') + receiver.path;
	close = server.close;
});
afterEach(async () => {
	await close();
	rmSync(folder, { recursive: true });
});

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const post = (action: string, body: Uint8Array<ArrayBuffer> = new Uint8Array(0)): Promise<Response> =>
	fetch(`${base}/${action}`, { method: 'POST', body });
const frame = (path: string, data: string): Uint8Array<ArrayBuffer> => {
	const head = new DataView(new ArrayBuffer(8));
	head.setUint32(0, bytes(path).length, true);
	head.setUint32(4, bytes(data).length, true);
	return new Uint8Array([...new Uint8Array(head.buffer), ...bytes(path), ...bytes(data)]);
};

test("takes what the engine's own sink sends", async () => {
	const sink = createHttpSink(base, false);
	for (let token = 1; token <= 200; token++) {
		await sink.write({ path: `images/${token}.png`, bytes: bytes(`image ${token}`) });
	}
	await sink.write({ path: 'größe/名前.json', bytes: bytes('{}') });
	await sink.close();
	expect(readdirSync(join(folder, 'out/images'))).toHaveLength(200);
	expect(readFileSync(join(folder, 'out/images/137.png'), 'utf8')).toBe('image 137');
	expect(readFileSync(join(folder, 'out/größe/名前.json'), 'utf8')).toBe('{}');
	expect(receiver.written.files).toBe(201);
});

test('a file in chunks has its name only when it is whole', async () => {
	expect((await post('file-chunk?path=a.json&index=0', bytes('one '))).status).toBe(200);
	expect((await post('file-chunk?path=a.json&index=1', bytes('two'))).status).toBe(200);
	expect(readdirSync(join(folder, 'out'))).toEqual(['a.json.part']);
	expect((await post('file-end?path=a.json')).status).toBe(200);
	expect(readdirSync(join(folder, 'out'))).toEqual(['a.json']);
	expect(readFileSync(join(folder, 'out/a.json'), 'utf8')).toBe('one two');
});

test('a chunk out of order is refused', async () => {
	await post('zip-chunk?index=0', bytes('a'));
	const answer = await post('zip-chunk?index=2', bytes('c'));
	expect(answer.status).toBe(400);
	expect(await answer.json()).toMatchObject({ code: 'bad-request', message: 'Chunk 2 came instead of chunk 1.' });
});

test('a dropped ZIP leaves nothing, nor does one that was never finished', async () => {
	await post('zip-chunk?index=0', bytes('a'));
	await post('zip-abort');
	expect(readdirSync(join(folder, 'out'))).toEqual([]);
	await post('zip-chunk?index=0', bytes('b'));
	await receiver.discardUnfinished();
	expect(readdirSync(join(folder, 'out'))).toEqual([]);
});

test.each(['../escape.txt', 'a/../../escape.txt', '/escape.txt', '', 'a//b', './a', 'a\\..\\b', 'C:x', 'a\0b'])(
	'refuses the path %j and writes nothing',
	async (path) => {
		const body = new Uint8Array([...frame('good.txt', 'good'), ...frame(path, 'bad')]);
		const answer = await post('files', body);
		expect(answer.status).toBe(400);
		expect(existsSync(join(folder, 'out'))).toBe(false);
		expect(readdirSync(folder)).toEqual([]);
		expect((await post(`file-chunk?index=0&path=${encodeURIComponent(path)}`, bytes('x'))).status).toBe(400);
		expect(readdirSync(folder)).toEqual([]);
	},
);

test('refuses a body that is cut off', async () => {
	expect((await post('files', frame('a.txt', 'whole').slice(0, -1))).status).toBe(400);
	expect((await post('files', new Uint8Array(7))).status).toBe(400);
	expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('answers only with the secret, and only to POST', async () => {
	const stranger = base.replace(/[0-9a-f]{32}/, '0'.repeat(32));
	expect((await fetch(`${stranger}/files`, { method: 'POST', body: frame('a', 'b') })).status).toBe(405);
	expect((await fetch(`${base}/files`)).status).toBe(405);
	expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('a folder that cannot be made is a problem that the engine can show', async () => {
	writeFileSync(join(folder, 'out'), 'a file in the way');
	const answer = await post('files', frame('images/1.png', 'x'));
	expect(answer.status).toBe(500);
	expect(await answer.json()).toMatchObject({ code: 'write-failed', severity: 'error' });
	const sink = createHttpSink(base, false);
	await sink.write({ path: 'images/1.png', bytes: bytes('x') });
	await expect(sink.flush()).rejects.toMatchObject({ problem: { code: 'write-failed' } });
});

test.each([
	['ENOSPC', 507, 'disk-full'],
	['EACCES', 403, 'permission-lost'],
	['EROFS', 403, 'permission-lost'],
	['EIO', 500, 'write-failed'],
])('%s becomes status %i with code %s', (code, status, problem) => {
	const failure = describeFailure(Object.assign(new Error(`${code}: words of the system`), { code }), '/some/folder');
	expect(failure).toMatchObject({ status, problem: { code: problem, severity: 'error' } });
	expect(failure.problem.message).toContain('/some/folder');
});

test('what was written on trial is removed with its folder, and nothing else can be', async () => {
	const trial = 'tessera-trial-0b1c';
	await post('files', frame(`${trial}/images/1`, 'on trial'));
	await post('files', frame('images/1.png', 'image'));
	expect(readdirSync(join(folder, 'out'))).toContain(trial);
	await endHttpTrial(base, trial);
	expect(readdirSync(join(folder, 'out'))).toEqual(['images']);
	for (const path of ['images', `${trial}/..`, '']) {
		expect((await post(`trial-end?path=${encodeURIComponent(path)}`)).status).toBe(400);
	}
	expect(existsSync(join(folder, 'out/images/1.png'))).toBe(true);
});

test('a trial that nobody ended is removed at the end', async () => {
	await post('files', frame('tessera-trial-2d/images/1', 'on trial'));
	await receiver.discardUnfinished();
	expect(readdirSync(join(folder, 'out'))).toEqual([]);
});
