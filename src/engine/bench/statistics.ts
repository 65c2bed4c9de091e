/** What the benchmark says about its samples. Deterministic: the same samples always give the same interval. */
import { Random } from '../combine/random.ts';

const RESAMPLES = 2000;

export interface Interval {
	value: number;
	/** Bounds of the 95 % interval. */
	low: number;
	high: number;
}

/** @param samples at least one */
export function median(samples: readonly number[]): number {
	const sorted = [...samples].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that a quarter of the samples reach or exceed. @param samples at least one */
export function upperQuartile(samples: readonly number[]): number {
	const sorted = [...samples].sort((a, b) => b - a);
	return sorted[Math.ceil(sorted.length / 4) - 1];
}

export function geometricMean(values: readonly number[]): number {
	return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/**
 * A figure and its 95 % interval by the percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 13.3),
 * its percentiles moved outwards for few rounds (`tailOf`). Whole rounds are drawn, since what disturbs a machine disturbs
 * all rows of a round.
 * @param rounds how many there were, at least one
 * @param figure of the rounds chosen, which may name a round several times
 */
export function bootstrap(rounds: number, figure: (chosen: readonly number[]) => number): Interval {
	const random = new Random('rounds', 'bootstrap');
	const figures = Array.from({ length: RESAMPLES }, () =>
		figure(Array.from({ length: rounds }, () => random.below(rounds))),
	).sort((a, b) => a - b);
	const beyond = Math.floor(RESAMPLES * tailOf(rounds));
	return {
		value: figure(Array.from({ length: rounds }, (_, round) => round)),
		low: figures[beyond],
		high: figures[RESAMPLES - 1 - beyond],
	};
}

/** The normal distribution has 2.5 % above it. */
const Z = 1.959964;

/**
 * What a 95 % interval leaves out on either side: Φ(−√(n / (n − 1)) × t), t being Student's with n − 1 degrees of freedom.
 * With the normal 2.5 % the interval of six rounds would be a third too narrow (Hesterberg, What Teachers Should Know About
 * the Bootstrap, 2015, 4.2.1: the expanded percentile interval).
 */
function tailOf(rounds: number): number {
	return rounds < 2 ? 0 : normalTail(Math.sqrt(rounds / (rounds - 1)) * studentOf(rounds - 1));
}

/** Student's t with 2.5 % above it (Abramowitz and Stegun, 26.7.5). */
function studentOf(degrees: number): number {
	const z = (power: number) => Z ** power;
	return (
		Z +
		(z(3) + Z) / (4 * degrees) +
		(5 * z(5) + 16 * z(3) + 3 * Z) / (96 * degrees ** 2) +
		(3 * z(7) + 19 * z(5) + 17 * z(3) - 15 * Z) / (384 * degrees ** 3) +
		(79 * z(9) + 776 * z(7) + 1482 * z(5) - 1920 * z(3) - 945 * Z) / (92_160 * degrees ** 4)
	);
}

/** Share of the normal distribution above `x` ≥ 0 (Abramowitz and Stegun, 26.2.17: exact to 7.5e-8). */
function normalTail(x: number): number {
	const t = 1 / (1 + 0.2316419 * x);
	const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
	const sum = series.reduceRight((rest, factor) => (rest + factor) * t, 0);
	return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
