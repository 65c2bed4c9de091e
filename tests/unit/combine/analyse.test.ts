import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/engine/combine/analyse.ts';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { uniqueColumns } from '../../../src/engine/combine/ledger.ts';
import { ModelCache } from '../../../src/engine/combine/model-cache.ts';
import type { Design } from '../../../src/engine/design/design.ts';
import { allTokens, obeys, rowsOf, weightOf } from './brute-force.ts';
import { design, is, layer, ones, trait } from './designs.ts';
import { designs } from './random-designs.ts';

function whole(sample: Design): Design {
	return { ...sample, supply: { ...sample.supply, sections: [] } };
}

describe('analyse', () => {
	test('knows the chance of every trait and None, and what can never appear', () => {
		fc.assert(
			fc.property(designs, (drawn) => {
				const sample = whole(drawn);
				const rows = allTokens(sample);
				const total = rows.reduce((sum, row) => sum + weightOf(sample, row), 0);
				const { expected, expectedNone, neverAppear } = analyse(sample);
				for (const [column, { id, traits }] of sample.layers.entries()) {
					const chance = (hits: number[][]) =>
						total > 0 ? hits.reduce((sum, row) => sum + weightOf(sample, row), 0) / total : 0;
					for (const [value, one] of traits.entries()) {
						const hits = rows.filter((row) => row[column] === value);
						expect(expected[one.id]).toBeCloseTo(chance(hits), 9);
						expect(neverAppear.some((never) => never.trait === one.id)).toBe(hits.length === 0);
					}
					const shown = traits.reduce((sum, one) => sum + expected[one.id], 0);
					if (total > 0) expect(expectedNone[id] + shown).toBeCloseTo(1, 9);
				}
			}),
			{ numRuns: 80 },
		);
	});

	test('blames for a missing trait only rules that all are needed', () => {
		fc.assert(
			fc.property(designs, (drawn) => {
				const sample = whole(drawn);
				for (const { trait: id, because } of analyse(sample).neverAppear) {
					const column = sample.layers.findIndex(({ traits }) => traits.some((one) => one.id === id));
					const value = sample.layers[column].traits.findIndex((one) => one.id === id);
					const appears = (rules: string[]) =>
						allTokens({ ...sample, rules: sample.rules.filter((rule) => rules.includes(rule.id)) }).some(
							(row) => row[column] === value,
						);
					expect(appears(because)).toBe(false);
					for (const left of because) expect(appears(because.filter((rule) => rule !== left))).toBe(true);
				}
			}),
			{ numRuns: 80 },
		);
	});

	test('blames one rule that needs what is not there, not also a rule that would do with half of it', () => {
		const sample = design({
			layers: [layer('A', [1, 1]), layer('B', [1, 1], 0.5), layer('C', [1], 0.1)],
			count: 1,
			rules: [
				{
					id: 'missing',
					kind: 'requires',
					when: { kind: 'layer', layer: 'A' },
					targets: [is('C', 0), { kind: 'tag', tag: 'blue', layer: 'B' }],
					match: 'all',
				},
				{ id: 'other', kind: 'excludes', when: is('C', 0), targets: [is('B', 0)] },
			],
		});
		for (const { because } of analyse(sample).neverAppear) expect(because).toEqual(['missing']);
		expect(analyse(sample).neverAppear).toHaveLength(5);
	});

	test('counts the tokens of several sections once', () => {
		fc.assert(
			fc.property(designs, (drawn) => {
				fc.pre(drawn.supply.sections.length > 1);
				const sections = drawn.supply.sections.map((section) => ({ ...section, count: 1 }));
				const sample = { ...drawn, supply: { ...drawn.supply, sections, count: sections.length } };
				const unique = uniqueColumns(sample);
				const columns = unique.length > 0 ? unique : [...sample.layers.keys()];
				const seen = new Set(
					sections.flatMap((section) =>
						allTokens(sample, section).map((row) => columns.map((column) => row[column]).join()),
					),
				);
				const { possible, exact } = analyse(sample);
				if (exact) expect(possible).toBe(BigInt(seen.size));
				else expect(possible).toBeGreaterThanOrEqual(BigInt(seen.size));
			}),
			{ numRuns: 100 },
		);
	});

	test('gives the same figures from its cache as afresh', () => {
		const cache = new ModelCache();
		const sample = design({ layers: [layer('a', [1, 2, 3]), layer('b', [1, 1], 0.2), layer('c', ones(4))], count: 5 });
		for (const weight of [1, 7, 0.25, 0, 3]) {
			sample.layers[0].traits[0].weight = weight;
			expect(analyse(sample, cache)).toEqual(analyse(sample));
		}
		sample.rules.push({ id: 'x', kind: 'excludes', when: is('a', 1), targets: [is('c', 1)] });
		expect(analyse(sample, cache)).toEqual(analyse(sample));
		expect(analyse(sample, cache).possible).toBe(33n);
	});

	test('the largest collection is the pair’s, and a maximum count lowers it', () => {
		const layers = [layer('a', ones(4)), layer('b', ones(3)), layer('c', ones(8))];
		const pairs = [{ id: 'p', layers: ['a', 'b'], active: true }];
		const known = analyse(design({ layers, count: 5, pairs }));
		expect([known.possible, known.largest, known.largestExact]).toEqual([96n, 12n, true]);
		for (const each of layers[0].traits) each.maxCount = 2;
		expect(analyse(design({ layers, count: 5, pairs })).largest).toBe(8);
	});

	test('says before drawing what a plan would be refused for', () => {
		const layers = [layer('a', ones(2)), layer('b', ones(2))];
		const tooMany = analyse(design({ layers, count: 5 }));
		expect(tooMany.problems.map(({ message }) => message)).toEqual([
			'5 different tokens are asked for, but only 4 are possible under the rules and uniqueness.',
		]);
		const odd = design({
			layers,
			count: 1,
			rules: [{ id: 'r', kind: 'excludes', when: is('a', 0), targets: [{ kind: 'tag', tag: 'gone' }] }],
		});
		expect(analyse(odd).problems.map(({ code }) => code)).toEqual(['rule-names-nothing']);
		const empty = design({ layers: [layer('a', [0, 0]), layer('b', ones(2))], count: 1 });
		expect(analyse(empty).problems.map(({ code }) => code)).toEqual(['invalid-design']);
		const counted = design({ layers: [layer('a', [1, 1]), layer('b', ones(2), 0.1)], count: 4 });
		counted.layers[0].traits[0] = trait('crown', 1, { count: 3 });
		counted.layers[1].traits[0] = trait('gold', 1, { maxCount: 1 });
		counted.layers.push(layer('c', ones(9)));
		counted.rules = [
			{
				id: 'r',
				kind: 'allows',
				when: { kind: 'trait', layer: 'a', trait: 'crown' },
				layer: 'b',
				allow: [{ kind: 'trait', layer: 'b', trait: 'gold' }],
			},
		];
		expect(analyse(counted).problems.map(({ message }) => message)).toEqual([
			'These counts cannot be met together under the rule “a: crown” allows in “b” only “b: gold”: “a: crown” exactly 3, “b: gold” at most 1. At least 2 tokens would miss.',
		]);
	});

	test('what the tokens of a large plan show agrees with what was expected', async () => {
		const sample = design({
			layers: [layer('a', [1, 2, 7]), layer('b', [1, 3, 6], 0.25), layer('c', ones(300)), layer('d', ones(300))],
			count: 20_000,
			rules: [{ id: 'x', kind: 'requires', match: 'any', when: is('a', 0), targets: [is('b', 0), is('b', 1)] }],
		});
		const { expected, expectedNone } = analyse(sample);
		const rows = rowsOf(await makePlan(sample));
		const share = (column: number, value: number) => rows.filter((row) => row[column] === value).length / rows.length;
		for (let value = 0; value < 3; value++) {
			expect(Math.abs(share(0, value) - expected[`a${value}`])).toBeLessThan(0.015);
			expect(Math.abs(share(1, value) - expected[`b${value}`])).toBeLessThan(0.015);
		}
		expect(Math.abs(share(1, 0xffff) - expectedNone.b)).toBeLessThan(0.015);
		for (const row of rows) for (const rule of sample.rules) expect(obeys(sample, row, rule)).toBe(true);
	});
});
