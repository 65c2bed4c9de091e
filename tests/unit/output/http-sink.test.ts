import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { openSink } from '../../../src/engine/output/open-sink.ts';

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

async function* failing(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	yield text('[');
	throw new Error('no more pieces');
}

interface Call {
	url: string;
	body: Buffer;
}

let server: Server | undefined;
afterEach(() => {
	server?.closeAllConnections();
	server?.close();
	server = undefined;
});

/** A server that keeps what it got and answers by `answer`. */
async function serve(
	calls: Call[],
	answer: (call: Call, response: ServerResponse) => void | Promise<void> = (_call, response) => void response.end(),
): Promise<string> {
	const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part);
		const call = { url: request.url ?? '', body: Buffer.concat(parts) };
		calls.push(call);
		await answer(call, response);
	};
	const listening = createServer((request, response) => void handle(request, response));
	server = listening;
	await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/run`;
}

/** The frames of the protocol, read from its description and not by the sink's code. */
function frames(body: Buffer): [string, Buffer][] {
	const found: [string, Buffer][] = [];
	for (let at = 0; at < body.length;) {
		const pathBytes = body.readUInt32LE(at);
		const dataBytes = body.readUInt32LE(at + 4);
		const path = body.subarray(at + 8, at + 8 + pathBytes).toString('utf8');
		found.push([path, body.subarray(at + 8 + pathBytes, at + 8 + pathBytes + dataBytes)]);
		at += 8 + pathBytes + dataBytes;
	}
	return found;
}

describe('loose files', () => {
	test('arrive once each, in batches of at most 64 files or 4 MB', async () => {
		const calls: Call[] = [];
		const sink = await openSink({ kind: 'http', url: await serve(calls), zip: false });
		for (let i = 0; i < 150; i++) await sink.write({ path: `metadata/${i} ü.json`, bytes: text(`${i}`) });
		for (let i = 0; i < 5; i++) await sink.write({ path: `images/${i}.png`, bytes: new Uint8Array(1_500_000).fill(i) });
		await sink.close();
		expect(calls.every((call) => call.url === '/run/files' && call.body.length <= 4 << 20)).toBe(true);
		const batches = calls.map((call) => frames(call.body));
		expect(Math.max(...batches.map((batch) => batch.length))).toBe(64);
		const files = new Map(batches.flat());
		expect(batches.flat()).toHaveLength(155);
		expect(files.get('metadata/149 ü.json')?.toString()).toBe('149');
		expect(files.get('images/4.png')?.equals(Buffer.alloc(1_500_000, 4))).toBe(true);
	});

	test('at most three requests under way', async () => {
		const calls: Call[] = [];
		const held: ServerResponse[] = [];
		let most = 0;
		const url = await serve(calls, (_call, response) => {
			most = Math.max(most, held.push(response));
		});
		const sink = await openSink({ kind: 'http', url, zip: false });
		let written = 0;
		const writing = (async () => {
			for (; written < 640; written++) await sink.write({ path: `${written}`, bytes: text('x') });
			await sink.close();
		})();
		// The last file of the fourth request waits for one of the others to be answered.
		await expect.poll(() => [held.length, written], { timeout: 10_000 }).toEqual([3, 4 * 64 - 1]);
		for (let left = 10; left > 0; left--) {
			await expect.poll(() => held.length, { timeout: 10_000 }).toBe(Math.min(3, left));
			held.shift()?.end();
		}
		await writing;
		expect(calls).toHaveLength(10);
		expect(most).toBe(3);
	});

	test('a refusal carries the problem of the server', async () => {
		const problem = { code: 'disk-full', severity: 'error', message: 'No space on /out.', hint: 'Free some.' };
		const url = await serve([], (_call, response) => {
			response.statusCode = 507;
			response.end(JSON.stringify(problem));
		});
		const sink = await openSink({ kind: 'http', url, zip: false });
		await sink.write({ path: '1.png', bytes: text('x') });
		await expect(sink.flush()).rejects.toMatchObject({ problem });
		await sink.abort();
	});

	test('an answer that is no problem, and no server at all', async () => {
		const url = await serve([], (_call, response) => {
			response.statusCode = 500;
			response.end('<html>');
		});
		const refused = await openSink({ kind: 'http', url, zip: false });
		await refused.write({ path: '1.png', bytes: text('x') });
		await expect(refused.close()).rejects.toMatchObject({
			problem: { code: 'write-failed', message: expect.stringContaining('500') },
		});
		const nobody = await openSink({ kind: 'http', url: 'http://127.0.0.1:1', zip: false });
		await nobody.write({ path: '1.png', bytes: text('x') });
		await expect(nobody.close()).rejects.toMatchObject({ problem: { code: 'write-failed' } });
	});

	test('a file in pieces arrives in order and is ended', async () => {
		const calls: Call[] = [];
		const sink = await openSink({ kind: 'http', url: `${await serve(calls)}/`, zip: false });
		await sink.writePieces('a b/_metadata.json', [text('['), text('1'), text(']')]);
		expect(calls.map((call) => [call.url, call.body.toString()])).toEqual([
			['/run/file-chunk?path=a+b%2F_metadata.json&index=0', '['],
			['/run/file-chunk?path=a+b%2F_metadata.json&index=1', '1'],
			['/run/file-chunk?path=a+b%2F_metadata.json&index=2', ']'],
			['/run/file-end?path=a+b%2F_metadata.json', ''],
		]);
	});

	test('a file whose pieces fail is aborted', async () => {
		const calls: Call[] = [];
		const sink = await openSink({ kind: 'http', url: await serve(calls), zip: false });
		await expect(sink.writePieces('m.json', failing())).rejects.toThrow('no more pieces');
		expect(calls.map((call) => call.url)).toEqual([
			'/run/file-chunk?path=m.json&index=0',
			'/run/file-abort?path=m.json',
		]);
	});
});

describe('a ZIP', () => {
	test('arrives in chunks, strictly in order, and is ended', async () => {
		const calls: Call[] = [];
		const sink = await openSink({ kind: 'http', url: await serve(calls), zip: true });
		for (let i = 0; i < 6; i++) await sink.write({ path: `${i}.png`, bytes: new Uint8Array(2_000_000).fill(i) });
		await sink.close();
		const last = calls.pop();
		expect(last?.url).toBe('/run/zip-end');
		expect(calls.map((call) => call.url)).toEqual([0, 1, 2].map((index) => `/run/zip-chunk?index=${index}`));
		const read = unzipSync(Buffer.concat(calls.map((call) => call.body)));
		expect(Buffer.compare(read['5.png'], Buffer.alloc(2_000_000, 5))).toBe(0);
	});
	test('is aborted when given up', async () => {
		const calls: Call[] = [];
		const sink = await openSink({ kind: 'http', url: await serve(calls), zip: true });
		await sink.write({ path: '1.png', bytes: text('x') });
		await sink.abort();
		expect(calls.map((call) => call.url)).toEqual(['/run/zip-abort']);
	});
});
