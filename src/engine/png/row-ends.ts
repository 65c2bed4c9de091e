import { MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import { MIN_MATCH } from './deflate-alphabet.ts';
import { BYTE_RUN, NO_STRETCH, PIXEL_RUN, ROW_ABOVE } from './encoded-tile.ts';
import { REPEATS, RUN_COLOURS, RUN_COUNTS, RUN_ENDS } from './tile-scanlines.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/** Shorter stretches stay in the row's string: joining them would save less than the match that it takes apart. */
const MIN_ABOVE_PIXELS = 24;

/** The stretches at the ends of a row that are left to the assembler; see EncodedTile. Reused from row to row. */
export class RowEnds {
	headKind = NO_STRETCH;
	/** Pixels. */
	head = 0;
	tailKind = NO_STRETCH;
	/** Pixels. */
	tail = 0;
	headColour = 0;
	lastColour = 0;

	/** @param canReachAbove whether deflate's window reaches the row above at all */
	find(tile: TileScanlines, y: number, canReachAbove: boolean): void {
		const { width, bytesPerPixel } = tile;
		// Any run is worth joining that leaves a match when its first pixel is written as literals.
		const minTail = Math.ceil(MIN_MATCH / bytesPerPixel);
		const first = y * MAX_TILE_WIDTH;
		const last = first + RUN_COUNTS[y] - 1;
		this.headColour = RUN_COLOURS[first];
		this.lastColour = RUN_COLOURS[last];
		this.headKind = this.tailKind = NO_STRETCH;
		this.head = this.tail = 0;
		const above = canReachAbove && y > 0;
		let head = RUN_ENDS[first];
		if (head <= minTail) head = 0;
		else this.headKind = tile.isByteRun(this.headColour) ? BYTE_RUN : PIXEL_RUN;
		if (head < width && above && REPEATS[y] === 1 && width >= minTail) {
			this.headKind = ROW_ABOVE;
			this.head = width;
			return;
		}
		if (head === 0 && above) {
			head = equalFromLeft(tile, y);
			if (head < MIN_ABOVE_PIXELS) head = 0;
			else this.headKind = ROW_ABOVE;
		}
		this.head = head;
		if (head === width) return;

		// A run's first pixel is not part of the tail: the string, or the head, ends with it.
		const lastStart = last === first ? 0 : RUN_ENDS[last - 1];
		const tail = width - Math.max(lastStart + 1, head);
		if (tail >= minTail) {
			this.tailKind = tile.isByteRun(this.lastColour) ? BYTE_RUN : PIXEL_RUN;
			this.tail = tail;
		} else if (above) {
			const equal = Math.min(equalFromRight(tile, y), width - head);
			if (equal < MIN_ABOVE_PIXELS) return;
			this.tailKind = ROW_ABOVE;
			this.tail = equal;
		}
	}
}

/** How many pixels from the left equal the row above. */
function equalFromLeft({ width }: TileScanlines, y: number): number {
	let run = y * MAX_TILE_WIDTH;
	let above = run - MAX_TILE_WIDTH;
	for (let x = 0; ;) {
		if (RUN_COLOURS[run] !== RUN_COLOURS[above]) return x;
		const end = RUN_ENDS[run];
		const endAbove = RUN_ENDS[above];
		if (end === endAbove) {
			if (end === width) return width;
			x = end;
			run++;
			above++;
		} else {
			// One colour goes on where the other row has another run, which is not of the same colour.
			return Math.min(end, endAbove);
		}
	}
}

/** How many pixels from the right equal the row above. */
function equalFromRight({ width }: TileScanlines, y: number): number {
	const firstRun = y * MAX_TILE_WIDTH;
	const firstAbove = firstRun - MAX_TILE_WIDTH;
	let run = firstRun + RUN_COUNTS[y] - 1;
	let above = firstAbove + RUN_COUNTS[y - 1] - 1;
	for (let x = width; ;) {
		if (RUN_COLOURS[run] !== RUN_COLOURS[above]) return width - x;
		const start = run === firstRun ? 0 : RUN_ENDS[run - 1];
		const startAbove = above === firstAbove ? 0 : RUN_ENDS[above - 1];
		if (start !== startAbove) return width - Math.max(start, startAbove);
		if (start === 0) return width;
		x = start;
		run--;
		above--;
	}
}
