import { MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { TileRuns } from '../tiles/tile-runs.ts';
import { ADLER_MODULUS } from './adler.ts';
import { BitWriter } from './bit-writer.ts';
import { ByteRowParser } from './byte-row-parser.ts';
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
import { BYTE_RUN, MAX_ROW_BYTES, NO_STRETCH, PIXEL_RUN, ROW_WORDS } from './encoded-tile.ts';
import type { SearchEffort } from './match-finder.ts';
import type { PixelFormat } from './pixel-format.ts';
import type { RowParser } from './row-parser.ts';
import type { RowSteps } from './row-steps.ts';
import { RunRowParser } from './run-row-parser.ts';
import type { StretchCodes } from './stretch-code.ts';
import { stretchCodes } from './stretch-code.ts';
import { REPEATS, RUN_COLOURS, RUN_COUNTS, RUN_ENDS } from './tile-scanlines.ts';
import { TileScanlines } from './tile-scanlines.ts';
import type { WordRoom } from './word-room.ts';

/** What each effort does. Effort 0 knows runs and the row above only; from 2 on, shortened matches are weighed too. */
const SEARCH: readonly (SearchEffort & { shorten: boolean })[] = [
	{ chain: 0, enough: 0, shorten: false },
	{ chain: 6, enough: 24, shorten: false },
	{ chain: 24, enough: 96, shorten: true },
	{ chain: 128, enough: 258, shorten: true },
];
/** A tile that takes more bits a pixel is worth a search byte by byte; line art takes 0.3, a gradient's dither 1. */
const DENSE_BITS = 3;
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
	readonly #runs: RunRowParser;
	/** At effort 0 there is none. */
	readonly #bytes: ByteRowParser | undefined;
	/** What the two parsers made of the present tile. */
	readonly #runWriter = new BitWriter(new Uint32Array(4096));
	readonly #byteWriter = new BitWriter(new Uint32Array(4096));
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
		const search = SEARCH[options.effort];
		this.#runs = new RunRowParser(search, tile, this.#tables, this.#codes);
		if (search.chain > 0) this.#bytes = new ByteRowParser(search, tile, this.#tables, this.#codes);
	}

	/**
	 * Adds `weight` × the symbols that this tile adds to an image to a histogram, from which better tables can be built:
	 * those that `encode` writes, and an estimate for the stretches that the assembler joins. One pass with the initial
	 * tables comes within 1 % of the size after many, a second pass with the tables of the first within 0.1 %.
	 * @throws RangeError when a pixel does not fit the format
	 */
	measure(runs: TileRuns, width: number, height: number, tables: CodeTables, into: Histogram, weight: number): void {
		const tile = this.#tile;
		this.#load(runs, width, height, tables);
		const { parser, writer } = this.#compress();
		const runWords = this.#runWriter.count;
		into.runBits += weight * 32 * runWords;
		into.savedByBytes += weight * 32 * (runWords - writer.count);
		parser.startTile(tables, this.#codes);
		for (let y = 0; y < height; y++) {
			parser.parseRow(y);
			countSteps(parser.steps, into, weight);
			const { headKind, head, headColour, tailKind, tail } = parser.ends;
			this.#expectStretch(headKind, head * tile.bytesPerPixel, into, weight);
			this.#expectStretch(tailKind, tail * tile.bytesPerPixel, into, weight);
			const literals = headKind === PIXEL_RUN ? tile.bytesPerPixel : headKind === BYTE_RUN ? 1 : 0;
			for (let i = 0; i < literals; i++) into.literalLength[(headColour >>> (8 * i)) & 255] += weight * MEETING_SHARE;
		}
		// This tile's share of the rows' filter bytes, which are 0.
		into.literalLength[0] += (weight * height * tile.rowBytes) / tile.stride;
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

	/** Compresses one tile into `room`; the other parameters and errors as in `measure`. */
	encode(runs: TileRuns, width: number, height: number, tables: CodeTables, room: WordRoom): EncodedTile {
		this.#load(runs, width, height, tables);
		const { writer } = this.#compress();
		const { byteSum, placeSum } = this.#adlerSums();
		const at = room.put(writer.words, 0, writer.count);
		return {
			words: room.block,
			at,
			length: writer.count,
			rowBytes: this.#tile.rowBytes,
			byteSum,
			placeSum,
		};
	}

	#load(runs: TileRuns, width: number, height: number, tables: CodeTables): void {
		const tile = this.#tile;
		tile.load(runs, width, height);
		if (this.#tables === tables) return;
		this.#tables = tables;
		this.#codes = stretchCodes(tables, tile.bytesPerPixel, tile.stride);
	}

	/** Compresses the tile run by run, and in art with grain byte by byte too if that left much; takes what is smaller. */
	#compress(): { parser: RowParser; writer: BitWriter } {
		const { width, height } = this.#tile;
		const writer = this.#runWriter;
		this.#compressWith(this.#runs, writer);
		const parser = this.#bytes;
		if (parser !== undefined && this.#tables.bytewise && writer.count * 32 > width * height * DENSE_BITS) {
			this.#compressWith(parser, this.#byteWriter);
			if (this.#byteWriter.count < writer.count) return { parser, writer: this.#byteWriter };
		}
		return { parser: this.#runs, writer };
	}

	/** Writes whole words. */
	#compressWith(parser: RowParser, writer: BitWriter): void {
		const { height } = this.#tile;
		parser.startTile(this.#tables, this.#codes);
		writer.clear();
		writer.reserve(height * ROW_WORDS * 32);
		writer.count = height * ROW_WORDS;
		for (let y = 0; y < height; y++) {
			const record = y * ROW_WORDS;
			if (parser.parseRow(y)) writer.words.copyWithin(record, record - ROW_WORDS, record);
			else this.#writeRow(y, parser, writer);
		}
	}

	#writeRow(y: number, { ends, steps }: RowParser, writer: BitWriter): void {
		const { bytesPerPixel } = this.#tile;
		const { literalCodes, literalSizes, lengthCodes, lengthSizes, distanceCodes, distanceSizes } = this.#tables;
		const { lengths, values, count } = steps;
		writer.reserve(MAX_ROW_BITS);
		// As `writer.put`, in local variables; a row begins with a word.
		const { words } = writer;
		const firstWord = writer.count;
		let word = firstWord;
		let pending = 0;
		let filled = 0;
		for (let step = 0; step < count; step++) {
			const length = lengths[step];
			let code: number;
			let size: number;
			if (length === 1) {
				code = literalCodes[values[step]];
				size = literalSizes[values[step]];
			} else {
				code = lengthCodes[length];
				size = lengthSizes[length];
				pending |= code << filled;
				filled += size;
				if (filled >= 32) {
					words[word++] = pending;
					filled -= 32;
					pending = code >>> (size - filled);
				}
				const distance = values[step] + 1;
				const symbol = DISTANCE_SYMBOL[distance];
				const symbolSize = distanceSizes[symbol];
				code = distanceCodes[symbol] | ((distance - DISTANCE_BASE[symbol]) << symbolSize);
				size = symbolSize + DISTANCE_EXTRA[symbol];
			}
			pending |= code << filled;
			filled += size;
			if (filled >= 32) {
				words[word++] = pending;
				filled -= 32;
				pending = code >>> (size - filled);
			}
		}
		const bits = (word - firstWord) * 32 + filled;
		if (filled > 0) words[word++] = pending;
		writer.count = word;
		const record = y * ROW_WORDS;
		words[record] = firstWord | (bits << 16);
		words[record + 1] =
			ends.headKind | (ends.tailKind << 2) | ((ends.head * bytesPerPixel) << 4) | ((ends.tail * bytesPerPixel) << 16);
		words[record + 2] = ends.headColour;
		words[record + 3] = ends.lastColour;
	}

	/** The tile's part in the image's Adler-32 (RFC 1950, 8.2), run by run; see `EncodedTile` for the two sums. */
	#adlerSums(): { byteSum: number; placeSum: number } {
		const { bytesPerPixel, height, stride } = this.#tile;
		let byteSum = 0;
		let placeSum = 0;
		let rowSum = 0;
		let rowPlaceSum = 0;
		for (let y = 0; y < height; y++) {
			if (REPEATS[y] === 0) {
				rowSum = rowPlaceSum = 0;
				const firstRun = y * MAX_TILE_WIDTH;
				let start = 0;
				for (let run = firstRun, runs = firstRun + RUN_COUNTS[y]; run < runs; run++) {
					const end = RUN_ENDS[run];
					const pixels = end - start;
					// A palette's index has no further bytes, an RGB colour no fourth.
					const colour = RUN_COLOURS[run];
					const third = (colour >>> 16) & 255;
					const fourth = colour >>> 24;
					const upper = ((colour >>> 8) & 255) + third + fourth;
					const sum = (colour & 255) + upper;
					rowSum += sum * pixels;
					// The columns from `start` to `end - 1` add up to their mean × their number, half an even number.
					const columns = ((start + end - 1) * pixels) >> 1;
					rowPlaceSum += columns * bytesPerPixel * sum + (upper + third + 2 * fourth) * pixels;
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

function countSteps(
	{ lengths, values, count }: RowSteps,
	{ literalLength, distance }: Histogram,
	weight: number,
): void {
	for (let step = 0; step < count; step++) {
		if (lengths[step] === 1) literalLength[values[step]] += weight;
		else {
			literalLength[FIRST_LENGTH_SYMBOL + LENGTH_SYMBOL[lengths[step]]] += weight;
			distance[DISTANCE_SYMBOL[values[step] + 1]] += weight;
		}
	}
}
