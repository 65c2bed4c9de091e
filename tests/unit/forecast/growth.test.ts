import { assert, array, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthAt, growthMarks } from '../../../src/engine/forecast/growth.ts';
import type { GrowthPoint } from '../../../src/engine/forecast/growth.ts';

/** Distinct values among more and more draws, as a run counts them. */
function counted(draws: readonly number[]): GrowthPoint[] {
	return growthMarks(draws.length).map((tokens) => ({ tokens, distinct: new Set(draws.slice(0, tokens)).size }));
}

/** The same draws each time. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Value v is about twice as common as value 2v. */
function uneven(count: number, values: number): number[] {
	const unit = random(12345);
	return Array.from({ length: count }, () => Math.floor(values ** unit()));
}

function even(count: number, values: number): number[] {
	const unit = random(54321);
	return Array.from({ length: count }, () => Math.floor(values * unit()));
}

const draws = array(integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 400 });

describe('the growth of what is distinct', () => {
	it('is counted at every halving', () => {
		expect(growthMarks(13)).toEqual([1, 3, 6, 13]);
		expect(growthMarks(0)).toEqual([]);
	});

	it('is exact where all was counted', () => {
		assert(
			property(draws, (all) => {
				const points = counted(all);
				for (const { tokens, distinct } of points) expect(growthAt(points, tokens)).toBeCloseTo(distinct, 6);
			}),
		);
	});

	it('never falls, and grows at most in proportion', () => {
		assert(
			property(draws, integer({ min: 1, max: 5000 }), integer({ min: 1, max: 5000 }), (all, a, b) => {
				const points = counted(all);
				const [few, many] = [Math.min(a, b), Math.max(a, b)];
				const low = growthAt(points, few);
				const high = growthAt(points, many);
				expect(high).toBeGreaterThanOrEqual(low - 1e-9);
				if (few >= all.length) expect(high).toBeLessThanOrEqual(low * (many / few) + 1e-9);
			}),
		);
	});

	it('ends where everything was found', () => {
		const all = Array.from({ length: 640 }, (_, i) => i % 20);
		expect(growthAt(counted(all), 1e6)).toBe(20);
	});

	it('goes on for what is always new', () => {
		const all = Array.from({ length: 64 }, (_, i) => i);
		expect(growthAt(counted(all), 6400)).toBeCloseTo(6400, 6);
	});

	it.each([
		['uneven', 500, 4_000],
		['uneven', 2_000, 16_000],
		['uneven', 14_000, 100_000],
		['even', 500, 4_000],
		['even', 2_000, 16_000],
	] as const)('of %s draws, from %d to %d, is met within a fifth', (kind, sample, whole) => {
		const all = kind === 'even' ? even(whole, 20_000) : uneven(whole, 50_000);
		const found = growthAt(counted(all.slice(0, sample)), whole);
		expect(Math.abs(found / new Set(all).size - 1)).toBeLessThan(0.2);
	});

	it('of nothing is nothing', () => {
		expect(growthAt([], 10)).toBe(0);
		expect(growthAt([{ tokens: 10, distinct: 4 }], 0)).toBe(0);
	});
});
