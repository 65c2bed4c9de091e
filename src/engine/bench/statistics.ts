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
 * A figure and its 95 % interval by the percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 13.3).
 * Whole rounds are drawn, since what disturbs a machine disturbs all rows of a round.
 * @param rounds how many there were, at least one
 * @param figure of the rounds chosen, which may name a round several times
 */
export function bootstrap(rounds: number, figure: (chosen: readonly number[]) => number): Interval {
	const random = new Random('rounds', 'bootstrap');
	const figures = Array.from({ length: RESAMPLES }, () =>
		figure(Array.from({ length: rounds }, () => random.below(rounds))),
	).sort((a, b) => a - b);
	return {
		value: figure(Array.from({ length: rounds }, (_, round) => round)),
		low: figures[Math.floor(RESAMPLES * 0.025)],
		high: figures[Math.ceil(RESAMPLES * 0.975) - 1],
	};
}
