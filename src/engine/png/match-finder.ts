import { MAX_TILE_PIXELS, MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import { MAX_DISTANCE, MAX_MATCH } from './deflate-alphabet.ts';
import { RowGroups } from './row-groups.ts';
import { CELLS, RUN_COUNTS, RUN_ENDS } from './tile-scanlines.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/** Pixels that are hashed, so that a match of them is longer than deflate's least and usually cheaper than literals. */
const HASH_PIXELS = 2;
const HASH_PALETTE_PIXELS = 4;
const HASH_BITS = 12;
/** Places inside a match that is taken which are recorded: as many as the period of a gradient's dither, and some more. */
const RECORDED_INSIDE = 12;
/** Matches that are kept for one place. */
export const MAX_FOUND = 8;

// Of the row in work, like the tile in work (`tile-scanlines.ts`). Of column x `FOUND_COUNTS[x]` matches from entry `x × MAX_FOUND`
// on, each longer and farther than the last.

export const FOUND_COUNTS = new Uint8Array(MAX_TILE_WIDTH);
/** Pixels. */
export const FOUND_LENGTHS = new Uint8Array(MAX_TILE_WIDTH * MAX_FOUND);
/** Bytes. */
export const FOUND_DISTANCES = new Uint16Array(MAX_TILE_WIDTH * MAX_FOUND);
/** By column: inside a match that is taken (not at its first pixel) one more than its first column, else 0. */
export const INSIDE = new Uint8Array(MAX_TILE_WIDTH + 1);
const HEAD = new Int16Array(1 << HASH_BITS);
const PREVIOUS = new Int16Array(MAX_TILE_PIXELS);

/** Columns of the last row that have matches, and where its last taken match ends: most rows have few, and clearing all takes longer. */
const FOUND_AT = new Uint8Array(MAX_TILE_WIDTH);
let foundColumns = 0;
let insideEnd = 0;

/** For a row in which nothing is looked for. */
export function clearFound(): void {
	for (let i = 0; i < foundColumns; i++) FOUND_COUNTS[FOUND_AT[i]] = 0;
	foundColumns = 0;
	if (insideEnd > 0) INSIDE.fill(0, 0, insideEnd);
	insideEnd = 0;
}

/** How hard to look. */
export interface SearchEffort {
	/** Earlier places that are compared at most. */
	chain: number;
	/** A match of so many bytes is taken: the search ends, and none begins or ends inside it. */
	enough: number;
}

/**
 * Finds earlier occurrences of whole pixels within a tile: in the same row, and in rows above that lie within deflate's
 * window of the finished image (row distance × stride). A place is a run's last pixel, for what follows from there on; the
 * inside of a run is matched with the run itself. Hash chains over places `row × MAX_TILE_WIDTH + column`.
 */
export class MatchFinder {
	readonly rows = new RowGroups();
	readonly #effort: SearchEffort;

	constructor(effort: SearchEffort) {
		this.#effort = effort;
	}

	startTile(): void {
		HEAD.fill(-1);
	}

	/**
	 * Records every place of row `y` and looks for matches at those from `from` to `to`, none reaching beyond `to`.
	 * @param equalEnds by column: where the stretch that equals the row above ends, or 0; farther rows must beat it
	 */
	findRow(tile: TileScanlines, y: number, from: number, to: number, equalEnds: Uint8Array): void {
		const { width, stride, bytesPerPixel } = tile;
		const { chain } = this.#effort;
		const enough = Math.ceil(this.#effort.enough / bytesPerPixel);
		const longestMatch = Math.floor(MAX_MATCH / bytesPerPixel);
		const lastEqual = this.rows.last;
		const row = y * MAX_TILE_WIDTH;
		const isPalette = bytesPerPixel === 1;
		const hashed = isPalette ? HASH_PALETTE_PIXELS : HASH_PIXELS;
		const lastPlace = width - hashed;
		this.rows.begin(y);
		clearFound();
		let searchFrom = from;
		let recordTo = from;
		for (let run = row, last = row + RUN_COUNTS[y]; run < last; run++) {
			const x = RUN_ENDS[run] - 1;
			if (x > lastPlace) return;
			if (x < searchFrom && x > recordTo) continue;
			const place = row + x;
			let key = Math.imul(CELLS[place], 0x9e3779b1) ^ Math.imul(CELLS[place + 1], 0x85ebca77);
			if (isPalette) key = Math.imul(key ^ (CELLS[place + 2] << 8) ^ CELLS[place + 3], 0xc2b2ae3d);
			const hash = key >>> (32 - HASH_BITS);
			let candidate = HEAD[hash];
			HEAD[hash] = place;
			PREVIOUS[place] = candidate;
			const beaten = equalEnds[x] - x;
			if (x < searchFrom || x + hashed > to || beaten >= enough || candidate < 0) continue;
			const most = to - x < longestMatch ? to - x : longestMatch;
			let longest = hashed - 1;
			let found = 0;
			for (let tries = chain; candidate >= 0 && tries > 0; tries--, candidate = PREVIOUS[candidate]) {
				// A longer match must at least agree in the pixel that makes it longer. (Where that lies beyond the row's end the
				// answer is arbitrary, but no longer match exists.)
				if (CELLS[candidate + longest] !== CELLS[place + longest]) continue;
				const column = candidate & (MAX_TILE_WIDTH - 1);
				const candidateRow = lastEqual[(candidate - column) / MAX_TILE_WIDTH];
				const distance = (y - candidateRow) * stride + (x - column) * bytesPerPixel;
				if (distance > MAX_DISTANCE) continue;
				const limit = column > x && width - column < most ? width - column : most;
				const toBeat = candidateRow === y || beaten < longest ? longest : beaten;
				if (limit <= toBeat) continue;
				let length = 0;
				while (length < limit && CELLS[candidate + length] === CELLS[place + length]) length++;
				if (length <= toBeat) continue;
				longest = length;
				// When all entries are taken, a longer match takes the place of the longest.
				const entry = x * MAX_FOUND + (found < MAX_FOUND ? found++ : MAX_FOUND - 1);
				FOUND_LENGTHS[entry] = length;
				FOUND_DISTANCES[entry] = distance;
				if (length >= enough) {
					searchFrom = x + length;
					recordTo = x + RECORDED_INSIDE;
					INSIDE.fill(x + 1, x + 1, searchFrom);
					insideEnd = searchFrom;
					break;
				}
			}
			if (found > 0) {
				FOUND_COUNTS[x] = found;
				FOUND_AT[foundColumns++] = x;
			}
		}
	}
}
