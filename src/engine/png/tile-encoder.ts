import type { TileRuns } from '../tiles/tile-runs.ts';
import type { CodeTables, Histogram } from './code-tables.ts';
import type { EncodedTile } from './encoded-tile.ts';
import { encode, measure, use } from './encoder-module.ts';
import type { EncoderSettings, SearchEffort } from './encoder-module.ts';
import { bytesPerPixel } from './pixel-format.ts';
import type { PixelFormat } from './pixel-format.ts';
import type { WordRoom } from './word-room.ts';

/** What each effort does. Effort 0 knows runs and the row above only; from 2 on, shortened matches are weighed too. */
const SEARCH: readonly SearchEffort[] = [
	{ chain: 0, enough: 0, shorten: false },
	{ chain: 6, enough: 24, shorten: false },
	{ chain: 24, enough: 96, shorten: true },
	{ chain: 128, enough: 258, shorten: true },
];

/**
 * Compresses tiles with filter None (PNG specification, 9.2) and deflate matches that stay inside the tile, so that the
 * result depends on the tile's pixels, size, format, the tables and the image's width alone, and fits wherever such a tile stands.
 */
export class TileEncoder {
	readonly #settings: EncoderSettings;
	readonly #pixelBytes: number;

	/**
	 * @param options.imageWidth pixels; distances between rows follow from it
	 * @param options.effort 0 fastest to 3 smallest. Changes sizes, never pixels; one value for a whole run
	 */
	constructor(options: { format: PixelFormat; imageWidth: number; effort: 0 | 1 | 2 | 3 }) {
		this.#settings = { ...options, effort: SEARCH[options.effort] };
		this.#pixelBytes = bytesPerPixel(options.format);
	}

	/**
	 * Adds `weight` × the symbols that this tile adds to an image to a histogram, from which better tables can be built:
	 * those that `encode` writes, and an estimate for the stretches that the assembler joins. One pass with the initial
	 * tables comes within 1 % of the size after many, a second pass with the tables of the first within 0.1 %.
	 * @throws RangeError when a pixel does not fit the format
	 */
	measure(runs: TileRuns, width: number, height: number, tables: CodeTables, into: Histogram, weight: number): void {
		use(this.#settings, tables);
		const { length, runLength } = measure(runs, width, height, tables.bytewise, into, weight);
		into.runBits += weight * 32 * runLength;
		into.savedByBytes += weight * 32 * (runLength - length);
	}

	/** Compresses one tile into `room`; the other parameters and errors as in `measure`. */
	encode(runs: TileRuns, width: number, height: number, tables: CodeTables, room: WordRoom): EncodedTile {
		use(this.#settings, tables);
		const { words, length, byteSum, placeSum } = encode(runs, width, height, tables.bytewise);
		const at = room.put(words, 0, length);
		return { words: room.block, at, length, rowBytes: width * this.#pixelBytes, byteSum, placeSum };
	}
}
