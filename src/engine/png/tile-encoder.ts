import { TILE_WIDTH } from '../tiles/tile-shape.ts';
import { ADLER_MODULUS } from './adler.ts';
import { BitWriter } from './bit-writer.ts';
import type { CodeTables, Histogram } from './code-tables.ts';
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
import { BYTE_RUN, NO_STRETCH, PIXEL_RUN, ROW_ABOVE, ROW_WORDS, TILE_OVERHEAD_BYTES } from './encoded-tile.ts';
import { ParseCosts } from './parse-costs.ts';
import type { PixelFormat } from './pixel-format.ts';
import { RowParser } from './row-parser.ts';
import { ROW_PITCH, TileScanlines } from './tile-scanlines.ts';

/** How often a stretch at a row's end begins, or ends, where two tiles meet instead of going on. */
const MEETING_SHARE = 0.4;
/** No row is longer: every byte a literal of 15 bits. */
const MAX_ROW_BITS = ROW_PITCH * 15;

/**
 * Compresses tiles with filter None (PNG specification, 9.2) and deflate matches that stay inside the tile, so that the
 * result depends on the tile's pixels, size, format, the tables and the image's width alone, and fits wherever such a tile stands.
 */
export class TileEncoder {
	readonly #tile: TileScanlines;
	readonly #parser: RowParser;
	readonly #writer = new BitWriter(new Uint32Array(4096));
	#costs: ParseCosts | undefined;

	/**
	 * @param options.imageWidth pixels; distances between rows follow from it
	 * @param options.effort 0 fastest to 3 smallest. Changes sizes, never pixels; one value for a whole run
	 */
	constructor(options: { format: PixelFormat; imageWidth: number; effort: 0 | 1 | 2 | 3 }) {
		this.#tile = new TileScanlines(options.format, options.imageWidth);
		this.#parser = new RowParser(options.effort);
	}

	/**
	 * Adds `weight` × the symbols that this tile adds to an image to a histogram, from which better tables can be built:
	 * those that `encode` writes, and an estimate for the stretches that the assembler joins. One pass with the initial
	 * tables comes within 1 % of the size after many, a second pass with the tables of the first within 0.1 %.
	 * @param pixels straight RGBA, rows TILE_WIDTH × 4 bytes apart, from `byteOffset` on
	 * @throws RangeError when a pixel does not fit the format
	 */
	measure(
		pixels: Uint8Array,
		byteOffset: number,
		width: number,
		height: number,
		tables: CodeTables,
		into: Histogram,
		weight: number,
	): void {
		const tile = this.#tile;
		const costs = this.#start(pixels, byteOffset, width, height, tables);
		const parser = this.#parser;
		const { lengths, distances } = parser;
		const { literalLength, distance } = into;
		for (let y = 0; y < height; y++) {
			parser.parseRow(tile, y, costs);
			for (let i = parser.from; i < parser.to; i += lengths[i]) {
				if (distances[i] === 0) literalLength[tile.bytes[y * ROW_PITCH + i]] += weight;
				else {
					literalLength[FIRST_LENGTH_SYMBOL + LENGTH_SYMBOL[lengths[i]]] += weight;
					distance[DISTANCE_SYMBOL[distances[i]]] += weight;
				}
			}
			const { headKind, headBytes, headColour, tailKind, tailBytes } = parser.ends;
			this.#expectStretch(headKind, headBytes, into, weight);
			this.#expectStretch(tailKind, tailBytes, into, weight);
			const literals = headKind === PIXEL_RUN ? tile.bytesPerPixel : headKind === BYTE_RUN ? 1 : 0;
			for (let i = 0; i < literals; i++) literalLength[(headColour >>> (8 * i)) & 255] += weight * MEETING_SHARE;
		}
		// This tile's share of the rows' filter bytes, which are 0.
		literalLength[0] += (weight * height * tile.rowBytes) / tile.stride;
	}

	/**
	 * Counts what a stretch at a row's end will become, though that depends on the neighbours: its share of matches of the
	 * greatest length, and of the match that ends it, as if one to three tiles were joined.
	 */
	#expectStretch(kind: number, bytes: number, into: Histogram, weight: number): void {
		if (kind === NO_STRETCH) return;
		const { bytesPerPixel, stride, rowBytes } = this.#tile;
		const lengthCounts = into.literalLength.subarray(FIRST_LENGTH_SYMBOL);
		const whole = (weight * bytes) / MAX_MATCH;
		const ending = (weight * MEETING_SHARE) / 3;
		lengthCounts[LENGTH_SYMBOL[MAX_MATCH]] += whole;
		for (let tiles = 0; tiles < 3; tiles++) {
			const rest = (bytes + tiles * rowBytes) % MAX_MATCH;
			lengthCounts[LENGTH_SYMBOL[Math.max(rest, MIN_MATCH)]] += ending;
		}
		const distance = kind === ROW_ABOVE ? stride : kind === BYTE_RUN ? 1 : bytesPerPixel;
		into.distance[DISTANCE_SYMBOL[distance]] += whole + 3 * ending;
	}

	/** Compresses one tile; parameters as in `measure`. */
	encode(pixels: Uint8Array, byteOffset: number, width: number, height: number, tables: CodeTables): EncodedTile {
		const tile = this.#tile;
		const costs = this.#start(pixels, byteOffset, width, height, tables);
		const writer = this.#writer;
		writer.clear();
		writer.reserve(height * ROW_WORDS * 32);
		writer.count = height * ROW_WORDS;
		for (let y = 0; y < height; y++) {
			const record = y * ROW_WORDS;
			if (this.#parser.parseRow(tile, y, costs)) writer.words.copyWithin(record, record - ROW_WORDS, record);
			else this.#writeRow(y, tables);
		}
		const words = writer.toWords();
		const { byteSum, placeSum } = this.#adlerSums();
		return {
			words,
			rowBytes: tile.rowBytes,
			byteSum,
			placeSum,
			byteLength: words.byteLength + TILE_OVERHEAD_BYTES,
		};
	}

	#start(pixels: Uint8Array, byteOffset: number, width: number, height: number, tables: CodeTables): ParseCosts {
		const tile = this.#tile;
		tile.load(pixels, byteOffset, width, height);
		this.#parser.startTile();
		if (this.#costs?.tables !== tables) this.#costs = new ParseCosts(tables, tile.bytesPerPixel, tile.stride);
		return this.#costs;
	}

	#writeRow(y: number, tables: CodeTables): void {
		const { bytes } = this.#tile;
		const { lengths, distances, ends, from, to } = this.#parser;
		const { literalCodes, literalSizes, lengthCodes, lengthSizes, distanceCodes, distanceSizes } = tables;
		const writer = this.#writer;
		writer.reserve(MAX_ROW_BITS);
		const first = writer.count;
		const base = y * ROW_PITCH;
		for (let i = from; i < to; i += lengths[i]) {
			const distance = distances[i];
			if (distance === 0) {
				const byte = bytes[base + i];
				writer.put(literalCodes[byte], literalSizes[byte]);
				continue;
			}
			writer.put(lengthCodes[lengths[i]], lengthSizes[lengths[i]]);
			const symbol = DISTANCE_SYMBOL[distance];
			const size = distanceSizes[symbol];
			const extra = (distance - DISTANCE_BASE[symbol]) << size;
			writer.put(distanceCodes[symbol] | extra, size + DISTANCE_EXTRA[symbol]);
		}
		const record = y * ROW_WORDS;
		writer.words[record] = first | ((writer.bitLength - first * 32) << 16);
		writer.words[record + 1] = ends.headKind | (ends.tailKind << 2) | (ends.headBytes << 4) | (ends.tailBytes << 16);
		writer.words[record + 2] = ends.headColour;
		writer.words[record + 3] = ends.lastColour;
		if (writer.filled > 0) writer.put(0, 32 - writer.filled);
	}

	/** The tile's part in the image's Adler-32 (RFC 1950, 8.2), run by run; see `EncodedTile` for the two sums. */
	#adlerSums(): { byteSum: number; placeSum: number } {
		const { bytes, runEnds, runCounts, bytesPerPixel, height, stride, repeats } = this.#tile;
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
					let sum = 0;
					let placed = 0;
					for (let i = 0, at = y * ROW_PITCH + start * bytesPerPixel; i < bytesPerPixel; i++) {
						sum += bytes[at + i];
						placed += bytes[at + i] * i;
					}
					rowSum += sum * pixels;
					// The columns from `start` to `end - 1` add up to their mean × their number.
					rowPlaceSum += (start + end - 1) * pixels * 0.5 * bytesPerPixel * sum + placed * pixels;
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
