import { TILE_WIDTH } from '../tiles/tile-shape.ts';
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
	/** Pairs of places in the row; see `#findInsides`. */
	readonly #insides = new Uint16Array(TILE_WIDTH);
	readonly #runAhead: number;
	/** Whether the last row's steps and ends may be used again for an equal row below it, and their bits, roughly. */
	#repeatable = false;
	#rowBits = 0;

	constructor(effort: 0 | 1 | 2 | 3) {
		this.#runAhead = SEARCH[effort].runAhead;
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
		const { bytes, cells, bytesPerPixel } = tile;
		const above = this.#above;
		if (y === 0) {
			above.fill(0);
			return;
		}
		const base = y << ROW_PITCH_BITS;
		const row = y * TILE_WIDTH;
		let equal = 0;
		for (let i = this.to - 1, x = row + this.to / bytesPerPixel - 1, from = this.from; i >= from; x--) {
			if (cells[x] === cells[x - TILE_WIDTH]) {
				for (let pixel = i - bytesPerPixel; i > pixel; i--) above[i] = ++equal;
				continue;
			}
			for (let pixel = i - bytesPerPixel; i > pixel; i--) {
				equal = bytes[base + i] === bytes[base + i - ROW_PITCH] ? equal + 1 : 0;
				above[i] = equal;
			}
		}
	}

	/**
	 * Finds the insides of the runs between `from` and `to`, where nothing is as good as going on with the run. A run's
	 * first pixel, the start of its second and its last few pixels are not part of it: there other matches may begin.
	 * @returns twice their number
	 */
	#findInsides(tile: TileScanlines, y: number): number {
		const { bytesPerPixel, runEnds } = tile;
		const { from, to } = this;
		const insides = this.#insides;
		const ending = Math.max(this.#runAhead, Math.ceil(MIN_MATCH / bytesPerPixel)) * bytesPerPixel;
		let count = 0;
		for (let run = y * TILE_WIDTH, start = 0; start < to; run++) {
			const end = runEnds[run] * bytesPerPixel;
			const insideFrom = start < from ? from + 1 : start + bytesPerPixel + 1;
			const insideTo = (end < to ? end : to) - ending;
			if (insideTo > insideFrom) {
				insides[count++] = insideFrom;
				insides[count++] = insideTo;
			}
			start = end;
		}
		return count;
	}

	#chooseSteps(tile: TileScanlines, y: number, costs: ParseCosts, foundCounts: Uint8Array): void {
		const { from, to, lengths, distances } = this;
		const { bytes, bytesPerPixel } = tile;
		const { byteRun, pixelRun, rowAbove } = costs;
		const { literalSizes } = costs.tables;
		const cost = this.#cost;
		const above = this.#above;
		const insides = this.#insides;
		const base = y << ROW_PITCH_BITS;
		let inside = this.#findInsides(tile, y);
		let insideTo = inside > 0 ? insides[inside - 1] : 0;
		let equalBytes = 0;
		let equalPixels = 0;
		cost[to] = 0;
		for (let i = to - 1; i >= from; i--) {
			if (i < insideTo) {
				const insideFrom = insides[inside - 2];
				// At least a pixel's bytes equal those before them.
				const isByteRun = equalBytes >= bytesPerPixel;
				const { first, firstBits, distance } = isByteRun ? byteRun : pixelRun;
				let equal = isByteRun ? equalBytes : equalPixels;
				equalBytes += i + 1 - insideFrom;
				equalPixels += i + 1 - insideFrom;
				for (; i >= insideFrom; i--) {
					const length = first[++equal];
					cost[i] = firstBits[equal] + cost[i + length];
					lengths[i] = length;
					distances[i] = distance;
				}
				// Of a colour whose bytes differ, few equal one another.
				if (!isByteRun) {
					equalBytes = 0;
					while (bytes[base + insideFrom + equalBytes] === bytes[base + insideFrom + equalBytes - 1]) equalBytes++;
				}
				inside -= 2;
				insideTo = inside > 0 ? insides[inside - 1] : 0;
			}
			const byte = bytes[base + i];
			let best = literalSizes[byte] + cost[i + 1];
			let length = 1;
			let distance = 0;
			equalBytes = i >= 1 && byte === bytes[base + i - 1] ? equalBytes + 1 : 0;
			if (equalBytes >= MIN_MATCH) {
				const first = byteRun.first[equalBytes];
				const bits = byteRun.firstBits[equalBytes] + cost[i + first];
				if (bits < best) {
					best = bits;
					length = first;
					distance = 1;
				}
			}
			equalPixels = i >= bytesPerPixel && byte === bytes[base + i - bytesPerPixel] ? equalPixels + 1 : 0;
			if (equalPixels >= MIN_MATCH) {
				const first = pixelRun.first[equalPixels];
				const bits = pixelRun.firstBits[equalPixels] + cost[i + first];
				if (bits < best) {
					best = bits;
					length = first;
					distance = bytesPerPixel;
				}
			}
			if (above[i] >= MIN_MATCH && rowAbove !== undefined) {
				const first = rowAbove.first[above[i]];
				const bits = rowAbove.firstBits[above[i]] + cost[i + first];
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
