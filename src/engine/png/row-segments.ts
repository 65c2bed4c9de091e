import { TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/**
 * A row cut where a run of it, or of the row above, begins: inside a segment nothing changes, so that only the segments'
 * starts (and the second pixels of runs) are places where another kind of step may begin. Reused from row to row.
 */
export class RowSegments {
	count = 0;
	/** First column of each segment; one more entry for the row's end. */
	readonly starts = new Uint8Array(TILE_WIDTH + 1);
	/** The run, counted within the row, that each segment is part of. */
	readonly runs = new Uint8Array(TILE_WIDTH);
	/** Where the stretch that equals the row above ends, for segments in one; else 0. */
	readonly equalEnds = new Uint8Array(TILE_WIDTH);
	/** By column, valid for the last pixels of runs: `equalEnds` of its segment. */
	readonly equalEndsAt = new Uint8Array(TILE_WIDTH);

	/** @param compare whether matches can reach the row above */
	find(tile: TileScanlines, y: number, compare: boolean): void {
		if (compare && y > 0) this.#cut(tile, y);
		else this.#takeRuns(tile, y);
	}

	#takeRuns({ runEnds, runCounts }: TileScanlines, y: number): void {
		const { starts, runs, equalEnds, equalEndsAt } = this;
		const row = y * TILE_WIDTH;
		const count = runCounts[y];
		for (let run = 0; run < count; run++) {
			runs[run] = run;
			equalEnds[run] = 0;
			starts[run + 1] = runEnds[row + run];
			equalEndsAt[runEnds[row + run] - 1] = 0;
		}
		starts[0] = 0;
		this.count = count;
	}

	#cut({ runEnds, runColours, width }: TileScanlines, y: number): void {
		const { starts, runs, equalEnds, equalEndsAt } = this;
		const row = y * TILE_WIDTH;
		let run = row;
		let above = row - TILE_WIDTH;
		let count = 0;
		// A run's part that differs from the row above is one segment, whatever is above it.
		let differing = -1;
		for (let x = 0; x < width;) {
			const isEqual = runColours[run] === runColours[above];
			if (isEqual || run !== differing) {
				starts[count] = x;
				runs[count] = run - row;
				equalEnds[count++] = isEqual ? 1 : 0;
			}
			differing = isEqual ? -1 : run;
			const end = runEnds[run];
			const endAbove = runEnds[above];
			x = end < endAbove ? end : endAbove;
			if (end === x) run++;
			if (endAbove === x) above++;
		}
		starts[count] = width;
		this.count = count;
		let equalEnd = 0;
		for (let s = count - 1; s >= 0; s--) {
			const end = starts[s + 1];
			equalEnd = equalEnds[s] === 0 ? 0 : equalEnd === 0 ? end : equalEnd;
			equalEnds[s] = equalEnd;
			if (end === runEnds[row + runs[s]]) equalEndsAt[end - 1] = equalEnd;
		}
	}
}
