import { MAX_FOUND, type SearchEffort } from './match-finder.ts';
import { ByteMatchFinder } from './byte-match-finder.ts';
import type { CodeTables } from './code-tables.ts';
import { DISTANCE_EXTRA, DISTANCE_SYMBOL, LENGTH_BASE, LENGTH_SYMBOL, MIN_MATCH } from './deflate-alphabet.ts';
import { BYTE_RUN, PIXEL_RUN, ROW_ABOVE } from './encoded-tile.ts';
import { RowEnds } from './row-ends.ts';
import type { RowParser } from './row-parser.ts';
import { RowSteps } from './row-steps.ts';
import { ROW_PITCH, ROW_PITCH_BITS, ScanlineBytes } from './scanline-bytes.ts';
import type { StretchCode, StretchCodes } from './stretch-code.ts';
import { canReachAbove } from './stretch-code.ts';
import { REPEATS } from './tile-scanlines.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/**
 * The parser for tiles that are not made of runs: grain and photographs, where what repeats is a few bytes that begin in the
 * middle of a pixel. Like `RunRowParser`, but over all bytes of the row, which takes five times as long.
 */
export class ByteRowParser implements RowParser {
	readonly ends = new RowEnds();
	readonly steps = new RowSteps();
	readonly #tile: TileScanlines;
	readonly #bytes = new ScanlineBytes();
	readonly #finder: ByteMatchFinder;
	readonly #shorten: boolean;
	#tables: CodeTables;
	#codes: StretchCodes;
	/** By place in the row: bits of the best steps from there on, and the first of them. */
	readonly #cost = new Int32Array(ROW_PITCH + 1);
	readonly #lengths = new Uint16Array(ROW_PITCH);
	readonly #distances = new Uint16Array(ROW_PITCH);
	/** By place in the row: how many bytes from there on equal the row above. */
	readonly #above = new Uint16Array(ROW_PITCH + 1);

	constructor(
		effort: SearchEffort & { shorten: boolean },
		tile: TileScanlines,
		tables: CodeTables,
		codes: StretchCodes,
	) {
		this.#finder = new ByteMatchFinder(effort);
		this.#shorten = effort.shorten;
		this.#tile = tile;
		this.#tables = tables;
		this.#codes = codes;
	}

	startTile(tables: CodeTables, codes: StretchCodes): void {
		this.#tables = tables;
		this.#codes = codes;
		this.#bytes.load(this.#tile);
		this.#finder.startTile();
	}

	parseRow(y: number): boolean {
		const { ends, steps } = this;
		const tile = this.#tile;
		const { bytesPerPixel, rowBytes } = tile;
		const canReach = canReachAbove(tile.stride);
		const repeats = REPEATS[y] === 1;
		ends.find(tile, y, canReach);
		const from = ends.head * bytesPerPixel;
		const to = rowBytes - ends.tail * bytesPerPixel;
		steps.clear();
		if (repeats) this.#finder.rows.repeat(y);
		if (from >= to) {
			if (!repeats) this.#finder.rows.begin(y);
			return false;
		}
		this.#compareWithRowAbove(y, from, to, canReach);
		if (!repeats) this.#finder.findRow(tile, this.#bytes.bytes, y, from, to, this.#above);
		this.#chooseSteps(y, from, to, repeats);
		for (let i = from; i < to; i += this.#lengths[i]) {
			if (this.#distances[i] === 0) steps.literal(this.#bytes.bytes[y * ROW_PITCH + i]);
			else steps.match(this.#lengths[i], this.#distances[i]);
		}
		return false;
	}

	#compareWithRowAbove(y: number, from: number, to: number, canReach: boolean): void {
		const { bytes } = this.#bytes;
		const above = this.#above;
		if (y === 0 || !canReach) {
			above.fill(0);
			return;
		}
		const base = y << ROW_PITCH_BITS;
		let equal = 0;
		for (let i = to - 1; i >= from; i--) {
			equal = bytes[base + i] === bytes[base + i - ROW_PITCH] ? equal + 1 : 0;
			above[i] = equal;
		}
	}

	#chooseSteps(y: number, from: number, to: number, repeats: boolean): void {
		const { bytes } = this.#bytes;
		const { bytesPerPixel } = this.#tile;
		const { literalSizes } = this.#tables;
		const codes = this.#codes;
		const { counts } = this.#finder;
		const cost = this.#cost;
		const above = this.#above;
		const base = y << ROW_PITCH_BITS;
		let equalBytes = 0;
		let equalPixels = 0;
		cost[to] = 0;
		for (let i = to - 1; i >= from; i--) {
			const byte = bytes[base + i];
			cost[i] = literalSizes[byte] + cost[i + 1];
			this.#lengths[i] = 1;
			this.#distances[i] = 0;
			equalBytes = i >= 1 && byte === bytes[base + i - 1] ? equalBytes + 1 : 0;
			equalPixels = i >= bytesPerPixel && byte === bytes[base + i - bytesPerPixel] ? equalPixels + 1 : 0;
			if (equalBytes >= MIN_MATCH) this.#tryStretch(i, equalBytes, codes[BYTE_RUN]);
			if (equalPixels >= MIN_MATCH) this.#tryStretch(i, equalPixels, codes[PIXEL_RUN]);
			if (above[i] >= MIN_MATCH) this.#tryStretch(i, above[i], codes[ROW_ABOVE]);
			if (!repeats && counts[i] > 0) this.#tryFound(i, counts[i]);
		}
	}

	#tryStretch(i: number, bytes: number, { bits, first, distance }: StretchCode): void {
		// What is left of the stretch after its first match is weighed where that ends.
		const length = first[bytes];
		const all = bits[bytes] - bits[bytes - length] + this.#cost[i + length];
		if (all >= this.#cost[i]) return;
		this.#cost[i] = all;
		this.#lengths[i] = length;
		this.#distances[i] = distance;
	}

	/** Weighs the matches of the finder at place `i` against the step that stands there. */
	#tryFound(i: number, count: number): void {
		const { lengths, distances } = this.#finder;
		const { lengthSizes, distanceSizes } = this.#tables;
		const cost = this.#cost;
		let weighed = MIN_MATCH - 1;
		for (let entry = i * MAX_FOUND, end = entry + count; entry < end; entry++) {
			const distance = distances[entry];
			const symbol = DISTANCE_SYMBOL[distance];
			const distanceSize = distanceSizes[symbol] + DISTANCE_EXTRA[symbol];
			// The longest, then (at the higher efforts) the longest of each cheaper length symbol that nearer matches can't have.
			for (let length = lengths[entry]; length > weighed; length = LENGTH_BASE[LENGTH_SYMBOL[length]] - 1) {
				const bits = lengthSizes[length] + distanceSize + cost[i + length];
				if (bits < cost[i]) {
					cost[i] = bits;
					this.#lengths[i] = length;
					this.#distances[i] = distance;
				}
				if (!this.#shorten) break;
			}
			weighed = lengths[entry];
		}
	}
}
