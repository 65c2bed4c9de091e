/**
 * Finds earlier occurrences of whole pixels within a tile: in the same row, and in rows above that lie within deflate's
 * window of the finished image (row distance × stride). A place is a run's last pixel, for what follows from there on; the
 * inside of a run is matched with the run itself. Hash chains over places `row × MAX_TILE_WIDTH + column`.
 */
import { chain, enough } from './effort.ts';
import {
	FOUND_AT,
	FOUND_COUNTS,
	FOUND_DISTANCES,
	FOUND_LENGTHS,
	INSIDE,
	MAX_DISTANCE,
	MAX_FOUND,
	MAX_MATCH,
	MAX_TILE_WIDTH,
	RUN_HASH_BITS,
	RUN_HEAD,
	RUN_PREVIOUS,
} from './memory.ts';
import { beginGroup, lastOfGroup } from './row-groups.ts';
import { equalEndAt } from './row-segments.ts';
import { bytesPerPixel, cell, runCount, runEnd, stride, width } from './scanlines.ts';

/** Pixels that are hashed, so that a match of them is longer than deflate's least and usually cheaper than literals. */
const HASH_PIXELS: i32 = 2;
const HASH_PALETTE_PIXELS: i32 = 4;
/** Places inside a match that is taken which are recorded: as many as the period of a gradient's dither, and some more. */
const RECORDED_INSIDE: i32 = 12;

/** Columns of the last row that have matches, and where its last taken match ends: most rows have few, and clearing all takes longer. */
let foundColumns: i32 = 0;
let insideEnd: i32 = 0;

/** Matches of column `x`, from entry `x × MAX_FOUND` on, each longer and farther than the last. */
export function foundCount(x: i32): i32 {
	return load<u8>(x, FOUND_COUNTS);
}

/** Pixels. */
export function foundLength(entry: i32): i32 {
	return load<u8>(entry, FOUND_LENGTHS);
}

/** Bytes. */
export function foundDistance(entry: i32): i32 {
	return load<u16>(entry << 1, FOUND_DISTANCES);
}

/** Inside a match that is taken (not at its first pixel) one more than its first column, else 0. */
export function inside(x: i32): i32 {
	return load<u8>(x, INSIDE);
}

export function startRunFinder(): void {
	memory.fill(RUN_HEAD, 0xff, 2 << RUN_HASH_BITS);
}

/** For a row in which nothing is looked for. */
export function clearFound(): void {
	for (let i = 0; i < foundColumns; i++) store<u8>(load<u8>(i, FOUND_AT), 0, FOUND_COUNTS);
	foundColumns = 0;
	if (insideEnd > 0) memory.fill(INSIDE, 0, insideEnd);
	insideEnd = 0;
}

/**
 * Records every place of row `y` and looks for matches at those from `from` to `to`, none reaching beyond `to`. Where the
 * row above is equal (`equalEndAt`), farther rows must beat it.
 */
export function findRuns(y: i32, from: i32, to: i32): void {
	const enoughPixels = (enough + bytesPerPixel - 1) / bytesPerPixel;
	const longestMatch = MAX_MATCH / bytesPerPixel;
	const row = y * MAX_TILE_WIDTH;
	const isPalette = bytesPerPixel === 1;
	const hashed = isPalette ? HASH_PALETTE_PIXELS : HASH_PIXELS;
	const lastPlace = width - hashed;
	beginGroup(y);
	clearFound();
	let searchFrom = from;
	let recordTo = from;
	for (let run = row, last = row + runCount(y); run < last; run++) {
		const x = runEnd(run) - 1;
		if (x > lastPlace) return;
		if (x < searchFrom && x > recordTo) continue;
		const place = row + x;
		let key = (cell(place) * 0x9e3779b1) ^ (cell(place + 1) * 0x85ebca77);
		if (isPalette) key = (key ^ (cell(place + 2) << 8) ^ cell(place + 3)) * 0xc2b2ae3d;
		const hash = (<i32>(key >>> (32 - RUN_HASH_BITS))) << 1;
		let candidate = <i32>load<i16>(hash, RUN_HEAD);
		store<i16>(hash, place, RUN_HEAD);
		store<i16>(place << 1, candidate, RUN_PREVIOUS);
		const beaten = equalEndAt(x) - x;
		if (x < searchFrom || x + hashed > to || beaten >= enoughPixels || candidate < 0) continue;
		const most = min(to - x, longestMatch);
		let longest = hashed - 1;
		let found = 0;
		for (let tries = chain; candidate >= 0 && tries > 0; tries--, candidate = load<i16>(candidate << 1, RUN_PREVIOUS)) {
			// A longer match must at least agree in the pixel that makes it longer. (Where that lies beyond the row's end the
			// answer is arbitrary, but no longer match exists.)
			if (cell(candidate + longest) !== cell(place + longest)) continue;
			const column = candidate & (MAX_TILE_WIDTH - 1);
			const candidateRow = lastOfGroup(candidate / MAX_TILE_WIDTH);
			const distance = (y - candidateRow) * stride + (x - column) * bytesPerPixel;
			if (distance > MAX_DISTANCE) continue;
			const limit = column > x ? min(width - column, most) : most;
			const toBeat = candidateRow === y ? longest : max(beaten, longest);
			if (limit <= toBeat) continue;
			let length = 0;
			while (length < limit && cell(candidate + length) === cell(place + length)) length++;
			if (length <= toBeat) continue;
			longest = length;
			// When all entries are taken, a longer match takes the place of the longest.
			const entry = x * MAX_FOUND + (found < MAX_FOUND ? found++ : MAX_FOUND - 1);
			store<u8>(entry, length, FOUND_LENGTHS);
			store<u16>(entry << 1, distance, FOUND_DISTANCES);
			if (length >= enoughPixels) {
				searchFrom = x + length;
				recordTo = x + RECORDED_INSIDE;
				memory.fill(INSIDE + x + 1, <u8>(x + 1), searchFrom - x - 1);
				insideEnd = searchFrom;
				break;
			}
		}
		if (found > 0) {
			store<u8>(x, found, FOUND_COUNTS);
			store<u8>(foundColumns++, x, FOUND_AT);
		}
	}
}
