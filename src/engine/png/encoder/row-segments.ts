/**
 * The row in work, cut where a run of it, or of the row above, begins: inside a segment nothing changes, so that only the
 * segments' starts (and the second pixels of runs) are places where another kind of step may begin.
 */
import { EQUAL_ENDS, EQUAL_ENDS_AT, MAX_TILE_WIDTH, SEGMENT_RUNS, SEGMENT_STARTS } from './memory.ts';
import { canReachAbove, runColour, runCount, runEnd, width } from './scanlines.ts';

/** First column of segment `s`; that of the segment after the last is the row's end. */
export function segmentStart(s: i32): i32 {
	return load<u8>(s, SEGMENT_STARTS);
}

/** The run, counted within the row, that it is part of. */
export function segmentRun(s: i32): i32 {
	return load<u8>(s, SEGMENT_RUNS);
}

/** Where the stretch that equals the row above ends, for segments in one; else 0. */
export function equalEnd(s: i32): i32 {
	return load<u8>(s, EQUAL_ENDS);
}

/** The same by column, valid for the last pixels of runs. */
export function equalEndAt(x: i32): i32 {
	return load<u8>(x, EQUAL_ENDS_AT);
}

/** Cuts row `y`. @returns number of segments */
export function findSegments(y: i32): i32 {
	return canReachAbove && y > 0 ? cut(y) : takeRuns(y);
}

function takeRuns(y: i32): i32 {
	const row = y * MAX_TILE_WIDTH;
	const count = runCount(y);
	store<u8>(0, 0, SEGMENT_STARTS);
	for (let run = 0; run < count; run++) {
		const end = runEnd(row + run);
		store<u8>(run, run, SEGMENT_RUNS);
		store<u8>(run, 0, EQUAL_ENDS);
		store<u8>(run + 1, end, SEGMENT_STARTS);
		store<u8>(end - 1, 0, EQUAL_ENDS_AT);
	}
	return count;
}

function cut(y: i32): i32 {
	const row = y * MAX_TILE_WIDTH;
	let run = row;
	let above = row - MAX_TILE_WIDTH;
	let count = 0;
	// A run's part that differs from the row above is one segment, whatever is above it.
	let differing = -1;
	for (let x = 0; x < width;) {
		const isEqual = runColour(run) === runColour(above);
		if (isEqual || run !== differing) {
			store<u8>(count, x, SEGMENT_STARTS);
			store<u8>(count, run - row, SEGMENT_RUNS);
			store<u8>(count, isEqual ? 1 : 0, EQUAL_ENDS);
			count++;
		}
		differing = isEqual ? -1 : run;
		const end = runEnd(run);
		const endAbove = runEnd(above);
		x = min(end, endAbove);
		if (end === x) run++;
		if (endAbove === x) above++;
	}
	store<u8>(count, width, SEGMENT_STARTS);
	let equal = 0;
	for (let s = count - 1; s >= 0; s--) {
		const end = segmentStart(s + 1);
		equal = equalEnd(s) === 0 ? 0 : equal === 0 ? end : equal;
		store<u8>(s, equal, EQUAL_ENDS);
		if (end === runEnd(row + segmentRun(s))) store<u8>(end - 1, equal, EQUAL_ENDS_AT);
	}
	return count;
}
