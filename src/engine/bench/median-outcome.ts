/** What was foretold of equal runs, beside what came true. */
import { forecastOutcome } from '../forecast/outcome.ts';
import type { ForecastOutcome } from '../forecast/outcome.ts';
import type { RunSnapshot } from '../run/run.ts';
import { median } from './statistics.ts';

/** @param runs the last snapshots of finished runs, one at least. Seconds are medians; the rest is that of the last run. */
export function medianOutcome(runs: readonly RunSnapshot[]): ForecastOutcome {
	const outcomes = runs.map(forecastOutcome).filter((outcome) => outcome !== undefined);
	const last = outcomes.at(-1);
	if (last === undefined) throw new Error('no run was foretold');
	const seconds = outcomes.map((outcome) => outcome.seconds).filter((value) => value !== undefined);
	return {
		...last,
		...(seconds.length === 0 ? {} : { seconds: median(seconds) }),
		secondsActual: median(outcomes.map(({ secondsActual }) => secondsActual)),
	};
}
