/** The stretches at the ends of a row that are left to the assembler; see `EncodedTile`. */
import { MAX_TILE_WIDTH, MIN_MATCH } from './memory.ts';
import {
	bytesPerPixel,
	canReachAbove,
	isByteRun,
	repeatsRow,
	runColour,
	runCount,
	runEnd,
	width,
} from './scanlines.ts';

// Kinds, as in `encoded-tile.ts`; compared like those of `memory.ts`.
export const NO_STRETCH: i32 = 0;
export const BYTE_RUN: i32 = 1;
export const PIXEL_RUN: i32 = 2;
export const ROW_ABOVE: i32 = 3;

/** Shorter stretches stay in the row's string: joining them would save less than the match that it takes apart. */
const MIN_ABOVE_PIXELS: i32 = 24;

// Of the row that was looked at last; lengths in pixels.
export let headKind: i32 = 0;
export let head: i32 = 0;
export let tailKind: i32 = 0;
export let tail: i32 = 0;
export let headColour: u32 = 0;
export let lastColour: u32 = 0;

export function findEnds(y: i32): void {
	// Any run is worth joining that leaves a match when its first pixel is written as literals.
	const minTail = (MIN_MATCH + bytesPerPixel - 1) / bytesPerPixel;
	const first = y * MAX_TILE_WIDTH;
	const last = first + runCount(y) - 1;
	headColour = runColour(first);
	lastColour = runColour(last);
	headKind = NO_STRETCH;
	tailKind = NO_STRETCH;
	tail = 0;
	const above = canReachAbove && y > 0;
	head = runEnd(first);
	if (head <= minTail) head = 0;
	else headKind = isByteRun(headColour) ? BYTE_RUN : PIXEL_RUN;
	if (head < width && above && repeatsRow(y) && width >= minTail) {
		headKind = ROW_ABOVE;
		head = width;
		return;
	}
	if (head === 0 && above) {
		head = equalFromLeft(y);
		if (head < MIN_ABOVE_PIXELS) head = 0;
		else headKind = ROW_ABOVE;
	}
	if (head === width) return;

	// A run's first pixel is not part of the tail: the string, or the head, ends with it.
	const lastStart = last === first ? 0 : runEnd(last - 1);
	const runTail = width - max(lastStart + 1, head);
	if (runTail >= minTail) {
		tailKind = isByteRun(lastColour) ? BYTE_RUN : PIXEL_RUN;
		tail = runTail;
	} else if (above) {
		const equal = min(equalFromRight(y), width - head);
		if (equal < MIN_ABOVE_PIXELS) return;
		tailKind = ROW_ABOVE;
		tail = equal;
	}
}

/** How many pixels from the left equal the row above. */
function equalFromLeft(y: i32): i32 {
	let run = y * MAX_TILE_WIDTH;
	let above = run - MAX_TILE_WIDTH;
	let x = 0;
	while (runColour(run) === runColour(above)) {
		const end = runEnd(run);
		const endAbove = runEnd(above);
		// One colour goes on where the other row has another run, which is not of the same colour.
		if (end !== endAbove) return min(end, endAbove);
		if (end === width) return width;
		x = end;
		run++;
		above++;
	}
	return x;
}

/** How many pixels from the right equal the row above. */
function equalFromRight(y: i32): i32 {
	const firstRun = y * MAX_TILE_WIDTH;
	const firstAbove = firstRun - MAX_TILE_WIDTH;
	let run = firstRun + runCount(y) - 1;
	let above = firstAbove + runCount(y - 1) - 1;
	let x = width;
	while (runColour(run) === runColour(above)) {
		const start = run === firstRun ? 0 : runEnd(run - 1);
		const startAbove = above === firstAbove ? 0 : runEnd(above - 1);
		if (start !== startAbove) return width - max(start, startAbove);
		if (start === 0) return width;
		x = start;
		run--;
		above--;
	}
	return width - x;
}
