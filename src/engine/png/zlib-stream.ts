import type { AdlerSums } from './adler.ts';
import { adler32, extendAdler } from './adler.ts';
import type { Band } from './band-assembler.ts';
import { ROW_FACTS } from './band-assembler.ts';
import { BitWriter } from './bit-writer.ts';
import { appendToCrc, crcOfBits, crcRegister } from './checksums.ts';
import type { CodeTables } from './code-tables.ts';
import { END_OF_BLOCK } from './deflate-alphabet.ts';

/** RFC 1950, 2.2: method deflate, window of 32 KiB, no dictionary, compression level "fastest". First byte lowest. */
const ZLIB_HEADER = 0x0178;
const ZLIB_HEADER_BITS = 16;
const ADLER_BYTES = 4;

/** Length in bytes of the zlib stream of an image, of which `bands` have all tile rows. */
export function zlibStreamLength(bands: readonly Band[], tables: CodeTables): number {
	let bits = ZLIB_HEADER_BITS + tables.header.bitLength + tables.literalSizes[END_OF_BLOCK];
	for (const { rows } of bands) for (let at = 0; at < rows.length; at += ROW_FACTS) bits += rows[at];
	return Math.ceil(bits / 8) + ADLER_BYTES;
}

/**
 * Writes the zlib stream of an image: header, the tile rows as one final dynamic deflate block, Adler-32 of everything.
 * @param buffer must reach at least 16 bytes beyond the stream's end; nothing is changed there
 * @param start byte at which the stream begins; need not be a multiple of anything
 * @param bands tile row r of the image is row ⌊r / bands⌋ of band r modulo bands
 * @returns the CRC's register after the stream if it was 0 before, as `crcOfBits`
 */
export function writeZlibStream(
	buffer: ArrayBuffer,
	start: number,
	bands: readonly Band[],
	tables: CodeTables,
): number {
	const writer = new BitWriter(new Uint32Array(buffer, 0, buffer.byteLength >> 2));
	// Whole words are written, so the first one begins with the bytes that stand before the stream.
	writer.count = start >> 2;
	writer.filled = (start & 3) * 8;
	writer.pending = writer.filled === 0 ? 0 : writer.words[writer.count] & ((1 << writer.filled) - 1);

	const sums: AdlerSums = { a: 0, b: 0, length: 0 };
	writer.put(ZLIB_HEADER, ZLIB_HEADER_BITS);
	let crc = crcOfBits(Uint32Array.of(ZLIB_HEADER), 0, ZLIB_HEADER_BITS);
	const { words, bitLength } = tables.header;
	writer.append(words, 0, bitLength);
	crc = appendToCrc(crc, crcOfBits(words, 0, bitLength), bitLength);
	const from = bands.map(() => 0);
	for (let row = 0, at = 0; at < bands[row].rows.length;) {
		const { words, rows } = bands[row];
		const bits = rows[at];
		writer.append(words, from[row], bits);
		from[row] += Math.ceil(bits / 32);
		extendAdler(sums, rows[at + 1], rows[at + 2], rows[at + 3]);
		crc = appendToCrc(crc, rows[at + 4], bits);
		if (++row === bands.length) {
			row = 0;
			at += ROW_FACTS;
		}
	}
	// With the zeros that fill its last byte up.
	const end = tables.literalCodes[END_OF_BLOCK];
	writer.put(end, tables.literalSizes[END_OF_BLOCK]);
	const endBits = tables.literalSizes[END_OF_BLOCK] + (-writer.filled & 7);
	crc = appendToCrc(crc, crcOfBits(Uint32Array.of(end), 0, endBits), endBits);

	let at = writer.count * 4;
	const bytes = new Uint8Array(buffer);
	for (let bits = 0; bits < writer.filled; bits += 8) bytes[at++] = writer.pending >>> bits;
	new DataView(buffer).setUint32(at, adler32(sums)); // RFC 1950, 2.2: most significant byte first
	return crcRegister(crc, bytes, at, at + ADLER_BYTES);
}
