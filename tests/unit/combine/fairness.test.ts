import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { Random } from '../../../src/engine/combine/random.ts';
import { AliasTable } from '../../../src/engine/combine/alias-table.ts';
import type { Design } from '../../../src/engine/design/design.ts';
import { allTokens, rowsOf, weightOf } from './brute-force.ts';
import { chiSquareZ, inclusionChances } from './chi-square.ts';
import { design, is, layer } from './designs.ts';

/** A fair draw lies beyond this once in 30,000 tests. The seeds are fixed, so a pass stays a pass. */
const FAIR = 4;

/** How often each token of `all` occurs in plans of 100 seeds or more. */
async function tokenCounts(sample: Design, all: number[][], seeds: number): Promise<number[]> {
	const place = new Map(all.map((row, index) => [row.join(), index]));
	const counts = all.map(() => 0);
	for (let seed = 0; seed < seeds; seed++) {
		const plan = await makePlan({ ...sample, seed: `fair ${seed}` });
		for (const row of rowsOf(plan)) counts[place.get(row.join()) ?? NaN]++;
	}
	return counts;
}

/** Worked out from the authors' reference code. */
const REFERENCE = [1895307975, 368674170, 1436238570, 952669455];

const RULES = [
	{ id: 'x', kind: 'excludes' as const, when: is('a', 0), targets: [is('b', 0), is('c', 1)] },
	{ id: 'y', kind: 'requires' as const, match: 'any' as const, when: is('b', 1), targets: [is('a', 1), is('c', 0)] },
];

describe('draws', () => {
	test('follow the weights without bias over 100 seeds', async () => {
		const layers = [layer('a', [0.15, 2, 7.5]), layer('b', [1, 3], 0.25), layer('c', [5, 1])];
		const all = allTokens(design({ layers, count: 1 }));
		const counts = await tokenCounts(
			design({ layers: layers.map((each) => ({ ...each, unique: false })), count: 2000 }),
			all,
			100,
		);
		const weights = all.map((row) => weightOf(design({ layers, count: 1 }), row));
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		expect(
			chiSquareZ(
				counts,
				weights.map((weight) => (weight / total) * 200_000),
			),
		).toBeLessThan(FAIR);
	});

	test('follow the weights under rules without bias', async () => {
		const layers = [layer('a', [1, 2, 7]), layer('b', [1, 3], 0.25), layer('c', [5, 1])];
		const ruled = design({ layers, count: 1, rules: RULES });
		const all = allTokens(ruled);
		const free = layers.map((each) => ({ ...each, unique: false }));
		const counts = await tokenCounts(design({ layers: free, count: 2000, rules: RULES }), all, 100);
		const weights = all.map((row) => weightOf(ruled, row));
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		expect(
			chiSquareZ(
				counts,
				weights.map((weight) => (weight / total) * 200_000),
			),
		).toBeLessThan(FAIR);
	});

	test('near capacity have the exact distribution of drawing without replacement', async () => {
		const layers = [layer('a', [1, 2, 7]), layer('b', [1, 9], 0.1), layer('c', [5, 1])];
		const ruled = design({ layers, count: 1, rules: RULES });
		const all = allTokens(ruled);
		const draws = Math.round(all.length * 0.9);
		const seeds = 1500;
		const counts = await tokenCounts(design({ layers, count: draws, rules: RULES }), all, seeds);
		const chances = inclusionChances(
			all.map((row) => weightOf(ruled, row)),
			draws,
		);
		for (const [token, chance] of chances.entries()) {
			const deviation = Math.sqrt(seeds * chance * (1 - chance));
			expect(Math.abs(counts[token] - seeds * chance)).toBeLessThan(FAIR * deviation + 1e-6);
		}
	});

	test('near capacity under a strict pair keep to the weights of the tuples left', async () => {
		const layers = [layer('a', [1, 4]), layer('b', [1, 2, 6]), layer('c', [1, 3])];
		const pairs = [{ id: 'p', layers: ['a', 'b'], active: true }];
		const plain = design({ layers, count: 1 });
		const all = allTokens(plain);
		const tuples = [...new Set(all.map(([a, b]) => `${a},${b}`))];
		const weights = tuples.map((tuple) =>
			all.filter(([a, b]) => `${a},${b}` === tuple).reduce((sum, row) => sum + weightOf(plain, row), 0),
		);
		const seeds = 1500;
		const counts = await tokenCounts(design({ layers, count: 5, pairs }), all, seeds);
		const byTuple = tuples.map((tuple) =>
			all.reduce((sum, [a, b], at) => sum + (`${a},${b}` === tuple ? counts[at] : 0), 0),
		);
		for (const [at, chance] of inclusionChances(weights, 5).entries()) {
			const deviation = Math.sqrt(seeds * chance * (1 - chance));
			expect(Math.abs(byTuple[at] - seeds * chance)).toBeLessThan(FAIR * deviation + 1e-6);
		}
	});

	test('leave out layers that do not count, and draw those by weight given the rest', async () => {
		const layers = [layer('a', [1, 1]), layer('b', [1, 3], undefined, { unique: false })];
		const counts = await tokenCounts(design({ layers, count: 2 }), allTokens(design({ layers, count: 1 })), 1500);
		expect(counts[0] + counts[1]).toBe(1500);
		expect(chiSquareZ(counts, [375, 1125, 375, 1125])).toBeLessThan(FAIR);
	});
});

describe('the random stream', () => {
	test('is xoshiro128** 1.1 seeded by SHA-256: the values must never change', () => {
		const random = new Random('seed', 'draw');
		expect(Array.from({ length: 4 }, () => random.bits())).toEqual(REFERENCE);
	});

	test('below(n) is uniform, also where n does not divide 2^32', () => {
		const random = new Random('uniform', 'test');
		const counts = [0, 0, 0, 0, 0, 0, 0];
		for (let draw = 0; draw < 70_000; draw++) counts[random.below(7)]++;
		expect(
			chiSquareZ(
				counts,
				counts.map(() => 10_000),
			),
		).toBeLessThan(FAIR);
		const large = new Random('large', 'test');
		let high = 0;
		for (let draw = 0; draw < 20_000; draw++) if (large.below(3 * 2 ** 30) >= 2 ** 31) high++;
		// Plain remainders would give a half instead of a third.
		expect(Math.abs(high - 20_000 / 3)).toBeLessThan(300);
	});

	test('an alias table gives every weight its share', () => {
		const weights = [0.001, 5, 0.3, 12.25, 0.3, 40];
		const table = new AliasTable(weights);
		const random = new Random('alias', 'test');
		const counts = weights.map(() => 0);
		for (let draw = 0; draw < 200_000; draw++) counts[table.draw(random)]++;
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		expect(
			chiSquareZ(
				counts,
				weights.map((weight) => (weight / total) * 200_000),
			),
		).toBeLessThan(FAIR);
	});
});
