/** What was foretold of equal runs, beside what came true. */
import { forecastOutcome } from '../forecast/outcome.ts';
import type { ForecastOutcome } from '../forecast/outcome.ts';
import type { RunSnapshot } from '../run/run.ts';

/**
 * @param runs the last snapshots of finished runs, one at least
 * @returns that of the run which is in the middle by how right its seconds were: both figures of one moment
 */
export function medianOutcome(runs: readonly RunSnapshot[]): ForecastOutcome {
	const outcomes = runs.map(forecastOutcome).filter((outcome) => outcome !== undefined);
	const middle = outcomes.sort((a, b) => right(a) - right(b))[outcomes.length >> 1];
	if (middle === undefined) throw new Error('no run was foretold');
	return middle;
}

function right({ seconds = 0, secondsActual }: ForecastOutcome): number {
	return seconds / secondsActual;
}
