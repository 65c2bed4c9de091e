import { MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { CodeTables } from './code-tables.ts';
import { DISTANCE_EXTRA, DISTANCE_SYMBOL, MIN_MATCH } from './deflate-alphabet.ts';
import { BYTE_RUN, NO_STRETCH, PIXEL_RUN, ROW_ABOVE } from './encoded-tile.ts';
import type { SearchEffort } from './match-finder.ts';
import {
	clearFound,
	FOUND_COUNTS,
	FOUND_DISTANCES,
	FOUND_LENGTHS,
	INSIDE,
	MatchFinder,
	MAX_FOUND,
} from './match-finder.ts';
import { RowEnds } from './row-ends.ts';
import type { RowParser } from './row-parser.ts';
import { EQUAL_ENDS, EQUAL_ENDS_AT, findSegments, SEGMENT_RUNS, SEGMENT_STARTS } from './row-segments.ts';
import { RowSteps } from './row-steps.ts';
import type { StretchCodes } from './stretch-code.ts';
import { canReachAbove } from './stretch-code.ts';
import { CELLS, REPEATS, RUN_COLOURS, RUN_ENDS } from './tile-scanlines.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/** More bits than any row has. */
const IMPOSSIBLE = 1 << 24;
/** Bits that the last match of a joined stretch costs each of the tiles that share it, roughly. */
const STRETCH_END_BITS = 6;

/**
 * Kinds of steps. BYTE_RUN, PIXEL_RUN and ROW_ABOVE of `encoded-tile.ts` are matches of these distances; besides them:
 * pixels as literals; the first byte of a run whose bytes are all equal, then matches of distance 1; a match of the finder.
 */
const LITERALS = NO_STRETCH;
const RUN_FROM_BYTE = 4;
const FOUND = 5;

// Of the row in work (see `tile-scanlines.ts`). By column, valid where a step starts: its kind, the column after it, and for FOUND the
// distance in bytes.
const KINDS = new Uint8Array(MAX_TILE_WIDTH);
const NEXTS = new Uint8Array(MAX_TILE_WIDTH);
const DISTANCES = new Uint16Array(MAX_TILE_WIDTH);
/** By column: bits of the best steps from there to `#to`, known where `KNOWN` holds the present row's number. */
const COST = new Int32Array(MAX_TILE_WIDTH + 1);
const KNOWN = new Int32Array(MAX_TILE_WIDTH + 1);
let rowNumber = 0;

/**
 * Divides the rows of a tile into literals and matches so that they cost the fewest bits with given tables: dynamic
 * programming from the end of the row to its start (as in Zopfli, but with costs that are final, because the tables are),
 * over the places where something changes instead of over all bytes.
 */
export class RunRowParser implements RowParser {
	readonly steps = new RowSteps();
	readonly ends = new RowEnds();
	readonly #shorten: boolean;
	readonly #finder: MatchFinder | undefined;
	/** Whether the last row's steps and ends may be used again for an equal row below it, and their bits, roughly. */
	#repeatable = false;
	#rowBits = 0;
	// Of the present tables.
	#tables: CodeTables;
	#codes: StretchCodes;
	// Of the present row.
	#tile: TileScanlines;
	#row = 0;
	#to = 0;
	#segments = 0;

	constructor(
		effort: SearchEffort & { shorten: boolean },
		tile: TileScanlines,
		tables: CodeTables,
		codes: StretchCodes,
	) {
		this.#shorten = effort.shorten;
		if (effort.chain > 0) this.#finder = new MatchFinder(effort);
		this.#tile = tile;
		this.#tables = tables;
		this.#codes = codes;
	}

	startTile(tables: CodeTables, codes: StretchCodes): void {
		this.#finder?.startTile();
		this.#repeatable = false;
		this.#tables = tables;
		this.#codes = codes;
	}

	parseRow(y: number): boolean {
		const { ends } = this;
		const tile = this.#tile;
		const { width, stride } = tile;
		const canReach = canReachAbove(stride);
		const repeats = REPEATS[y] === 1;
		if (repeats) {
			this.#finder?.rows.repeat(y);
			const bitsAbove = canReach ? this.#codes[ROW_ABOVE].bitsPerByte * tile.rowBytes : Infinity;
			if (this.#repeatable && this.#rowBits <= bitsAbove) return true;
		}
		ends.find(tile, y, canReach);
		const from = ends.head;
		const to = width - ends.tail;
		this.#to = to;
		const finder = this.#finder;
		if (from >= to) {
			if (!repeats) finder?.rows.begin(y);
		} else {
			this.#segments = findSegments(width, y, canReach);
			if (repeats || finder === undefined) clearFound();
			else finder.findRow(tile, y, from, to, EQUAL_ENDS_AT);
			this.#chooseSteps(y, from);
		}
		this.#listSteps(y, from);
		this.#rowBits =
			(from < to ? COST[from] : 0) +
			this.#stretchBits(ends.headKind, ends.head) +
			this.#stretchBits(ends.tailKind, ends.tail);
		return false;
	}

	#listSteps(y: number, from: number): void {
		const { steps } = this;
		const { bytesPerPixel, stride } = this.#tile;
		const row = this.#tile.paintedRow(y);
		steps.clear();
		this.#repeatable = true;
		for (let x = from; x < this.#to; x = NEXTS[x]) {
			const kind = KINDS[x];
			const bytes = (NEXTS[x] - x) * bytesPerPixel;
			if (kind === FOUND) {
				const distance = DISTANCES[x];
				steps.match(bytes, distance);
				// Seen from an equal row below, a match in the row or one row up finds the same bytes, any other does not.
				if (distance > x * bytesPerPixel && distance !== stride) this.#repeatable = false;
			} else if (kind === LITERALS) {
				// Several pixels are of one colour.
				for (let i = 0; i < bytes; i++) steps.literal((CELLS[row + x] >>> (8 * (i % bytesPerPixel))) & 255);
			} else if (kind === RUN_FROM_BYTE) {
				steps.literal(CELLS[row + x] & 255);
				steps.stretch(this.#codes[BYTE_RUN], bytes - 1);
			} else {
				steps.stretch(this.#codes[kind], bytes);
			}
		}
	}

	#stretchBits(kind: number, pixels: number): number {
		if (kind === NO_STRETCH) return 0;
		return this.#codes[kind].bitsPerByte * pixels * this.#tile.bytesPerPixel + STRETCH_END_BITS;
	}

	#chooseSteps(y: number, from: number): void {
		const to = this.#to;
		const row = (this.#row = y * MAX_TILE_WIDTH);
		const number = ++rowNumber;
		COST[to] = 0;
		KNOWN[to] = number;
		let segment = this.#segments - 1;
		while (SEGMENT_STARTS[segment] >= to) segment--;
		for (; segment >= 0 && SEGMENT_STARTS[segment + 1] > from; segment--) {
			const start = SEGMENT_STARTS[segment] > from ? SEGMENT_STARTS[segment] : from;
			const end = SEGMENT_STARTS[segment + 1] < to ? SEGMENT_STARTS[segment + 1] : to;
			const run = row + SEGMENT_RUNS[segment];
			const runStart = run === row ? 0 : RUN_ENDS[run - 1];
			const runEnd = RUN_ENDS[run] < to ? RUN_ENDS[run] : to;
			const last = runEnd - 1;
			// A match may take over before the run ends.
			if (end === runEnd && last > start && FOUND_COUNTS[last] > 0) {
				this.#goOn(last, segment, runEnd);
				this.#tryFound(last, segment);
			}
			if (INSIDE[start] > 0) continue;
			if (start > runStart) {
				this.#goOn(start, segment, runEnd);
			} else {
				if (start + 1 < end && KNOWN[start + 1] !== number) this.#goOn(start + 1, segment, runEnd);
				this.#begin(start, segment, runEnd);
			}
			if (FOUND_COUNTS[start] > 0) this.#tryFound(start, segment);
		}
	}

	/** The best step at `x`, which is not the first pixel of its run. */
	#goOn(x: number, segment: number, runEnd: number): void {
		const colour = RUN_COLOURS[this.#row + SEGMENT_RUNS[segment]];
		const kind = this.#tile.isByteRun(colour) ? BYTE_RUN : PIXEL_RUN;
		const last = runEnd - 1;
		this.#open(x);
		if (INSIDE[runEnd] === 0) this.#goTo(x, runEnd, kind, colour);
		if (SEGMENT_STARTS[segment + 1] < runEnd) this.#goTo(x, SEGMENT_STARTS[segment + 1], kind, colour);
		if (last > x && FOUND_COUNTS[last] > 0) this.#goTo(x, last, kind, colour);
		this.#tryAbove(x, segment);
	}

	/** Weighs going on with the run from `x` to `end`. */
	#goTo(x: number, end: number, kind: number, colour: number): void {
		const bytes = (end - x) * this.#tile.bytesPerPixel;
		// Only of a palette's pixels can there be too few for a match.
		const isMatch = bytes >= MIN_MATCH;
		const bits = isMatch ? this.#codes[kind].bits[bytes] : bytes * this.#tables.literalSizes[colour & 255];
		this.#weigh(x, bits + COST[end], isMatch ? kind : LITERALS, end);
	}

	/** The best step at `x`, the first pixel of its run. */
	#begin(x: number, segment: number, runEnd: number): void {
		const tile = this.#tile;
		const { bytesPerPixel } = tile;
		const { literalSizes } = this.#tables;
		const colour = RUN_COLOURS[this.#row + SEGMENT_RUNS[segment]];
		this.#open(x);
		if (INSIDE[x + 1] === 0) {
			let literals = literalSizes[colour & 255];
			if (bytesPerPixel > 1) {
				literals += literalSizes[(colour >>> 8) & 255] + literalSizes[(colour >>> 16) & 255];
				if (bytesPerPixel > 3) literals += literalSizes[colour >>> 24];
			}
			this.#weigh(x, literals + COST[x + 1], LITERALS, x + 1);
		}
		const end = INSIDE[runEnd] === 0 ? runEnd : runEnd - 1;
		const rest = (end - x) * bytesPerPixel - 1;
		if (rest >= bytesPerPixel && rest >= MIN_MATCH && tile.isByteRun(colour)) {
			const bits = literalSizes[colour & 255] + this.#codes[BYTE_RUN].bits[rest];
			this.#weigh(x, bits + COST[end], RUN_FROM_BYTE, end);
		}
		this.#tryAbove(x, segment);
	}

	/** Weighs the stretch that equals the row above. */
	#tryAbove(x: number, segment: number): void {
		if (EQUAL_ENDS[segment] === 0) return;
		const end = this.#notInside(EQUAL_ENDS[segment] < this.#to ? EQUAL_ENDS[segment] : this.#to);
		const bytes = (end - x) * this.#tile.bytesPerPixel;
		if (bytes >= MIN_MATCH) this.#weigh(x, this.#codes[ROW_ABOVE].bits[bytes] + COST[end], ROW_ABOVE, end);
	}

	/** Weighs the matches of the finder at `x`. */
	#tryFound(x: number, segment: number): void {
		const { lengthSizes, distanceSizes } = this.#tables;
		const { bytesPerPixel } = this.#tile;
		for (let entry = x * MAX_FOUND, last = entry + FOUND_COUNTS[x]; entry < last; entry++) {
			const distance = FOUND_DISTANCES[entry];
			const symbol = DISTANCE_SYMBOL[distance];
			const distanceBits = distanceSizes[symbol] + DISTANCE_EXTRA[symbol];
			const longest = this.#notInside(x + FOUND_LENGTHS[entry]);
			let at = segment;
			while (SEGMENT_STARTS[at + 1] <= longest && SEGMENT_STARTS[at + 1] < this.#to) at++;
			for (let end = longest; ; end = SEGMENT_STARTS[at--]) {
				const bytes = (end - x) * bytesPerPixel;
				if (bytes < MIN_MATCH || end <= x) break;
				if (INSIDE[end] === 0) {
					const bits = lengthSizes[bytes] + distanceBits + this.#costAt(end, at);
					if (this.#weigh(x, bits, FOUND, end)) DISTANCES[x] = distance;
				}
				// At the higher efforts, also as far as each segment that it reaches.
				if (!this.#shorten || at <= segment) break;
			}
		}
	}

	/** `x`, or the first column of the match that is taken and which `x` is inside of. */
	#notInside(x: number): number {
		return INSIDE[x] === 0 ? x : INSIDE[x] - 1;
	}

	/** Bits from column `x`, in `segment` or at the end, where a match may end between the usual places. */
	#costAt(x: number, segment: number): number {
		if (KNOWN[x] !== rowNumber) {
			const runEnd = RUN_ENDS[this.#row + SEGMENT_RUNS[segment]];
			this.#goOn(x, segment, runEnd < this.#to ? runEnd : this.#to);
		}
		return COST[x];
	}

	/** Forgets the step at `x`. */
	#open(x: number): void {
		KNOWN[x] = rowNumber;
		COST[x] = IMPOSSIBLE;
	}

	/** Takes the step if it is better than what stands at `x`. @returns whether it is */
	#weigh(x: number, bits: number, kind: number, next: number): boolean {
		if (bits >= COST[x]) return false;
		COST[x] = bits;
		KINDS[x] = kind;
		NEXTS[x] = next;
		return true;
	}
}
