/** One number for a device: the geometric mean of its speeds relative to the reference device, which has 100. */
import { bootstrap, geometricMean, median, type Interval } from './statistics.ts';
import type { SuiteResult, SuiteRow } from './suite-result.ts';
import { REFERENCE_DEVICE, type ReferenceRow } from './reference-device.ts';
import { COMPOSITE_ROWS, SCORED_ROWS, SUB_SCORE_ROWS, SUB_SCORES, SUITE_VERSION, type SubScore } from './suite.ts';

export interface Score {
	score: Interval;
	/** Those whose rows were measured in enough rounds; all that the score is made of are among them. */
	parts: Partial<Record<SubScore, Interval>>;
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
	const samples = isComparable(result) ? samplesOf(result.rows, SCORED_ROWS) : undefined;
	return samples && figureOf(samples, allRounds(samples));
}

/** The score that samples would have; a fault may still forbid to show it. */
export function scoreOfRows(rows: readonly SuiteRow[]): Score | undefined {
	const score = intervalOf(rows, SCORED_ROWS);
	if (score === undefined) return undefined;
	const parts: Score['parts'] = {};
	for (const part of SUB_SCORES) {
		const interval = intervalOf(rows, SUB_SCORE_ROWS[part]);
		if (interval !== undefined) parts[part] = interval;
	}
	return { score, parts };
}

function intervalOf(rows: readonly SuiteRow[], wanted: readonly ReferenceRow[]): Interval | undefined {
	const samples = samplesOf(rows, wanted);
	return samples && bootstrap(allRounds(samples).length, (chosen) => figureOf(samples, chosen));
}

function figureOf(rows: readonly RowSamples[], chosen: readonly number[]): number {
	const ratios = rows.map(({ row, samples }) => median(chosen.map((round) => samples[round])) / REFERENCE_DEVICE[row]);
	return 100 * geometricMean(ratios);
}

/** The row whose compositor is fastest. */
export function fastestCompositing(rows: readonly SuiteRow[]): SuiteRow | undefined {
	return rows
		.filter(({ id }) => COMPOSITE_ROWS.some((known) => known === id))
		.toSorted((a, b) => median(b.samples) - median(a.samples))[0];
}

interface RowSamples {
	row: ReferenceRow;
	samples: readonly number[];
}

/** Rounds in which every row was measured, from 0. */
function allRounds(rows: readonly RowSamples[]): number[] {
	return Array.from({ length: Math.min(...rows.map(({ samples }) => samples.length)) }, (_, round) => round);
}

/** @returns undefined unless all rows are there, with enough rounds */
function samplesOf(rows: readonly SuiteRow[], wanted: readonly ReferenceRow[]): RowSamples[] | undefined {
	const found: RowSamples[] = [];
	for (const row of wanted) {
		const samples = (row === 'composite' ? fastestCompositing(rows) : rows.find(({ id }) => id === row))?.samples;
		if (samples === undefined || samples.length < LEAST_ROUNDS) return undefined;
		found.push({ row, samples });
	}
	return found;
}
