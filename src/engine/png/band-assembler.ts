import { BitWriter } from './bit-writer.ts';
import { crcOfBits } from './checksums.ts';
import type { CodeTables } from './code-tables.ts';
import type { EncodedTile } from './encoded-tile.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import { TileRowWriter } from './tile-row.ts';
import { MAX_TILE_HEIGHT } from '../tiles/tile-shape.ts';

/** Some tile rows of an image, or of several one after the other, compressed: what one worker makes. Plain data, cloneable. */
export interface Band {
	/** A string of bits per tile row, each from a word on, filled from the least significant bit and padded with zeros. */
	words: Uint32Array<ArrayBuffer>;
	/** ROW_FACTS numbers per tile row: bits of its string; partial Adler sums and the bytes they cover, as in `AdlerSums`; `crcOfBits`. */
	rows: Uint32Array<ArrayBuffer>;
}

export const ROW_FACTS = 5;

/** Memory of a band that got none. It grows as needed. */
const FIRST_BYTES = 1 << 18;

/** The bands of single images in one that holds those of `images`, with equally many tile rows each. */
export function bandsOfImages({ words, rows }: Band, images: number): Band[] {
	const facts = rows.length / images;
	const bands: Band[] = [];
	let from = 0;
	for (let image = 0; image < images; image++) {
		const own = rows.subarray(image * facts, (image + 1) * facts);
		let to = from;
		for (let at = 0; at < facts; at += ROW_FACTS) to += Math.ceil(own[at] / 32);
		bands.push({ words: words.subarray(from, to), rows: own });
		from = to;
	}
	return bands;
}

/**
 * A whole tile row of an image, filter bytes included, as one string of bits: what to keep when the same tiles stand side
 * by side in many images, since appending it is one copy instead of one per tile and pixel row.
 */
export interface TileRowStrip {
	/** `length` of them from `at` on, filled from the least significant bit; bits after the last are zero. */
	words: Uint32Array;
	at: number;
	length: number;
	/** As a row of `Band.rows`. */
	readonly facts: Int32Array;
}

/** A strip without content, to be filled. */
export function emptyStrip(): TileRowStrip {
	return { words: new Uint32Array(0), at: 0, length: 0, facts: new Int32Array(ROW_FACTS) };
}

/** Puts compressed tiles side by side. The bytes of an image do not depend on how its tile rows are divided into bands. */
export class BandAssembler {
	readonly #rows: TileRowWriter;
	#band = new BitWriter(new Uint32Array(0));
	readonly #strip = new BitWriter(new Uint32Array(1 << 12));
	readonly #madeStrip = emptyStrip();
	#facts: number[] = [];

	/** @param options.imageWidth pixels  @param options.tables those that the tiles were encoded with */
	constructor(options: { format: PixelFormat; imageWidth: number; tables: CodeTables }) {
		const pixelBytes = bytesPerPixel(options.format);
		this.#rows = new TileRowWriter(options.tables, pixelBytes, options.imageWidth * pixelBytes + 1);
	}

	/** Words of a strip at most. */
	get longestStrip(): number {
		return this.#rows.mostWords(MAX_TILE_HEIGHT);
	}

	/** Starts a new band, in the memory of an old one that nobody needs any more if there is one. */
	begin(memory: ArrayBuffer = new ArrayBuffer(FIRST_BYTES)): void {
		this.#band = new BitWriter(new Uint32Array(memory));
		this.#facts = [];
	}

	/** Appends the tiles of one tile row, left to right, `height` pixels high; together as wide as the image. */
	appendTileRow(tiles: readonly EncodedTile[], height: number): void {
		const band = this.#band;
		const from = band.count;
		this.#rows.append(band, tiles, height);
		const bits = band.bitLength - from * 32;
		band.padWord();
		const { a, b, length } = this.#rows.adlerSums(tiles, height);
		this.#facts.push(bits, a, b, length, crcOfBits(band.words, from, bits));
	}

	/** Appends a tile row that `makeStrip` made, of the same format, image width and tables. */
	appendStrip({ words, at, length, facts }: TileRowStrip): void {
		this.#band.appendWords(words, at, length);
		this.#facts.push(facts[0], facts[1], facts[2], facts[3], facts[4]);
	}

	/** The tile row that `appendTileRow` would append, valid until the next is made. Does not touch the band. */
	makeStrip(tiles: readonly EncodedTile[], height: number): TileRowStrip {
		const writer = this.#strip;
		writer.clear();
		this.#rows.append(writer, tiles, height);
		const { a, b, length } = this.#rows.adlerSums(tiles, height);
		const strip = this.#madeStrip;
		strip.facts[0] = writer.bitLength;
		strip.facts[1] = a;
		strip.facts[2] = b;
		strip.facts[3] = length;
		writer.padWord();
		strip.facts[4] = crcOfBits(writer.words, 0, strip.facts[0]);
		strip.words = writer.words;
		strip.length = writer.count;
		return strip;
	}

	/** Ends the band, which then is its receiver's: its memory may be transferred. */
	finish(): Band {
		const { words, count } = this.#band;
		return { words: words.subarray(0, count), rows: new Uint32Array(this.#facts) };
	}
}
