import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mergeShards } from '../../../scripts/lib/merge-shards.mjs';
import { RUN_JSON_VERSION, runJsonFile, type RunJson } from '../../../src/engine/metadata/run-json.ts';
import { STAGES, type Stage } from '../../../src/engine/run/run.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tessera-merge-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (...names: string[]): string => join(folder, ...names);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const imageOf = (token: number): string => `pixels of ${token}`;

/** A collection of six tokens; this writes the part of it from `first` to `last`. */
function writeShard(name: string, first: number, last: number, change: Partial<RunJson> = {}): string {
	mkdirSync(at(name, 'images'), { recursive: true });
	mkdirSync(at(name, 'metadata'), { recursive: true });
	const tokens = Array.from({ length: last - first + 1 }, (_, index) => first + index);
	for (const token of tokens) {
		writeFileSync(at(name, 'images', `${token}.png`), imageOf(token));
		writeFileSync(at(name, 'metadata', `${token}.json`), `{"name":"#${token}"}`);
	}
	writeFileSync(at(name, '_metadata.json'), JSON.stringify(tokens.map((token) => ({ name: `#${token}` }))));
	const images = tokens.map((token) => sha256(imageOf(token)));
	const none = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<Stage, number>;
	const run: RunJson = {
		version: RUN_JSON_VERSION,
		engineVersion: '0.1.0',
		planAlgorithm: 1,
		collection: 'Test',
		seed: 's',
		designHash: sha256('design'),
		count: 6,
		firstNumber: 1,
		range: { first, last },
		output: { width: 8, height: 8, format: 'png', quality: 0.9, fit: 'contain', resampling: 'smooth' },
		backend: 'reference',
		workers: 1,
		seconds: 1,
		stages: none,
		bytes: 10,
		provenance: { algorithm: 'sha256', concatenation: sha256(images.join('')), images },
		...change,
	};
	writeFileSync(at(name, 'run.json'), runJsonFile(run));
	return at(name);
}

test('the parts in any order become one complete collection', async () => {
	const parts = [writeShard('b', 3, 6), writeShard('a', 1, 2)];
	expect(await mergeShards(parts, at('all'), { force: false })).toEqual({ images: 6 });
	expect(readdirSync(at('all')).toSorted()).toEqual(['_metadata.json', 'images', 'metadata', 'run.json']);
	for (let token = 1; token <= 6; token++) {
		expect(readFileSync(at('all', 'images', `${token}.png`), 'utf8')).toBe(imageOf(token));
		expect(JSON.parse(readFileSync(at('all', 'metadata', `${token}.json`), 'utf8'))).toEqual({ name: `#${token}` });
	}
	const names = JSON.parse(readFileSync(at('all', '_metadata.json'), 'utf8')) as { name: string }[];
	expect(names.map(({ name }) => name)).toEqual(['#1', '#2', '#3', '#4', '#5', '#6']);
	expect(JSON.parse(readFileSync(at('all', 'run.json'), 'utf8'))).toMatchObject({
		range: { first: 1, last: 6 },
		bytes: 20,
	});
	expect(readdirSync(at('a', 'images'))).toHaveLength(2);
});

test.each([
	['a gap', () => [writeShard('a', 1, 2), writeShard('b', 4, 6)], 'Tokens are missing between the folders: 3'],
	['an overlap', () => [writeShard('a', 1, 3), writeShard('b', 3, 6)], 'both hold token 3'],
	['another seed', () => [writeShard('a', 1, 3), writeShard('b', 4, 6, { seed: 't' })], 'their seed differs'],
	['a folder without a run', () => [writeShard('a', 1, 6), at('nothing')], 'run.json cannot be read (ENOENT)'],
])('%s is refused by name and leaves no output', async (_what, make, message) => {
	await expect(mergeShards(make(), at('all'), { force: false })).rejects.toThrow(message);
	expect(existsSync(at('all'))).toBe(false);
});

test('a missing, half-written or changed image is refused by name', async () => {
	const parts = [writeShard('a', 1, 3), writeShard('b', 4, 6)];
	writeFileSync(at('b', 'images', '5.png'), 'other pixels');
	await expect(mergeShards(parts, at('all'), { force: false })).rejects.toThrow(
		`${at('b', 'images', '5.png')} is not the image that the run wrote`,
	);
	writeFileSync(at('b', 'images', '5.png'), '');
	await expect(mergeShards(parts, at('all'), { force: false })).rejects.toThrow('images/5.png is missing, empty');
	writeFileSync(at('b', 'images', '5.png'), imageOf(5));
	writeFileSync(at('b', 'images', '6.png.part'), 'x');
	await expect(mergeShards(parts, at('all'), { force: false })).rejects.toThrow('images/6.png.part');
	expect(existsSync(at('all'))).toBe(false);
});

test('an output folder with other files is refused without --force', async () => {
	const parts = [writeShard('a', 1, 3), writeShard('b', 4, 6)];
	mkdirSync(at('all'));
	writeFileSync(at('all', 'notes.txt'), 'mine');
	await expect(mergeShards(parts, at('all'), { force: false })).rejects.toThrow('already holds files');
	await mergeShards(parts, at('all'), { force: true });
	expect(readFileSync(at('all', 'notes.txt'), 'utf8')).toBe('mine');
	await expect(mergeShards(parts, parts[0], { force: true })).rejects.toThrow('another folder');
	expect(readdirSync(at('a', 'images'))).toHaveLength(3);
});
