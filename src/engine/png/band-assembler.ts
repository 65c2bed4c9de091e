import type { AdlerSums } from './adler.ts';
import { extendAdler } from './adler.ts';
import { BitWriter } from './bit-writer.ts';
import type { CodeTables } from './code-tables.ts';
import type { EncodedTile } from './encoded-tile.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import { TileRowWriter } from './tile-row.ts';

/** A contiguous group of tile rows of one image, compressed: what one worker makes of it. Plain data, cloneable. */
export interface Band {
	/** A string of bits filled from the least significant bit of each byte, padded with zeros to a multiple of 4 bytes. */
	bits: Uint8Array<ArrayBuffer>;
	bitLength: number;
	/** Partial Adler sums as in `AdlerSums`. */
	adlerA: number;
	adlerB: number;
	/** Bytes before compression, filter bytes included. */
	byteLength: number;
}

/**
 * A whole tile row of an image, filter bytes included, as one string of bits: what to keep when the same tiles stand side
 * by side in many images, since appending it is one shifted copy instead of one per tile and pixel row.
 */
export interface TileRowStrip {
	/** Filled from the least significant bit; bits after the last are zero. */
	readonly words: Uint32Array;
	readonly bitLength: number;
	/** Partial Adler sums as in `AdlerSums`, and the bytes they cover. */
	readonly adlerA: number;
	readonly adlerB: number;
	readonly dataLength: number;
	/** Memory that it holds, for budgets. */
	readonly byteLength: number;
}

/** Beyond its words: the object, an array header and its buffer, as V8 counts them. */
const STRIP_OVERHEAD_BYTES = 240;

/** Puts compressed tiles side by side and below one another. The bytes of an image do not depend on how it is divided into bands. */
export class BandAssembler {
	readonly #rows: TileRowWriter;
	readonly #band = new BitWriter(new Uint32Array(1 << 15));
	readonly #strip = new BitWriter(new Uint32Array(1 << 12));
	readonly #sums: AdlerSums = { a: 0, b: 0, length: 0 };

	/** @param options.imageWidth pixels  @param options.tables those that the tiles were encoded with */
	constructor(options: { format: PixelFormat; imageWidth: number; tables: CodeTables }) {
		const pixelBytes = bytesPerPixel(options.format);
		this.#rows = new TileRowWriter(options.tables, pixelBytes, options.imageWidth * pixelBytes + 1);
	}

	/** Starts a new band. */
	begin(): void {
		this.#band.clear();
		this.#sums.a = this.#sums.b = this.#sums.length = 0;
	}

	/** Appends the tiles of one tile row, left to right, `height` pixels high; together as wide as the image. */
	appendTileRow(tiles: readonly EncodedTile[], height: number): void {
		this.#rows.append(this.#band, tiles, height);
		const { a, b, length } = this.#rows.adlerSums(tiles, height);
		extendAdler(this.#sums, a, b, length);
	}

	/** Appends a tile row that `makeStrip` made, of the same format, image width and tables. */
	appendStrip(strip: TileRowStrip): void {
		this.#band.reserve(strip.bitLength);
		this.#band.append(strip.words, 0, strip.bitLength);
		extendAdler(this.#sums, strip.adlerA, strip.adlerB, strip.dataLength);
	}

	/** The tile row that `appendTileRow` would append, to be kept. Does not touch the band. */
	makeStrip(tiles: readonly EncodedTile[], height: number): TileRowStrip {
		const writer = this.#strip;
		writer.clear();
		this.#rows.append(writer, tiles, height);
		const { a, b, length } = this.#rows.adlerSums(tiles, height);
		const words = writer.toWords();
		return {
			words,
			bitLength: writer.bitLength,
			adlerA: a,
			adlerB: b,
			dataLength: length,
			byteLength: words.byteLength + STRIP_OVERHEAD_BYTES,
		};
	}

	/** Ends the band; its buffer is fresh and may be transferred. */
	finish(): Band {
		const { a, b, length } = this.#sums;
		const words = this.#band.toWords();
		return {
			bits: new Uint8Array(words.buffer),
			bitLength: this.#band.bitLength,
			adlerA: a,
			adlerB: b,
			byteLength: length,
		};
	}
}
