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

async function hashesOf(
	options: Partial<RunRequest>,
	seed = 'one',
	problems: string[] = [],
): Promise<Map<string, string>> {
	const { design, assets } = await paintedCollection(300, 200, COUNT);
	design.seed = seed;
	const { snapshot, files } = await runIntoFiles(design, assets, options);
	expect(snapshot.problems.map(({ code }) => code)).toEqual(problems);
	expect(snapshot.state).toBe('finished');
	return hashes(files);
}

let plain: Promise<Map<string, string>> | undefined;

/** Of the run that the others are compared with. */
const plainHashes = (): Promise<Map<string, string>> => (plain ??= hashesOf({ backend: 'reference', workers: 2 }));

describe('the bytes of a collection', () => {
	it('do not depend on the backend', async () => {
		const reference = await plainHashes();
		expect(reference.size).toBe(COUNT * 2 + 1);
		expect(await hashesOf({ backend: 'webgpu' })).toEqual(reference);
		expect(await hashesOf({ backend: 'canvas2d' })).toEqual(reference);
		expect(await hashesOf({ backend: 'auto' })).toEqual(reference);
	});

	it('do not depend on the number of workers', async () => {
		const two = await plainHashes();
		for (const workers of [1, 3, 8]) expect(await hashesOf({ workers }), `${workers} workers`).toEqual(two);
	});

	it('do not depend on the memory for caches; too little is said', async () => {
		expect(await hashesOf({ memoryBudget: 1000 }, 'one', ['memory-tight'])).toEqual(await plainHashes());
	});

	it('depend on the seed', async () => {
		const one = await plainHashes();
		const two = await hashesOf({}, 'two');
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
