import { BitWriter } from './bit-writer.ts';
import type { CodeTables } from './code-tables.ts';
import type { EncodedTile } from './encoded-tile.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import { TileRowWriter } from './tile-row.ts';

/** Some tile rows of one image, compressed: what one worker makes of it. Plain data, cloneable. */
export interface Band {
	/**
	 * A string of bits per tile row, one after the other, each from a word of 4 bytes on, filled from the least significant
	 * bit and padded with zeros.
	 */
	bits: Uint8Array<ArrayBuffer>;
	/** ROW_FACTS numbers per tile row: bits of its string; partial Adler sums and the bytes they cover, as in `AdlerSums`. */
	rows: Uint32Array<ArrayBuffer>;
}

export const ROW_FACTS = 4;

/**
 * A whole tile row of an image, filter bytes included, as one string of bits: what to keep when the same tiles stand side
 * by side in many images, since appending it is one copy instead of one per tile and pixel row.
 */
export interface TileRowStrip {
	/** Filled from the least significant bit; bits after the last are zero. */
	readonly words: Uint32Array;
	/** As in `Band.rows`. */
	readonly facts: readonly [bitLength: number, adlerA: number, adlerB: number, dataLength: number];
	/** Memory that it holds, for budgets. */
	readonly byteLength: number;
}

/** Beyond its words: the object, two arrays' headers and a buffer, as V8 counts them. */
const STRIP_OVERHEAD_BYTES = 280;

/** Puts compressed tiles side by side. The bytes of an image do not depend on how its tile rows are divided into bands. */
export class BandAssembler {
	readonly #rows: TileRowWriter;
	readonly #band = new BitWriter(new Uint32Array(1 << 15));
	readonly #strip = new BitWriter(new Uint32Array(1 << 12));
	#facts: number[] = [];

	/** @param options.imageWidth pixels  @param options.tables those that the tiles were encoded with */
	constructor(options: { format: PixelFormat; imageWidth: number; tables: CodeTables }) {
		const pixelBytes = bytesPerPixel(options.format);
		this.#rows = new TileRowWriter(options.tables, pixelBytes, options.imageWidth * pixelBytes + 1);
	}

	/** Starts a new band. */
	begin(): void {
		this.#band.clear();
		this.#facts = [];
	}

	/** Appends the tiles of one tile row, left to right, `height` pixels high; together as wide as the image. */
	appendTileRow(tiles: readonly EncodedTile[], height: number): void {
		const band = this.#band;
		const before = band.bitLength;
		this.#rows.append(band, tiles, height);
		const bits = band.bitLength - before;
		band.padWord();
		const { a, b, length } = this.#rows.adlerSums(tiles, height);
		this.#facts.push(bits, a, b, length);
	}

	/** Appends a tile row that `makeStrip` made, of the same format, image width and tables. */
	appendStrip(strip: TileRowStrip): void {
		this.#band.appendWords(strip.words);
		this.#facts.push(...strip.facts);
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
			facts: [writer.bitLength, a, b, length],
			byteLength: words.byteLength + STRIP_OVERHEAD_BYTES,
		};
	}

	/** Ends the band; its buffers are fresh and may be transferred. */
	finish(): Band {
		return { bits: new Uint8Array(this.#band.toWords().buffer), rows: Uint32Array.from(this.#facts) };
	}
}
