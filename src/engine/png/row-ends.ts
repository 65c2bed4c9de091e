import { TILE_WIDTH } from '../tiles/tile-shape.ts';
import { MIN_MATCH } from './deflate-alphabet.ts';
import { BYTE_RUN, NO_STRETCH, PIXEL_RUN, ROW_ABOVE } from './encoded-tile.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/** Shorter stretches stay in the row's string: joining them would save less than the match that it takes apart. */
const MIN_ABOVE_PIXELS = 24;

/** The stretches at the ends of a row that are left to the assembler; see EncodedTile. Reused from row to row. */
export class RowEnds {
	headKind = NO_STRETCH;
	headBytes = 0;
	tailKind = NO_STRETCH;
	tailBytes = 0;
	headColour = 0;
	lastColour = 0;

	/** @param canReachAbove whether deflate's window reaches the row above at all */
	find(tile: TileScanlines, y: number, canReachAbove: boolean): void {
		const { cells, runEnds, width, bytesPerPixel } = tile;
		// Any run is worth joining that leaves a match when its first pixel is written as literals.
		const minTail = Math.ceil(MIN_MATCH / bytesPerPixel);
		const minHead = minTail + 1;
		const start = y * TILE_WIDTH;
		const first = cells[start];
		const last = cells[start + width - 1];
		this.headColour = tile.colourAt(0, y);
		this.lastColour = tile.colourAt(width - 1, y);
		this.headKind = this.tailKind = NO_STRETCH;
		this.headBytes = this.tailBytes = 0;
		let head = runEnds[start];
		if (head < minHead) head = 0;
		else this.headKind = tile.isByteRun(first) ? BYTE_RUN : PIXEL_RUN;
		const above = canReachAbove && y > 0 ? start - TILE_WIDTH : -1;
		if (head < width && tile.repeats[y] === 1 && above >= 0 && width >= minTail) {
			this.headKind = ROW_ABOVE;
			this.headBytes = tile.rowBytes;
			return;
		}
		if (head === 0 && above >= 0) {
			while (head < width && cells[start + head] === cells[above + head]) head++;
			if (head < MIN_ABOVE_PIXELS) head = 0;
			else this.headKind = ROW_ABOVE;
		}
		this.headBytes = head * bytesPerPixel;
		if (head === width) return;

		// The first pixel of a run is not part of the tail: the string, or the head, ends with it.
		const runs = tile.runCounts[y];
		const lastRun = runs === 1 ? 0 : runEnds[start + runs - 2];
		let tail = width - 1 - Math.max(lastRun, head);
		if (tail >= minTail) this.tailKind = tile.isByteRun(last) ? BYTE_RUN : PIXEL_RUN;
		else {
			tail = 0;
			if (above >= 0) {
				while (tail < width - head && cells[start + width - 1 - tail] === cells[above + width - 1 - tail]) tail++;
				if (tail >= MIN_ABOVE_PIXELS) this.tailKind = ROW_ABOVE;
				else tail = 0;
			}
		}
		this.tailBytes = tail * bytesPerPixel;
	}
}
