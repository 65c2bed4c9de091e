import { DISTANCE_EXTRA, DISTANCE_SYMBOL, LENGTH_BASE, LENGTH_SYMBOL, MIN_MATCH } from './deflate-alphabet.ts';
import { BYTE_RUN, NO_STRETCH, ROW_ABOVE } from './encoded-tile.ts';
import type { SearchEffort } from './match-finder.ts';
import { MatchFinder, MAX_FOUND } from './match-finder.ts';
import type { ParseCosts } from './parse-costs.ts';
import { RowEnds } from './row-ends.ts';
import type { TileScanlines } from './tile-scanlines.ts';
import { ROW_PITCH, ROW_PITCH_BITS } from './tile-scanlines.ts';

/** What each effort does. Effort 0 knows runs and the row above only; from 2 on, shortened matches are weighed too. */
const SEARCH: readonly (SearchEffort & { shorten: boolean })[] = [
	{ chain: 0, enough: 0, runAhead: 0, shorten: false },
	{ chain: 6, enough: 24, runAhead: 1, shorten: false },
	{ chain: 24, enough: 96, runAhead: 4, shorten: true },
	{ chain: 128, enough: 258, runAhead: 16, shorten: true },
];
const NOTHING_FOUND = new Uint8Array(ROW_PITCH);
/** Bits that the last match of a joined stretch costs each of the tiles that share it, roughly. */
const STRETCH_END_BITS = 6;

/**
 * Divides the rows of a tile into literals and matches so that they cost the fewest bits with given tables: dynamic
 * programming from the end of the row to its start (as in Zopfli, but with costs that are final, because the tables are).
 */
export class RowParser {
	/** By place in the row, valid where a step starts: bytes covered (1 = a literal) and distance (0 = a literal). */
	readonly lengths = new Uint16Array(ROW_PITCH);
	readonly distances = new Uint16Array(ROW_PITCH);
	/** The stretches before and after the steps. */
	readonly ends = new RowEnds();
	/** Where the steps begin and end. */
	from = 0;
	to = 0;
	readonly #shorten: boolean;
	readonly #finder: MatchFinder | undefined;
	/** By place in the row: bits of the best steps from there to `to`. */
	readonly #cost = new Int32Array(ROW_PITCH + 1);
	/** By place in the row: how many bytes from there on, up to `to`, equal the row above. */
	readonly #above = new Uint16Array(ROW_PITCH + 1);
	/** Whether the last row's steps and ends may be used again for an equal row below it, and their bits, roughly. */
	#repeatable = false;
	#rowBits = 0;

	constructor(effort: 0 | 1 | 2 | 3) {
		this.#shorten = SEARCH[effort].shorten;
		if (effort > 0) this.#finder = new MatchFinder(SEARCH[effort]);
	}

	startTile(): void {
		this.#finder?.startTile();
		this.#repeatable = false;
	}

	/** Finds the steps of row `y`; rows must come in order. @returns true when they are those of the row before */
	parseRow(tile: TileScanlines, y: number, costs: ParseCosts): boolean {
		const { ends } = this;
		const repeats = tile.repeats[y] === 1;
		const { rowAbove } = costs;
		if (repeats) {
			this.#finder?.repeatRow(y);
			const bitsAbove = rowAbove === undefined ? Infinity : rowAbove.bitsPerByte * tile.rowBytes;
			if (this.#repeatable && this.#rowBits <= bitsAbove) return true;
		}
		ends.find(tile, y, rowAbove !== undefined);
		this.from = ends.headBytes;
		this.to = tile.rowBytes - ends.tailBytes;
		this.#compareWithRowAbove(tile, y);
		let counts = NOTHING_FOUND;
		if (!repeats && this.#finder !== undefined) {
			if (ends.headBytes === tile.rowBytes) this.#finder.skipRow(y);
			else {
				this.#finder.findRow(tile, y, this.from, this.to, this.#above);
				counts = this.#finder.counts;
			}
		}
		this.#chooseSteps(tile, y, costs, counts);
		this.#repeatable = true;
		for (let i = this.from; i < this.to; i += this.lengths[i]) {
			// Seen from an equal row below, a match in the row or one row up finds the same bytes, any other does not.
			if (this.distances[i] > i && this.distances[i] !== tile.stride) this.#repeatable = false;
		}
		this.#rowBits =
			this.#cost[this.from] +
			stretchBits(ends.headKind, ends.headBytes, costs) +
			stretchBits(ends.tailKind, ends.tailBytes, costs);
		return false;
	}

	#compareWithRowAbove(tile: TileScanlines, y: number): void {
		const { bytes } = tile;
		const above = this.#above;
		if (y === 0) {
			above.fill(0);
			return;
		}
		const base = y << ROW_PITCH_BITS;
		let equal = 0;
		for (let i = this.to - 1, from = this.from; i >= from; i--) {
			equal = bytes[base + i] === bytes[base + i - ROW_PITCH] ? equal + 1 : 0;
			above[i] = equal;
		}
	}

	#chooseSteps(tile: TileScanlines, y: number, costs: ParseCosts, foundCounts: Uint8Array): void {
		const { from, to, lengths, distances } = this;
		const { bytes, bytesPerPixel } = tile;
		const { byteRun, pixelRun, rowAbove } = costs;
		const { literalSizes, lengthSizes } = costs.tables;
		const cost = this.#cost;
		const above = this.#above;
		const base = y << ROW_PITCH_BITS;
		let equalBytes = 0;
		let equalPixels = 0;
		cost[to] = 0;
		for (let i = to - 1; i >= from; i--) {
			const byte = bytes[base + i];
			let best = literalSizes[byte] + cost[i + 1];
			let length = 1;
			let distance = 0;
			equalBytes = i >= 1 && byte === bytes[base + i - 1] ? equalBytes + 1 : 0;
			if (equalBytes >= MIN_MATCH) {
				const first = byteRun.first[equalBytes];
				const bits = lengthSizes[first] + byteRun.distanceSize + cost[i + first];
				if (bits < best) {
					best = bits;
					length = first;
					distance = 1;
				}
			}
			equalPixels = i >= bytesPerPixel && byte === bytes[base + i - bytesPerPixel] ? equalPixels + 1 : 0;
			if (equalPixels >= MIN_MATCH) {
				const first = pixelRun.first[equalPixels];
				const bits = lengthSizes[first] + pixelRun.distanceSize + cost[i + first];
				if (bits < best) {
					best = bits;
					length = first;
					distance = bytesPerPixel;
				}
			}
			if (above[i] >= MIN_MATCH && rowAbove !== undefined) {
				const first = rowAbove.first[above[i]];
				const bits = lengthSizes[first] + rowAbove.distanceSize + cost[i + first];
				if (bits < best) {
					best = bits;
					length = first;
					distance = rowAbove.distance;
				}
			}
			cost[i] = best;
			lengths[i] = length;
			distances[i] = distance;
			if (foundCounts[i] > 0) this.#tryFound(i, foundCounts[i], costs);
		}
	}

	/** Weighs the matches of the finder at place `i` against the step that stands there. */
	#tryFound(i: number, count: number, costs: ParseCosts): void {
		const finder = this.#finder;
		if (finder === undefined) return;
		const { lengthSizes, distanceSizes } = costs.tables;
		const cost = this.#cost;
		let best = cost[i];
		let weighed = MIN_MATCH - 1;
		for (let entry = i * MAX_FOUND, end = entry + count; entry < end; entry++) {
			const distance = finder.distances[entry];
			const symbol = DISTANCE_SYMBOL[distance];
			const distanceSize = distanceSizes[symbol] + DISTANCE_EXTRA[symbol];
			// The longest, then (at the higher efforts) the longest of each cheaper length symbol that nearer matches can't have.
			for (let length = finder.lengths[entry]; length > weighed; length = LENGTH_BASE[LENGTH_SYMBOL[length]] - 1) {
				const bits = lengthSizes[length] + distanceSize + cost[i + length];
				if (bits < best) {
					best = bits;
					this.lengths[i] = length;
					this.distances[i] = distance;
				}
				if (!this.#shorten) break;
			}
			weighed = finder.lengths[entry];
		}
		cost[i] = best;
	}
}

function stretchBits(kind: number, bytes: number, costs: ParseCosts): number {
	if (kind === NO_STRETCH) return 0;
	const stretch = kind === ROW_ABOVE ? costs.rowAbove : kind === BYTE_RUN ? costs.byteRun : costs.pixelRun;
	return (stretch?.bitsPerByte ?? 0) * bytes + STRETCH_END_BITS;
}
