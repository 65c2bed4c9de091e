import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mergeRuns, type Shard } from '../../../src/engine/metadata/merge-runs.ts';
import { provenanceOf } from '../../../src/engine/metadata/provenance.ts';
import { parseRunJson, runJsonFile, type RunJson } from '../../../src/engine/metadata/run-json.ts';

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** The hashes of the images of tokens `first` to `last`. */
function hashes(first: number, last: number): Uint8Array {
	return Buffer.concat(Array.from({ length: last - first + 1 }, (_, i) => sha256(`image ${first + i}`)));
}

function shard(first: number, last: number, more: Partial<RunJson> = {}): Shard {
	const run: RunJson = {
		version: 1,
		engineVersion: '0.1.0',
		planAlgorithm: 1,
		collection: 'Cats',
		seed: '7',
		designHash: 'ab'.repeat(32),
		count: 10,
		firstNumber: 1,
		range: { first, last },
		output: { width: 64, height: 64, format: 'png', quality: 0.9, fit: 'contain', resampling: 'smooth' },
		backend: 'canvas2d',
		workers: 2,
		seconds: 2,
		stages: {
			plan: 1,
			decode: 0,
			index: 0,
			lookup: 0,
			composite: 0,
			encode: 0,
			assemble: 0,
			checksum: 0,
			write: 0.5,
		},
		bytes: 100,
		provenance: provenanceOf(hashes(first, last)),
		...more,
	};
	const metadata = Array.from({ length: last - first + 1 }, (_, i) => ({ name: `Cats #${first + i}` }));
	return { name: `part ${first}`, run, metadata };
}

test('provenance is the hash of the concatenated hex of the image hashes', () => {
	const provenance = provenanceOf(hashes(1, 3));
	const hex = [1, 2, 3].map((i) => sha256(`image ${i}`).toString('hex'));
	expect(provenance.images).toEqual(hex);
	expect(provenance.concatenation).toBe(sha256(hex.join('')).toString('hex'));
});

describe('run.json', () => {
	test('reads back as written', () => {
		const { run } = shard(1, 4);
		expect(parseRunJson(new TextDecoder().decode(runJsonFile(run)), 'a/run.json')).toEqual(run);
	});
	test.each([
		['no JSON', '{', 'not JSON'],
		['another kind of file', '[]', 'version'],
		['a later version', JSON.stringify({ ...shard(1, 4).run, version: 2 }), 'version'],
		['a hash of wrong length', JSON.stringify({ ...shard(1, 4).run, designHash: 'ab' }), 'designHash'],
		['a range outside', JSON.stringify(shard(8, 11).run), 'range 8 to 11'],
		['a range upside down', JSON.stringify({ ...shard(1, 4).run, range: { first: 4, last: 1 } }), 'range 4 to 1'],
		[
			'too few hashes',
			JSON.stringify(shard(1, 4, { provenance: provenanceOf(hashes(1, 3)) }).run),
			'one hash per image',
		],
	])('%s is refused by name', (_what, json, why) => {
		expect(() => parseRunJson(json, 'a/run.json')).toThrow(why);
		expect(() => parseRunJson(json, 'a/run.json')).toThrow('“a/run.json”');
	});
});

describe('mergeRuns', () => {
	test('shards in any order become one run', () => {
		const merged = mergeRuns([shard(5, 5), shard(6, 10, { backend: 'webgpu', workers: 8 }), shard(1, 4)]);
		expect(merged.metadata).toEqual(Array.from({ length: 10 }, (_, i) => ({ name: `Cats #${i + 1}` })));
		expect(merged.run).toEqual({
			...shard(1, 10).run,
			backend: 'canvas2d, webgpu',
			workers: 8,
			seconds: 6,
			bytes: 300,
			stages: { ...shard(1, 10).run.stages, plan: 3, write: 1.5 },
		});
	});
	test('without the provenance of one there is none', () => {
		const { provenance: _left, ...run } = shard(6, 10).run;
		expect(mergeRuns([shard(1, 5), { ...shard(6, 10), run }]).run).not.toHaveProperty('provenance');
	});
	const refused: [string, Shard[], string, string][] = [
		['nothing', [], 'merge-empty', 'nothing to merge'],
		['another seed', [shard(1, 5), shard(6, 10, { seed: '8' })], 'merge-mismatch', 'seed'],
		['another design', [shard(1, 5), shard(6, 10, { designHash: 'cd'.repeat(32) })], 'merge-mismatch', 'design'],
		['another count', [shard(1, 5), shard(6, 10, { count: 11 })], 'merge-mismatch', 'number of tokens'],
		['another version', [shard(1, 5), shard(6, 10, { engineVersion: '0.2.0' })], 'merge-mismatch', 'version'],
		['an overlap', [shard(1, 6), shard(6, 10)], 'merge-overlap', '“part 1” and “part 6” both hold token 6'],
		['the same twice', [shard(1, 10), shard(1, 10)], 'merge-overlap', 'token 1'],
		['gaps', [shard(2, 4), shard(7, 8)], 'merge-gap', '1, 5-6, 9-10'],
		['too few entries', [{ ...shard(1, 10), metadata: [{}] }], 'merge-metadata', '10 tokens'],
		['entries of another kind', [{ ...shard(1, 10), metadata: Array(10).fill(1) }], 'merge-metadata', '“part 1”'],
	];
	test.each(refused)('%s', (_what, shards, code, message) => {
		expect(() => mergeRuns(shards)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code }) }));
		expect(() => mergeRuns(shards)).toThrow(message);
	});
});
