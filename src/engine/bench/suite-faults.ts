/** Reasons why figures do not stand for the device, as far as the figures themselves show it. */
import { median } from './statistics.ts';
import type { SuiteFault, SuiteRow } from './suite-result.ts';
import { scoreOfRows } from './suite-score.ts';

/** Shares of the processor's time that others took: in the middle round, and in any one. */
const MOST_CONTENTION = 0.1;
const MOST_CONTENTION_ONCE = 0.3;
/** Width of the score's interval in relation to the score. */
const WIDEST_INTERVAL = 0.2;
/** Speed that is lost from the first half of the rounds to the last, for work on the processor alone. */
const MOST_SLOWDOWN = 0.2;

export function findFaults(rows: readonly SuiteRow[], contention: readonly number[]): SuiteFault[] {
	const faults: SuiteFault[] = [];
	if (contention.length > 0) {
		const usual = median(contention);
		const highest = Math.max(...contention);
		if (usual > MOST_CONTENTION || highest > MOST_CONTENTION_ONCE) {
			const share = Math.round((usual > MOST_CONTENTION ? usual : highest) * 100);
			const when = usual > MOST_CONTENTION ? '' : ' for a while';
			faults.push({ code: 'busy', message: `Other programs took ${share} % of the processor${when}.` });
		}
	}
	const loss = slowdown(rows.find(({ id }) => id === 'encode')?.samples ?? []);
	// Where others took their share, that explains it.
	if (loss > MOST_SLOWDOWN && faults.length === 0) {
		const percent = Math.round(loss * 100);
		faults.push({ code: 'throttled', message: `The processor became ${percent} % slower while the suite ran.` });
	}
	const scored = scoreOfRows(rows);
	if (scored === undefined) {
		faults.push({ code: 'incomplete', message: 'Rows that the score needs could not be measured.' });
	} else {
		const { value, low, high } = scored.score;
		if ((high - low) / value > WIDEST_INTERVAL) {
			const range = `${Math.round(low)} to ${Math.round(high)}`;
			faults.push({ code: 'unsteady', message: `The rounds differ too much: the score would lie from ${range}.` });
		}
	}
	return faults;
}

/** @returns share of the speed that is lost for good: 0 unless every late sample is slower than every early one */
function slowdown(samples: readonly number[]): number {
	const half = Math.floor(samples.length / 2);
	if (half < 2) return 0;
	const early = samples.slice(0, half);
	const late = samples.slice(-half);
	return Math.max(...late) < Math.min(...early) ? 1 - median(late) / median(early) : 0;
}
