import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

test('start serves the app on this machine until it is stopped', async () => {
	const script = resolve(import.meta.dirname, '../../scripts/start.mjs');
	const child = spawn(process.execPath, [script, '--no-open']);
	const ended = new Promise<number | null>((done) => child.once('close', done));
	let output = '';
	const address = new Promise<string>((done) => {
		child.stdout.on('data', (data) => {
			output += String(data);
			const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(output);
			if (found !== null) done(found[0]);
		});
	});
	try {
		const url = await Promise.race([address, ended.then((code) => Promise.reject(new Error(`ended with ${code}`)))]);
		const page = await fetch(url);
		expect(page.status).toBe(200);
		expect(await page.text()).toContain('<title>Tessera</title>');
	} finally {
		child.kill('SIGTERM');
	}
	const code = await ended;
	if (process.platform !== 'win32') expect(code).toBe(0);
});
