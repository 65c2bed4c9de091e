import { ADLER_MODULUS } from './adler.ts';
import type { BitWriter } from './bit-writer.ts';
import type { CodeTables } from './code-tables.ts';
import type { EncodedTile } from './encoded-tile.ts';
import { ROW_BITS_SHIFT } from './encoded-tile.ts';

/** PNG filter type None (PNG specification, 9.2), the byte before each row. */
const FILTER_NONE = 0;

/** Upper bound of the bits that `appendTiles` writes. */
export function tilesBits(tiles: readonly EncodedTile[], height: number, tables: CodeTables): number {
	let bits = height * tables.literalSizes[FILTER_NONE];
	for (const { rows } of tiles) for (let y = 0; y < height; y++) bits += rows[y] >>> 16;
	return bits;
}

/** Appends the scanlines of one tile row: per pixel row the filter byte and each tile's string. */
export function appendTiles(
	writer: BitWriter,
	tiles: readonly EncodedTile[],
	height: number,
	tables: CodeTables,
): void {
	writer.reserve(tilesBits(tiles, height, tables));
	const filterCode = tables.literalCodes[FILTER_NONE];
	const filterSize = tables.literalSizes[FILTER_NONE];
	const out = writer.words;
	const columns = tiles.length;
	let { count, pending, filled } = writer;
	for (let y = 0; y < height; y++) {
		pending |= filterCode << filled;
		filled += filterSize;
		if (filled >= 32) {
			out[count++] = pending;
			filled -= 32;
			pending = filterCode >>> (filterSize - filled);
		}
		for (let column = 0; column < columns; column++) {
			const { words, rows } = tiles[column];
			const row = rows[y];
			let at = row & (ROW_BITS_SHIFT - 1);
			let bits = row >>> 16;
			if (filled === 0) {
				for (; bits >= 32; bits -= 32) out[count++] = words[at++];
				pending = bits > 0 ? words[at] : 0;
				filled = bits;
				continue;
			}
			const back = 32 - filled;
			for (; bits >= 32; bits -= 32) {
				const word = words[at++];
				out[count++] = pending | (word << filled);
				pending = word >>> back;
			}
			if (bits > 0) {
				const word = words[at];
				pending |= word << filled;
				filled += bits;
				if (filled >= 32) {
					out[count++] = pending;
					filled -= 32;
					pending = word >>> back;
				}
			}
		}
	}
	writer.count = count;
	writer.pending = pending;
	writer.filled = filled;
}

/** The Adler sums of the scanlines that `appendTiles` writes, from the sums of the tiles. Filter bytes are 0. */
export function tilesAdler(
	tiles: readonly EncodedTile[],
	height: number,
	stride: number,
): { a: number; b: number; length: number } {
	const length = height * stride;
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
