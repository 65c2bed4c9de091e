import { TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { TileRuns } from '../tiles/tile-runs.ts';
import { ADLER_MODULUS } from './adler.ts';
import { BitWriter } from './bit-writer.ts';
import type { CodeTables, Histogram } from './code-tables.ts';
import { initialTables } from './code-tables.ts';
import {
	DISTANCE_BASE,
	DISTANCE_EXTRA,
	DISTANCE_SYMBOL,
	FIRST_LENGTH_SYMBOL,
	LENGTH_SYMBOL,
	MAX_MATCH,
	MIN_MATCH,
} from './deflate-alphabet.ts';
import type { EncodedTile } from './encoded-tile.ts';
import { BYTE_RUN, MAX_ROW_BYTES, NO_STRETCH, PIXEL_RUN, ROW_WORDS, TILE_OVERHEAD_BYTES } from './encoded-tile.ts';
import type { PixelFormat } from './pixel-format.ts';
import { FOUND, LITERALS, RowParser, RUN_FROM_BYTE } from './row-parser.ts';
import type { StretchCodes } from './stretch-code.ts';
import { stretchCodes } from './stretch-code.ts';
import { TileScanlines } from './tile-scanlines.ts';

/** How often a stretch at a row's end begins, or ends, where two tiles meet instead of going on. */
const MEETING_SHARE = 0.4;
/** No row is longer: every byte a literal of 15 bits. */
const MAX_ROW_BITS = MAX_ROW_BYTES * 15;

/**
 * Compresses tiles with filter None (PNG specification, 9.2) and deflate matches that stay inside the tile, so that the
 * result depends on the tile's pixels, size, format, the tables and the image's width alone, and fits wherever such a tile stands.
 */
export class TileEncoder {
	readonly #tile: TileScanlines;
	readonly #parser: RowParser;
	readonly #writer = new BitWriter(new Uint32Array(4096));
	#tables: CodeTables;
	#codes: StretchCodes;

	/**
	 * @param options.imageWidth pixels; distances between rows follow from it
	 * @param options.effort 0 fastest to 3 smallest. Changes sizes, never pixels; one value for a whole run
	 */
	constructor(options: { format: PixelFormat; imageWidth: number; effort: 0 | 1 | 2 | 3 }) {
		const tile = new TileScanlines(options.format, options.imageWidth);
		this.#tile = tile;
		this.#tables = initialTables();
		this.#codes = stretchCodes(this.#tables, tile.bytesPerPixel, tile.stride);
		this.#parser = new RowParser(options.effort, tile, this.#tables, this.#codes);
	}

	/**
	 * Adds `weight` × the symbols that this tile adds to an image to a histogram, from which better tables can be built:
	 * those that `encode` writes, and an estimate for the stretches that the assembler joins. One pass with the initial
	 * tables comes within 1 % of the size after many, a second pass with the tables of the first within 0.1 %.
	 * @throws RangeError when a pixel does not fit the format
	 */
	measure(runs: TileRuns, width: number, height: number, tables: CodeTables, into: Histogram, weight: number): void {
		const tile = this.#tile;
		this.#start(runs, width, height, tables);
		const parser = this.#parser;
		for (let y = 0; y < height; y++) {
			parser.parseRow(y);
			this.#countRow(y, into, weight);
			const { headKind, head, headColour, tailKind, tail } = parser.ends;
			this.#expectStretch(headKind, head * tile.bytesPerPixel, into, weight);
			this.#expectStretch(tailKind, tail * tile.bytesPerPixel, into, weight);
			const literals = headKind === PIXEL_RUN ? tile.bytesPerPixel : headKind === BYTE_RUN ? 1 : 0;
			for (let i = 0; i < literals; i++) into.literalLength[(headColour >>> (8 * i)) & 255] += weight * MEETING_SHARE;
		}
		// This tile's share of the rows' filter bytes, which are 0.
		into.literalLength[0] += (weight * height * tile.rowBytes) / tile.stride;
	}

	#countRow(y: number, { literalLength, distance }: Histogram, weight: number): void {
		const { bytesPerPixel, cells } = this.#tile;
		const { kinds, nexts, distances, from, to } = this.#parser;
		const countMatch = (length: number, bytes: number): void => {
			literalLength[FIRST_LENGTH_SYMBOL + LENGTH_SYMBOL[length]] += weight;
			distance[DISTANCE_SYMBOL[bytes]] += weight;
		};
		const row = this.#paintedRow(y);
		for (let x = from; x < to; x = nexts[x]) {
			const kind = kinds[x];
			const pixels = nexts[x] - x;
			if (kind === FOUND) {
				countMatch(pixels * bytesPerPixel, distances[x]);
				continue;
			}
			const literals = kind === LITERALS ? pixels * bytesPerPixel : kind === RUN_FROM_BYTE ? 1 : 0;
			// Several pixels as literals are of one colour.
			for (let i = 0; i < literals; i++) {
				literalLength[(cells[row + x] >>> (8 * (i % bytesPerPixel))) & 255] += weight;
			}
			const code = this.#codes[kind === RUN_FROM_BYTE ? BYTE_RUN : kind];
			for (let left = pixels * bytesPerPixel - literals; left > 0; left -= code.first[left]) {
				countMatch(code.first[left], code.distance);
			}
		}
	}

	/**
	 * Counts what a stretch at a row's end will become, though that depends on the neighbours: its share of matches of the
	 * greatest length, and of the match that ends it, as if one to three tiles were joined.
	 */
	#expectStretch(kind: number, bytes: number, into: Histogram, weight: number): void {
		if (kind === NO_STRETCH) return;
		const { rowBytes } = this.#tile;
		const lengthCounts = into.literalLength.subarray(FIRST_LENGTH_SYMBOL);
		const whole = (weight * bytes) / MAX_MATCH;
		const ending = (weight * MEETING_SHARE) / 3;
		lengthCounts[LENGTH_SYMBOL[MAX_MATCH]] += whole;
		for (let tiles = 0; tiles < 3; tiles++) {
			const rest = (bytes + tiles * rowBytes) % MAX_MATCH;
			lengthCounts[LENGTH_SYMBOL[Math.max(rest, MIN_MATCH)]] += ending;
		}
		into.distance[DISTANCE_SYMBOL[this.#codes[kind].distance]] += whole + 3 * ending;
	}

	/** Compresses one tile; parameters and errors as in `measure`. */
	encode(runs: TileRuns, width: number, height: number, tables: CodeTables): EncodedTile {
		this.#start(runs, width, height, tables);
		const writer = this.#writer;
		writer.clear();
		writer.reserve(height * ROW_WORDS * 32);
		writer.count = height * ROW_WORDS;
		for (let y = 0; y < height; y++) {
			const record = y * ROW_WORDS;
			if (this.#parser.parseRow(y)) writer.words.copyWithin(record, record - ROW_WORDS, record);
			else this.#writeRow(y);
		}
		const words = writer.toWords();
		const { byteSum, placeSum } = this.#adlerSums();
		return {
			words,
			rowBytes: this.#tile.rowBytes,
			byteSum,
			placeSum,
			byteLength: words.byteLength + TILE_OVERHEAD_BYTES,
		};
	}

	#start(runs: TileRuns, width: number, height: number, tables: CodeTables): void {
		const tile = this.#tile;
		tile.load(runs, width, height);
		if (this.#tables !== tables) {
			this.#tables = tables;
			this.#codes = stretchCodes(tables, tile.bytesPerPixel, tile.stride);
		}
		this.#parser.startTile(tables, this.#codes);
	}

	/** Entry in `cells` of the row that was painted last, of those from `y` up: the same pixels. */
	#paintedRow(y: number): number {
		let painted = y;
		while (this.#tile.repeats[painted] === 1) painted--;
		return painted * TILE_WIDTH;
	}

	#writeRow(y: number): void {
		const { bytesPerPixel, cells } = this.#tile;
		const { kinds, nexts, distances, ends, from, to } = this.#parser;
		const codes = this.#codes;
		const { literalCodes, literalSizes, lengthCodes, lengthSizes, distanceCodes, distanceSizes } = this.#tables;
		const writer = this.#writer;
		writer.reserve(MAX_ROW_BITS);
		const firstWord = writer.count;
		const row = this.#paintedRow(y);
		for (let x = from; x < to;) {
			const kind = kinds[x];
			const next = nexts[x];
			let bytes = (next - x) * bytesPerPixel;
			if (kind === FOUND) {
				writer.put(lengthCodes[bytes], lengthSizes[bytes]);
				const distance = distances[x];
				const symbol = DISTANCE_SYMBOL[distance];
				const size = distanceSizes[symbol];
				const extra = (distance - DISTANCE_BASE[symbol]) << size;
				writer.put(distanceCodes[symbol] | extra, size + DISTANCE_EXTRA[symbol]);
			} else if (kind === LITERALS) {
				const colour = cells[row + x];
				for (let pixel = x; pixel < next; pixel++) {
					for (let bits = 0; bits < 8 * bytesPerPixel; bits += 8) {
						const byte = (colour >>> bits) & 255;
						writer.put(literalCodes[byte], literalSizes[byte]);
					}
				}
			} else {
				let code = codes[kind];
				if (kind === RUN_FROM_BYTE) {
					const byte = cells[row + x] & 255;
					writer.put(literalCodes[byte], literalSizes[byte]);
					code = codes[BYTE_RUN];
					bytes--;
				}
				for (; bytes > 0; bytes -= code.first[bytes]) {
					const length = code.first[bytes];
					if (code.sizes[length] > 0) writer.put(code.codes[length], code.sizes[length]);
					else {
						writer.put(lengthCodes[length], lengthSizes[length]);
						writer.put(code.distanceCode, code.distanceSize);
					}
				}
			}
			x = next;
		}
		const record = y * ROW_WORDS;
		writer.words[record] = firstWord | ((writer.bitLength - firstWord * 32) << 16);
		writer.words[record + 1] =
			ends.headKind | (ends.tailKind << 2) | ((ends.head * bytesPerPixel) << 4) | ((ends.tail * bytesPerPixel) << 16);
		writer.words[record + 2] = ends.headColour;
		writer.words[record + 3] = ends.lastColour;
		writer.padWord();
	}

	/** The tile's part in the image's Adler-32 (RFC 1950, 8.2), run by run; see `EncodedTile` for the two sums. */
	#adlerSums(): { byteSum: number; placeSum: number } {
		const { runEnds, runColours, runCounts, bytesPerPixel, height, stride, repeats } = this.#tile;
		let byteSum = 0;
		let placeSum = 0;
		let rowSum = 0;
		let rowPlaceSum = 0;
		for (let y = 0; y < height; y++) {
			if (repeats[y] === 0) {
				rowSum = rowPlaceSum = 0;
				const firstRun = y * TILE_WIDTH;
				let start = 0;
				for (let run = firstRun, runs = firstRun + runCounts[y]; run < runs; run++) {
					const end = runEnds[run];
					const pixels = end - start;
					// A palette's index has no further bytes, an RGB colour no fourth.
					const colour = runColours[run];
					const second = (colour >>> 8) & 255;
					const third = (colour >>> 16) & 255;
					const fourth = colour >>> 24;
					const sum = (colour & 255) + second + third + fourth;
					rowSum += sum * pixels;
					// The columns from `start` to `end - 1` add up to their mean × their number.
					rowPlaceSum +=
						(start + end - 1) * pixels * 0.5 * bytesPerPixel * sum + (second + 2 * third + 3 * fourth) * pixels;
					start = end;
				}
			}
			byteSum += rowSum;
			// Whole numbers below 2^53 for strides up to 2^26: 2^5 rows, numbered below 2^5, of sums below 2^17.
			placeSum += y * stride * rowSum + rowPlaceSum;
		}
		return { byteSum: byteSum % ADLER_MODULUS, placeSum: placeSum % ADLER_MODULUS };
	}
}
