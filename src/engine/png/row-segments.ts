import { MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import { RUN_COLOURS, RUN_COUNTS, RUN_ENDS } from './tile-scanlines.ts';

// The row in work (see `tile-scanlines.ts`), cut where a run of it, or of the row above, begins: inside a segment nothing changes,
// so that only the segments' starts (and the second pixels of runs) are places where another kind of step may begin.

/** First column of each segment; one more entry for the row's end. */
export const SEGMENT_STARTS = new Uint8Array(MAX_TILE_WIDTH + 1);
/** The run, counted within the row, that each segment is part of. */
export const SEGMENT_RUNS = new Uint8Array(MAX_TILE_WIDTH);
/** Where the stretch that equals the row above ends, for segments in one; else 0. */
export const EQUAL_ENDS = new Uint8Array(MAX_TILE_WIDTH);
/** By column, valid for the last pixels of runs: `EQUAL_ENDS` of its segment. */
export const EQUAL_ENDS_AT = new Uint8Array(MAX_TILE_WIDTH);

/**
 * Cuts row `y`.
 * @param compare whether matches can reach the row above
 * @returns number of segments
 */
export function findSegments(width: number, y: number, compare: boolean): number {
	return compare && y > 0 ? cut(width, y) : takeRuns(y);
}

function takeRuns(y: number): number {
	const row = y * MAX_TILE_WIDTH;
	const count = RUN_COUNTS[y];
	for (let run = 0; run < count; run++) {
		SEGMENT_RUNS[run] = run;
		EQUAL_ENDS[run] = 0;
		SEGMENT_STARTS[run + 1] = RUN_ENDS[row + run];
		EQUAL_ENDS_AT[RUN_ENDS[row + run] - 1] = 0;
	}
	SEGMENT_STARTS[0] = 0;
	return count;
}

function cut(width: number, y: number): number {
	const row = y * MAX_TILE_WIDTH;
	let run = row;
	let above = row - MAX_TILE_WIDTH;
	let count = 0;
	// A run's part that differs from the row above is one segment, whatever is above it.
	let differing = -1;
	for (let x = 0; x < width;) {
		const isEqual = RUN_COLOURS[run] === RUN_COLOURS[above];
		if (isEqual || run !== differing) {
			SEGMENT_STARTS[count] = x;
			SEGMENT_RUNS[count] = run - row;
			EQUAL_ENDS[count++] = isEqual ? 1 : 0;
		}
		differing = isEqual ? -1 : run;
		const end = RUN_ENDS[run];
		const endAbove = RUN_ENDS[above];
		x = end < endAbove ? end : endAbove;
		if (end === x) run++;
		if (endAbove === x) above++;
	}
	SEGMENT_STARTS[count] = width;
	let equalEnd = 0;
	for (let s = count - 1; s >= 0; s--) {
		const end = SEGMENT_STARTS[s + 1];
		equalEnd = EQUAL_ENDS[s] === 0 ? 0 : equalEnd === 0 ? end : equalEnd;
		EQUAL_ENDS[s] = equalEnd;
		if (end === RUN_ENDS[row + SEGMENT_RUNS[s]]) EQUAL_ENDS_AT[end - 1] = equalEnd;
	}
	return count;
}
