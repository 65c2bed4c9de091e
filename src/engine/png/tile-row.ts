import { ADLER_MODULUS } from './adler.ts';
import type { BitWriter } from './bit-writer.ts';
import type { CodeTables } from './code-tables.ts';
import { MAX_MATCH, MIN_MATCH } from './deflate-alphabet.ts';
import type { EncodedTile } from './encoded-tile.ts';
import { BYTE_RUN, NO_STRETCH, ROW_ABOVE, ROW_WORDS } from './encoded-tile.ts';
import type { StretchCodes } from './stretch-code.ts';
import { LONG_STRETCH, stretchCodes } from './stretch-code.ts';

/** PNG filter type None (PNG specification, 9.2), the byte before each row. */
const FILTER_NONE = 0;
/** No byte costs more, whether written as a literal or in a match of three bytes or more. */
const MAX_BITS_PER_BYTE = 16;

/** Puts the tiles of a tile row side by side: per pixel row the filter byte and each tile's part, stretches joined. */
export class TileRowWriter {
	readonly #tables: CodeTables;
	readonly #bytesPerPixel: number;
	readonly #stride: number;
	/** By kind of stretch. */
	readonly #codes: StretchCodes;

	/** @param stride bytes from one image row to the next, filter byte included */
	constructor(tables: CodeTables, bytesPerPixel: number, stride: number) {
		this.#tables = tables;
		this.#bytesPerPixel = bytesPerPixel;
		this.#stride = stride;
		this.#codes = stretchCodes(tables, bytesPerPixel, stride);
	}

	/** Words that `height` scanlines take at most. */
	mostWords(height: number): number {
		return Math.ceil((height * this.#stride * MAX_BITS_PER_BYTE) / 32);
	}

	/** Appends `height` scanlines. */
	append(writer: BitWriter, tiles: readonly EncodedTile[], height: number): void {
		writer.reserve(height * this.#stride * MAX_BITS_PER_BYTE);
		const filterCode = this.#tables.literalCodes[FILTER_NONE];
		const filterSize = this.#tables.literalSizes[FILTER_NONE];
		const columns = tiles.length;
		for (let y = 0, row = 0; y < height; y++, row += ROW_WORDS) {
			writer.put(filterCode, filterSize);
			// The stretch that may still go on in the next tile, and the colour before it (none at the start of a row).
			let kind = NO_STRETCH;
			let bytes = 0;
			let colour = -1;
			for (let column = 0; column < columns; column++) {
				const { words, at } = tiles[column];
				const record = at + row;
				const ends = words[record + 1];
				const headKind = ends & 3;
				if (headKind !== NO_STRETCH) {
					const headBytes = (ends >>> 4) & 0xfff;
					const isBegun = headKind === ROW_ABOVE || words[record + 2] === colour;
					if (kind !== headKind || !isBegun) {
						if (bytes > 0) this.#writeStretch(writer, kind, bytes);
						bytes = isBegun ? 0 : -this.#writeColour(writer, headKind, words[record + 2]);
						kind = headKind;
					}
					bytes += headBytes;
				}
				const string = words[record];
				if (string >>> 16 > 0) {
					if (bytes > 0) this.#writeStretch(writer, kind, bytes);
					kind = NO_STRETCH;
					bytes = 0;
					writer.append(words, at + (string & 0xffff), string >>> 16);
				}
				const tailKind = (ends >>> 2) & 3;
				if (tailKind !== NO_STRETCH) {
					if (kind !== tailKind) {
						if (bytes > 0) this.#writeStretch(writer, kind, bytes);
						kind = tailKind;
						bytes = 0;
					}
					bytes += ends >>> 16;
				}
				colour = words[record + 3];
			}
			if (bytes > 0) this.#writeStretch(writer, kind, bytes);
		}
	}

	/** Writes the literals that a run of `colour` starts with. @returns how many */
	#writeColour(writer: BitWriter, kind: number, colour: number): number {
		const { literalCodes, literalSizes } = this.#tables;
		const literals = kind === BYTE_RUN ? 1 : this.#bytesPerPixel;
		for (let i = 0; i < literals; i++) {
			const byte = (colour >>> (8 * i)) & 255;
			writer.put(literalCodes[byte], literalSizes[byte]);
		}
		return literals;
	}

	/** Writes the matches that cover a stretch of 3 bytes or more. @throws RangeError for a shorter one: the tile is damaged */
	#writeStretch(writer: BitWriter, kind: number, bytes: number): void {
		// No match is that short. Above, what a match leaves is nothing or long enough for another.
		if (bytes < MIN_MATCH) throw new RangeError(`a stretch of ${bytes} bytes cannot be written`);
		const { codes, sizes, first, distanceCode, distanceSize } = this.#codes[kind];
		for (let left = bytes; left > 0;) {
			const length = left > LONG_STRETCH ? MAX_MATCH : first[left];
			if (sizes[length] > 0) writer.put(codes[length], sizes[length]);
			else {
				writer.put(this.#tables.lengthCodes[length], this.#tables.lengthSizes[length]);
				writer.put(distanceCode, distanceSize);
			}
			left -= length;
		}
	}

	/** The Adler sums of the scanlines that `append` writes, from the sums of the tiles. Filter bytes are 0. */
	adlerSums(tiles: readonly EncodedTile[], height: number): { a: number; b: number; length: number } {
		const length = height * this.#stride;
		let a = 0;
		let b = 0;
		// The first byte of the first tile follows the filter byte: it counts as often as there are bytes from it to the end.
		let toEnd = length - 1;
		for (const { byteSum, placeSum, rowBytes } of tiles) {
			a += byteSum;
			b += (toEnd % ADLER_MODULUS) * byteSum - placeSum;
			toEnd -= rowBytes;
		}
		b %= ADLER_MODULUS;
		return { a: a % ADLER_MODULUS, b: b < 0 ? b + ADLER_MODULUS : b, length };
	}
}
