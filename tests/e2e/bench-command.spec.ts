import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BenchResult } from '../../src/engine/bench/bench-result.ts';

test('the benchmark prints a table and writes the same figures as JSON', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
	const file = join(folder, 'deep/bench.json');
	const script = resolve(import.meta.dirname, '../../scripts/bench.mjs');
	const words = [script, '--quick', '--count', '40', '--size', '96', '--json', file];
	const { stdout } = await promisify(execFile)(process.execPath, words);
	const result = JSON.parse(await readFile(file, 'utf8')) as BenchResult;
	await rm(folder, { recursive: true });
	expect(result).toMatchObject({ version: 1, count: 40, size: '96×96', rounds: 1 });
	for (const [name, speed] of Object.entries(result.imagesPerSecond)) expect(speed, name).toBeGreaterThan(0);
	const { engine, native } = result.imagesPerSecond;
	expect(result.ratios.toNative).toBeCloseTo(engine / native, 6);
	expect(result.backends.map(({ backend }) => backend)).toEqual(['reference', 'canvas2d', 'webgpu']);
	expect(stdout).toContain(`40 tokens of 96×96, ${result.workers} workers`);
	expect(stdout).toContain(`${result.ratios.toNative.toFixed(2)} × the browser's own path`);
});
