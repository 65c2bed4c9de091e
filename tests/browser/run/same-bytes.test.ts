/** The same design gives the same bytes, whoever composites and however the work is cut up. */
import { describe, expect, it } from 'vitest';
import type { RunRequest } from '../../../src/engine/run/run.ts';
import { engineFilesOf } from '../../support/engine-files.ts';
import { runIntoFiles } from '../../support/engine-run.ts';
import { paintedCollection } from '../../support/painted-collection.ts';

const COUNT = 24;

/** Hash of every file but `run.json`, which tells of time and workers. */
async function hashes(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<Map<string, string>> {
	const out = new Map<string, string>();
	for (const [path, bytes] of files) {
		if (path === 'run.json') continue;
		const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
		out.set(path, digest.join());
	}
	return new Map([...out].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of images that consist of small tiles, and of such that consist of large ones. */
const COLLECTIONS = {
	small: { width: 300, height: 200, count: COUNT },
	large: { width: 800, height: 740, count: 5 },
};
type Tiles = keyof typeof COLLECTIONS;

async function hashesOf(
	tiles: Tiles,
	options: Partial<RunRequest>,
	seed = 'one',
	problems: string[] = [],
): Promise<Map<string, string>> {
	const { width, height, count } = COLLECTIONS[tiles];
	const { design, assets } = await paintedCollection(width, height, count);
	design.seed = seed;
	const { snapshot, files } = await runIntoFiles(design, assets, options);
	expect(snapshot.problems.map(({ code }) => code)).toEqual(problems);
	expect(snapshot.state).toBe('finished');
	return hashes(files);
}

const plain = new Map<Tiles, Promise<Map<string, string>>>();

/** Of the run that the others are compared with. */
function plainHashes(tiles: Tiles): Promise<Map<string, string>> {
	const known = plain.get(tiles) ?? hashesOf(tiles, { backend: 'reference', workers: 2 });
	plain.set(tiles, known);
	return known;
}

describe('the bytes of a collection', () => {
	it.each(['small', 'large'] as const)('do not depend on the backend, %s tiles', async (tiles) => {
		const reference = await plainHashes(tiles);
		expect(reference.size).toBe(COLLECTIONS[tiles].count * 2 + 1);
		expect(await hashesOf(tiles, { backend: 'webgpu' })).toEqual(reference);
		expect(await hashesOf(tiles, { backend: 'canvas2d' })).toEqual(reference);
		expect(await hashesOf(tiles, { backend: 'auto' })).toEqual(reference);
	});

	it.each(['small', 'large'] as const)('do not depend on the number of workers, %s tiles', async (tiles) => {
		const two = await plainHashes(tiles);
		for (const workers of [1, 3, 8]) expect(await hashesOf(tiles, { workers }), `${workers} workers`).toEqual(two);
	});

	it('do not depend on the memory for caches; too little is said', async () => {
		expect(await hashesOf('small', { memoryBudget: 1000 }, 'one', ['memory-tight'])).toEqual(
			await plainHashes('small'),
		);
	});

	it('depend on the seed', async () => {
		const one = await plainHashes('small');
		const two = await hashesOf('small', {}, 'two');
		expect(two).not.toEqual(one);
	});

	it('of a range are those of the whole run', async () => {
		const { design, assets } = await paintedCollection(300, 200, COUNT);
		const whole = engineFilesOf((await runIntoFiles(design, assets)).files);
		const range = { first: 9, last: 17 };
		const part = engineFilesOf((await runIntoFiles(design, assets, { range })).files);
		expect([...part.images.keys()]).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17]);
		for (const [number, bytes] of part.images) expect(bytes).toEqual(whole.images.get(number));
		expect(part.tokens).toEqual(whole.tokens.slice(8, 17));
		expect(part.run.range).toEqual(range);
		expect(part.run.provenance.images).toEqual(whole.run.provenance.images.slice(8, 17));
	});
});
