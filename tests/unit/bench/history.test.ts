import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createBenchmarkStore } from '../../../src/engine/store/benchmarks.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { sampleResult } from './sample-result.ts';

const at = (second: number) => new Date(1.7e12 + second * 1000).toISOString();

test('results are kept, newest first, the oldest dropped beyond a hundred, beside the rest of the storage', async () => {
	const { projects } = await openStore();
	expect(await projects.list()).toMatchObject({ projects: [] });
	const store = createBenchmarkStore();
	for (let i = 0; i < 101; i++) await store.add(sampleResult({ taken: at(i) }));
	const { results, problems } = await store.list();
	expect(problems).toEqual([]);
	expect(results).toHaveLength(100);
	expect(results[0]).toEqual(sampleResult({ taken: at(100) }));
	expect(results.at(-1)?.taken).toBe(at(1));
	await store.delete(at(100));
	expect((await store.list()).results[0].taken).toBe(at(99));
});

test('a damaged result is named and hides no other', async () => {
	const store = createBenchmarkStore();
	await store.add({ ...sampleResult({ taken: at(500) }), score: { value: 1, low: 1, high: 1 } });
	const { results, problems } = await store.list();
	expect(results[0].taken).toBe(at(99));
	expect(problems.map(({ code }) => code)).toEqual(['benchmark-unreadable']);
});
