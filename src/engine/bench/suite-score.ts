/** One number for a device: the geometric mean of its speeds relative to the reference device, which has 100. */
import { bootstrap, geometricMean, median, type Interval } from './statistics.ts';
import type { SuiteResult, SuiteRow } from './suite-result.ts';
import { COMPOSITE_ROWS, REFERENCE_DEVICE, SUB_SCORES, SUITE_VERSION, type ScoredRow, type SubScore } from './suite.ts';

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
	if (result.suite !== SUITE_VERSION || result.faults.length > 0 || result.deviations.length > 0) return undefined;
	return scoreOfRows(result.rows);
}

/** The score that samples would have; a fault may still forbid to show it. */
export function scoreOfRows(rows: readonly SuiteRow[]): Score | undefined {
	const samples = scoredSamples(rows);
	if (samples === undefined) return undefined;
	const rounds = Math.min(...Object.values(samples).map(({ length }) => length));
	if (rounds < LEAST_ROUNDS) return undefined;
	const mean = (scored: readonly ScoredRow[]) =>
		bootstrap(rounds, (chosen) => {
			const ratios = scored.map((row) => median(chosen.map((round) => samples[row][round])) / REFERENCE_DEVICE[row]);
			return 100 * geometricMean(ratios);
		});
	return {
		score: mean(Object.values(SUB_SCORES).flat()),
		parts: {
			compositing: mean(SUB_SCORES.compositing),
			encoding: mean(SUB_SCORES.encoding),
			pipeline: mean(SUB_SCORES.pipeline),
			writing: mean(SUB_SCORES.writing),
		},
	};
}

/** The row whose compositor is fastest. */
export function fastestCompositing(rows: readonly SuiteRow[]): SuiteRow | undefined {
	return rows
		.filter(({ id }) => COMPOSITE_ROWS.some((known) => known === id))
		.toSorted((a, b) => median(b.samples) - median(a.samples))[0];
}

function scoredSamples(rows: readonly SuiteRow[]): Record<ScoredRow, readonly number[]> | undefined {
	const samplesOf = (id: string) => rows.find((row) => row.id === id)?.samples;
	const composite = fastestCompositing(rows)?.samples;
	const encode = samplesOf('encode');
	const assemble = samplesOf('assemble');
	const small = samplesOf('pipeline-512');
	const middle = samplesOf('pipeline-1080');
	const written = samplesOf('write-private');
	if (!composite || !encode || !assemble || !small || !middle || !written) return undefined;
	return { composite, encode, assemble, 'pipeline-512': small, 'pipeline-1080': middle, 'write-private': written };
}
