import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacityOf } from '../../../src/engine/combine/capacity.ts';
import { activePairs, uniqueColumns } from '../../../src/engine/combine/ledger.ts';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { NONE } from '../../../src/engine/combine/plan.ts';
import { SectionModel } from '../../../src/engine/combine/section-model.ts';
import { sectionSpace } from '../../../src/engine/combine/section-space.ts';
import type { Design } from '../../../src/engine/design/design.ts';
import { TesseraError } from '../../../src/engine/errors.ts';
import { allTokens, obeys, rowsOf } from './brute-force.ts';
import { design, is, layer, ones } from './designs.ts';
import { designs } from './random-designs.ts';

function capacity(sample: Design, section = 0) {
	const unique = uniqueColumns(sample);
	const model = new SectionModel(sectionSpace(sample, section), unique);
	return model.empty ? { largest: 0n, exact: true } : capacityOf(model, unique, activePairs(sample));
}

function expectNoRepeat(rows: number[][], columns: number[], counts: (tuple: number[]) => boolean) {
	const tuples = rows.map((row) => columns.map((column) => row[column])).filter(counts);
	expect(new Set(tuples.map((tuple) => tuple.join())).size).toBe(tuples.length);
}

function expectLawful(sample: Design, plan: Awaited<ReturnType<typeof makePlan>>) {
	const rows = rowsOf(plan);
	for (const [index, row] of rows.entries()) {
		const section = sample.supply.sections[plan.section[index]];
		for (const rule of sample.rules) expect(obeys(sample, row, rule, section)).toBe(true);
	}
	const unique = uniqueColumns(sample);
	if (unique.length > 0) expectNoRepeat(rows, unique, () => true);
	for (const pair of activePairs(sample)) expectNoRepeat(rows, pair, (tuple) => !tuple.includes(NONE));
}

function make(seed: string) {
	return makePlan(design({ layers: [layer('a', ones(9)), layer('b', ones(9), 0.2)], count: 50, seed }));
}

async function refusal(sample: Design): Promise<TesseraError> {
	const thrown: unknown = await makePlan(sample).catch((error: unknown) => error);
	if (!(thrown instanceof TesseraError)) throw new Error(`not refused: ${String(thrown)}`);
	return thrown;
}

describe('makePlan', () => {
	test('breaks no rule, no uniqueness and no strict pair, up to the very last token', async () => {
		await fc.assert(
			fc.asyncProperty(designs, fc.double({ min: 0, max: 1, noNaN: true }), async (drawn, fill) => {
				const whole = { ...drawn, supply: { ...drawn.supply, sections: [] } };
				const { largest, exact } = capacity(whole);
				const most = typeof largest === 'number' ? 30 : Math.min(Number(largest), 200);
				fc.pre(most > 0);
				const count = exact ? (fill > 0.5 ? most : Math.ceil(most * fill)) : Math.ceil((most * fill) / 2);
				fc.pre(count > 0);
				const sample = { ...whole, supply: { ...whole.supply, count } };
				expectLawful(sample, await makePlan(sample));
			}),
			// A fixed seed: two interlocking pairs at capacity are found by a bounded search.
			{ numRuns: 120, seed: 1 },
		);
	});

	test('keeps sections apart in layers, together in uniqueness', async () => {
		await fc.assert(
			fc.asyncProperty(designs, async (drawn) => {
				fc.pre(drawn.supply.sections.length > 0);
				const counts = drawn.supply.sections.map((_, index) => {
					const { largest } = capacity(drawn, index);
					return Math.min(5, Math.floor(Number(largest) / 4));
				});
				fc.pre(counts.every((count) => count > 0));
				const sections = drawn.supply.sections.map((section, index) => ({ ...section, count: counts[index] }));
				const count = counts.reduce((sum, each) => sum + each, 0);
				const sample = { ...drawn, supply: { ...drawn.supply, sections, count } };
				const plan = await makePlan(sample);
				expectLawful(sample, plan);
				for (const [index, row] of rowsOf(plan).entries()) {
					const shown = sections[plan.section[index]].layers ?? [];
					for (const [column, value] of row.entries()) {
						if (!shown.includes(sample.layers[column].id)) expect(value).toBe(NONE);
					}
				}
				for (const [index, each] of counts.entries()) {
					expect(plan.section.filter((section) => section === index).length).toBe(each);
				}
			}),
			{ numRuns: 60 },
		);
	});

	test('the largest collection is never put too low: it equals what brute force finds', () => {
		fc.assert(
			fc.property(designs, (drawn) => {
				const sample = {
					...drawn,
					strictPairs: drawn.strictPairs.slice(0, 1),
					supply: { ...drawn.supply, sections: [] },
				};
				const unique = uniqueColumns(sample);
				const pair = activePairs(sample)[0];
				fc.pre(pair !== undefined && unique.length > 0 && pair.every((column) => unique.includes(column)));
				const tuples = new Set<string>();
				const loose = new Set<string>();
				for (const row of allTokens(sample)) {
					const tuple = pair.map((column) => row[column]);
					if (tuple.includes(NONE)) loose.add(unique.map((column) => row[column]).join());
					else tuples.add(tuple.join());
				}
				expect(Number(capacity(sample).largest)).toBe(tuples.size + loose.size);
			}),
			{ numRuns: 80 },
		);
	});

	test('is the same for the same seed and another for another', async () => {
		expect((await make('one')).dna).toEqual((await make('one')).dna);
		expect((await make('one')).dna).not.toEqual((await make('two')).dna);
	});

	test('draws 9,984 of 9,984 tokens and refuses the 9,985th with the number', async () => {
		const layers = [
			layer('a', [1, 2, 3, 4, 5, 6, 7, 80]),
			layer('b', ones(12)),
			layer('c', ones(8)),
			layer('d', ones(13)),
		];
		const all = await makePlan(design({ layers, count: 9984 }));
		expect(new Set(rowsOf(all).map((row) => row.join())).size).toBe(9984);
		const error = await refusal(design({ layers, count: 9985 }));
		expect(error.problem.code).toBe('impossible');
		expect(error.problem.message).toContain('9,984');
	});

	test('fills a strict pair of 4 × 3 with 12 of 12, and names the pair when refusing 13', async () => {
		const layers = [layer('a', ones(4)), layer('b', [1, 5, 9]), layer('c', ones(8))];
		const pairs = [{ id: 'p', layers: ['a', 'b'], active: true }];
		expectLawful(design({ layers, pairs, count: 12 }), await makePlan(design({ layers, pairs, count: 12 })));
		const { problem } = await refusal(design({ layers, pairs, count: 13 }));
		expect(problem.message).toBe(
			'13 different tokens are asked for, but only 12 are possible because of strict pair “a × b”; without, 96.',
		);
	});

	test('fills a 6 × 6 pair beside six layers of eight in under a second', async () => {
		const layers = [layer('a', ones(6)), layer('b', ones(6)), ...[...'cdefgh'].map((id) => layer(id, ones(8)))];
		const sample = design({ layers, count: 36, pairs: [{ id: 'p', layers: ['a', 'b'], active: true }] });
		const started = performance.now();
		expectLawful(sample, await makePlan(sample));
		expect(performance.now() - started).toBeLessThan(1000);
	});

	test('fills two strict pairs that share a layer, and three that make a Latin square', async () => {
		const layers = ['a', 'b', 'c'].map((id) => layer(id, ones(5)));
		const two = [
			['a', 'b'],
			['b', 'c'],
		].map((ids) => ({ id: ids.join(), layers: ids, active: true }));
		const three = [...two, { id: 'a,c', layers: ['a', 'c'], active: true }];
		for (const pairs of [two, three]) {
			const sample = design({ layers, count: 25, pairs });
			expectLawful(sample, await makePlan(sample));
			expect((await refusal(design({ layers, count: 26, pairs }))).problem.message).toContain('25');
		}
	});

	test('knows when two strict pairs allow fewer tokens together than either alone', async () => {
		const layers = [layer('a', ones(2)), layer('b', ones(2)), layer('c', ones(2)), layer('d', ones(3))];
		const pairs = [
			['a', 'b'],
			['c', 'd'],
		].map((ids) => ({ id: ids.join(), layers: ids, active: true }));
		const rules = [
			{
				id: 'x',
				kind: 'requires' as const,
				match: 'all' as const,
				when: is('a', 0),
				targets: [is('c', 0), is('d', 0)],
			},
		];
		const sample = design({ layers, count: 3, pairs, rules });
		expect(capacity(sample)).toMatchObject({ largest: 3n, exact: true });
		expectLawful(sample, await makePlan(sample));
		expect((await refusal({ ...sample, supply: { ...sample.supply, count: 4 } })).problem.message).toContain(
			'only 3 are possible because of strict pair “a × b” and strict pair “c × d”; without, 14.',
		);
	});

	test('a strict pair that is switched off forbids nothing', async () => {
		const layers = [layer('a', ones(2)), layer('b', ones(2)), layer('c', ones(9))];
		const pairs = [{ id: 'p', layers: ['a', 'b'], active: false }];
		expect((await makePlan(design({ layers, count: 36, pairs }))).count).toBe(36);
	});

	test('names the rules that leave nothing, and only those', async () => {
		const layers = [layer('a', ones(1)), layer('b', ones(2)), layer('c', ones(3))];
		const { problem } = await refusal(
			design({
				layers,
				count: 1,
				rules: [
					{ id: 'x', kind: 'requires', match: 'any', when: is('a', 0), targets: [is('b', 1)] },
					{ id: 'y', kind: 'excludes', when: is('c', 0), targets: [is('b', 0)] },
					{ id: 'z', kind: 'excludes', when: { kind: 'layer', layer: 'a' }, targets: [is('b', 1)] },
				],
			}),
		);
		expect(problem.message).toBe(
			'No token can obey these rules together: “a: a0” requires “b: b1”; any “a” excludes “b: b1”.',
		);
	});

	test('ends at once when cancelled, with the reason', async () => {
		const reason = new Error('enough');
		const layers = ['a', 'b', 'c', 'd'].map((id) => layer(id, ones(30)));
		const controller = new AbortController();
		const plan = makePlan(design({ layers, count: 300_000 }), {
			signal: controller.signal,
			onProgress: () => controller.abort(reason),
		});
		await expect(plan).rejects.toBe(reason);
	});
});
