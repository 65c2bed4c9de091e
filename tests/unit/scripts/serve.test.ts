import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serve } from '../../../scripts/lib/serve.mjs';

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'tessera-serve-'));
	mkdirSync(join(folder, 'dist/assets'), { recursive: true });
	writeFileSync(join(folder, 'secret.txt'), 'secret');
	writeFileSync(join(folder, 'dist/index.html'), '<p>app</p>');
	writeFileSync(join(folder, 'dist/assets/app-1a2b.js'), 'export {};');
	server = await serve({ root: join(folder, 'dist') });
});
afterEach(async () => {
	await server.close();
	rmSync(folder, { recursive: true });
});

/** Unlike fetch, sends the path as it is. */
function statusOfRawPath(path: string): Promise<number | undefined> {
	const { hostname, port } = new URL(server.url);
	return new Promise((done, fail) => {
		request({ hostname, port, path }, (response) => {
			response.resume();
			done(response.statusCode);
		})
			.on('error', fail)
			.end();
	});
}

test('serves the page at the root, modules with their type, hashed assets for good', async () => {
	const page = await fetch(server.url);
	expect(await page.text()).toBe('<p>app</p>');
	expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
	expect(page.headers.get('cache-control')).toBe('no-cache');
	const script = await fetch(`${server.url}assets/app-1a2b.js`);
	expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
	expect(script.headers.get('cache-control')).toContain('immutable');
});

test.each([
	'/../secret.txt',
	'/%2e%2e/secret.txt',
	'/..%2fsecret.txt',
	'/assets/../../secret.txt',
	'/a%00b',
	'/assets',
])('%s is not found', async (path) => {
	expect(await statusOfRawPath(path)).toBe(404);
});

test('an address that is no address is refused', async () => {
	expect(await statusOfRawPath('/%ff')).toBe(400);
	expect((await fetch(server.url, { method: 'DELETE' })).status).toBe(405);
});

test('another port when the preferred one is taken', async () => {
	const taken = Number(new URL(server.url).port);
	const other = await serve({ root: folder, port: taken });
	expect(other.url).not.toBe(server.url);
	expect((await fetch(`${other.url}secret.txt`)).status).toBe(200);
	await other.close();
});
