/** The score: what it is of, how sure it is, and when there is none. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/engine/combine/random.ts';
import { bootstrap, geometricMean, median, upperQuartile } from '../../../src/engine/bench/statistics.ts';
import { findFaults } from '../../../src/engine/bench/suite-faults.ts';
import { fastestCompositing, scoreOfRows, suiteScore } from '../../../src/engine/bench/suite-score.ts';
import { SUITE_VERSION } from '../../../src/engine/bench/suite.ts';
import { sampleResult } from './sample-result.ts';

describe('the score', () => {
	test('is 100 for the reference device and grows with its speed', () => {
		expect(suiteScore(sampleResult({ spread: 0 }))?.score).toEqual({
			value: expect.closeTo(100, 1),
			low: expect.closeTo(100, 1),
			high: expect.closeTo(100, 1),
		});
		const fast = suiteScore(sampleResult({ speed: 2.5, spread: 0 }));
		expect(fast?.score.value).toBeCloseTo(250, 1);
		for (const part of Object.values(fast?.parts ?? {})) expect(part.value).toBeCloseTo(250, 1);
	});

	test('is the geometric mean over scored rows: one row four times as fast counts as the fifth root of four', () => {
		const result = sampleResult({ spread: 0 });
		const rows = result.rows.map((row) =>
			row.id === 'encode' ? { ...row, samples: row.samples.map((sample) => sample * 4) } : row,
		);
		expect(scoreOfRows(rows)?.score.value).toBeCloseTo(100 * 4 ** (1 / 5), 1);
		expect(scoreOfRows(rows)?.parts.encoding?.value).toBeCloseTo(200, 1);
	});

	test('takes the fastest backend, so that a slow adapter does not count against a device', () => {
		const { rows } = sampleResult();
		expect(fastestCompositing(rows)?.id).toBe('composite-reference');
		const without = rows.filter(({ id }) => !id.startsWith('composite-webgpu'));
		expect(scoreOfRows(without)).toEqual(scoreOfRows(rows));
	});

	test('has an interval that holds the value and widens with the spread', () => {
		const width = (spread: number) => {
			const score = scoreOfRows(sampleResult({ spread, rounds: 11 }).rows)?.score;
			if (score === undefined) throw new Error('no score');
			expect(score.low).toBeLessThanOrEqual(score.value);
			expect(score.high).toBeGreaterThanOrEqual(score.value);
			return score.high - score.low;
		};
		expect(width(0.1)).toBeGreaterThan(4 * width(0.01));
	});

	test('is the same for the same samples', () => {
		expect(scoreOfRows(sampleResult().rows)).toEqual(scoreOfRows(sampleResult().rows));
	});

	test.each([
		['faults', { faults: [{ code: 'busy' as const, message: 'Others.' }] }],
		['parameters of its own', { deviations: ['3 workers.'] }],
		['another suite', { suite: SUITE_VERSION + 1 }],
		['too few rounds', { rounds: 2 }],
	])('there is none with %s', (_, own) => {
		expect(suiteScore(sampleResult(own))).toBeUndefined();
	});

	test('there is none without a scored row', () => {
		const { rows } = sampleResult();
		for (const id of ['encode', 'assemble', 'pipeline-512', 'pipeline-1080']) {
			expect(scoreOfRows(rows.filter((row) => row.id !== id))).toBeUndefined();
		}
	});

	test('writing stands beside it, from rounds of its own', () => {
		const { rows } = sampleResult({ spread: 0 });
		const slower = rows.map((row) =>
			row.id === 'write-private' ? { ...row, samples: row.samples.slice(2).map((sample) => sample / 2) } : row,
		);
		const whole = scoreOfRows(rows);
		const scored = scoreOfRows(slower);
		expect(scored?.score).toEqual(whole?.score);
		expect(scored?.parts.writing?.value).toBeCloseTo(50, 1);
		const without = scoreOfRows(rows.filter(({ id }) => id !== 'write-private'));
		expect(without?.score).toEqual(whole?.score);
		expect(without?.parts).toEqual({ ...whole?.parts, writing: undefined });
	});
});

describe('faults', () => {
	const codes = (...given: Parameters<typeof findFaults>) => findFaults(...given).map(({ code }) => code);
	const { rows } = sampleResult();

	test('steady rounds on an idle machine have none', () => {
		expect(findFaults(rows, [0, 0.01, 0.04, 0.02, 0.01])).toEqual([]);
	});

	test('a processor that others use, all the time or for a while', () => {
		expect(codes(rows, [0.2, 0.15, 0.3, 0.2, 0.11])).toEqual(['busy']);
		expect(codes(rows, [0, 0.5, 0, 0, 0])).toEqual(['busy']);
	});

	test('rounds that differ too much', () => {
		const disturbed = rows.map((row) => ({
			...row,
			samples: row.samples.map((sample, round) => (round % 2 === 0 ? sample : sample * 0.6)),
		}));
		expect(codes(disturbed, [])).toEqual(['unsteady']);
	});

	test('a processor that becomes slower', () => {
		const slowing = rows.map((row) =>
			row.id === 'encode' ? { ...row, samples: row.samples.map((sample, round) => sample * 0.9 ** round) } : row,
		);
		expect(codes(slowing, [])).toContain('throttled');
		expect(codes(slowing, [0.2, 0.2, 0.2])).not.toContain('throttled');
	});

	test('but not one slow moment at the end', () => {
		const hiccup = rows.map((row) =>
			row.id === 'encode' ? { ...row, samples: [100, 101, 99, 100, 60] } : { ...row, samples: row.samples },
		);
		expect(codes(hiccup, [])).not.toContain('throttled');
	});

	test('rows that are missing', () => {
		expect(codes(rows.slice(0, 5), [])).toEqual(['incomplete']);
	});
});

describe('statistics', () => {
	test('median and geometric mean', () => {
		expect(median([5, 1, 3])).toBe(3);
		expect(median([4, 1, 3, 2])).toBe(2.5);
		expect(upperQuartile([7])).toBe(7);
		expect(upperQuartile([1, 2, 3, 4])).toBe(4);
		expect(upperQuartile([8, 1, 3, 2, 5, 6, 7, 4])).toBe(7);
		expect(geometricMean([1, 4, 16])).toBeCloseTo(4, 12);
	});

	test('the interval of few rounds holds the true value about as often as it says', () => {
		const random = new Random('rounds', 'coverage');
		// Twelve evenly distributed numbers add up to nearly a normal one (variance 1, mean 6).
		const normal = () => Array.from({ length: 12 }, () => random.unit()).reduce((sum, next) => sum + next) - 6;
		for (const rounds of [5, 6, 12]) {
			const held = Array.from({ length: 400 }, () => {
				const values = Array.from({ length: rounds }, normal);
				const mean = (chosen: readonly number[]) => chosen.reduce((sum, i) => sum + values[i], 0) / chosen.length;
				const { low, high } = bootstrap(rounds, mean);
				return low <= 0 && high >= 0;
			}).filter(Boolean).length;
			expect(held / 400, `${rounds} rounds`).toBeGreaterThan(0.92);
			expect(held / 400, `${rounds} rounds`).toBeLessThan(0.98);
		}
	});

	test('the bootstrap interval of a mean comes near the textbook one', () => {
		// 40 values of mean 0 and standard deviation 1: ± 1.96 / √40 = 0.31.
		const values = Array.from({ length: 40 }, (_, i) => Math.SQRT2 * Math.sin((2 * Math.PI * (i + 0.5)) / 40));
		const mean = (chosen: readonly number[]) => chosen.reduce((sum, i) => sum + values[i], 0) / chosen.length;
		const { low, high } = bootstrap(values.length, mean);
		expect(low).toBeCloseTo(-0.31, 1);
		expect(high).toBeCloseTo(0.31, 1);
	});
});
