/** One number for a device: the geometric mean of its speeds relative to the reference device, which has 100. */
import { bootstrap, geometricMean, median, type Interval } from './statistics.ts';
import type { SuiteResult, SuiteRow } from './suite-result.ts';
import { REFERENCE_DEVICE, type ScoredRow } from './reference-device.ts';
import { COMPOSITE_ROWS, SUB_SCORES, SUITE_VERSION, type SubScore } from './suite.ts';

export interface Score {
	score: Interval;
	parts: Record<SubScore, Interval>;
}

/** Fewer rounds say nothing about spread. */
const LEAST_ROUNDS = 3;

/**
 * @returns undefined for a result that has no score: invalid, of another suite, with parameters of its own, or with scored
 * rows missing.
 */
export function suiteScore(result: Pick<SuiteResult, 'suite' | 'rows' | 'faults' | 'deviations'>): Score | undefined {
	return isComparable(result) ? scoreOfRows(result.rows) : undefined;
}

function isComparable({ suite, faults, deviations }: Parameters<typeof suiteScore>[0]): boolean {
	return suite === SUITE_VERSION && faults.length === 0 && deviations.length === 0;
}

/** The score alone, which is quick; `suiteScore` takes thousands of resamples for the intervals. */
export function scoreValue(result: Parameters<typeof suiteScore>[0]): number | undefined {
	const samples = isComparable(result) ? scoredSamples(result.rows) : undefined;
	return samples && scoreOf(samples, ALL_SCORED, allRounds(samples));
}

/** The score that samples would have; a fault may still forbid to show it. */
export function scoreOfRows(rows: readonly SuiteRow[]): Score | undefined {
	const samples = scoredSamples(rows);
	if (samples === undefined) return undefined;
	const { length: rounds } = allRounds(samples);
	const mean = (scored: readonly ScoredRow[]) => bootstrap(rounds, (chosen) => scoreOf(samples, scored, chosen));
	return {
		score: mean(ALL_SCORED),
		parts: {
			compositing: mean(SUB_SCORES.compositing),
			encoding: mean(SUB_SCORES.encoding),
			pipeline: mean(SUB_SCORES.pipeline),
			writing: mean(SUB_SCORES.writing),
		},
	};
}

const ALL_SCORED = Object.values(SUB_SCORES).flat();

function scoreOf(samples: ScoredSamples, scored: readonly ScoredRow[], chosen: readonly number[]): number {
	const ratios = scored.map((row) => median(chosen.map((round) => samples[row][round])) / REFERENCE_DEVICE[row]);
	return 100 * geometricMean(ratios);
}

/** The row whose compositor is fastest. */
export function fastestCompositing(rows: readonly SuiteRow[]): SuiteRow | undefined {
	return rows
		.filter(({ id }) => COMPOSITE_ROWS.some((known) => known === id))
		.toSorted((a, b) => median(b.samples) - median(a.samples))[0];
}

type ScoredSamples = Record<ScoredRow, readonly number[]>;

/** Rounds in which every scored row was measured, from 0. */
function allRounds(samples: ScoredSamples): number[] {
	return Array.from({ length: Math.min(...Object.values(samples).map(({ length }) => length)) }, (_, round) => round);
}

/** @returns undefined unless all scored rows are there, with enough rounds */
function scoredSamples(rows: readonly SuiteRow[]): ScoredSamples | undefined {
	const samplesOf = (id: string) => rows.find((row) => row.id === id)?.samples;
	const composite = fastestCompositing(rows)?.samples;
	const encode = samplesOf('encode');
	const assemble = samplesOf('assemble');
	const small = samplesOf('pipeline-512');
	const middle = samplesOf('pipeline-1080');
	const written = samplesOf('write-private');
	if (!composite || !encode || !assemble || !small || !middle || !written) return undefined;
	const samples = {
		composite,
		encode,
		assemble,
		'pipeline-512': small,
		'pipeline-1080': middle,
		'write-private': written,
	};
	return allRounds(samples).length < LEAST_ROUNDS ? undefined : samples;
}
