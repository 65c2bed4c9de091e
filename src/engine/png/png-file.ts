import type { Band } from './band-assembler.ts';
import { ROW_FACTS } from './band-assembler.ts';
import { appendToCrc, crc32, crcRegister } from './checksums.ts';
import type { CodeTables } from './code-tables.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import { beginChunk, CHUNK_OVERHEAD, endChunk, PNG_TRAILER, pngHeader } from './png-header.ts';
import { writeZlibStream, zlibStreamLength } from './zlib-stream.ts';

/** Most data bytes in a chunk: a quarter of what the PNG specification, 5.3, allows, so that `appendToCrc` can count their bits. */
const MAX_CHUNK = 2 ** 29 - 1;

export interface PngFile {
	bytes: Uint8Array<ArrayBuffer>;
	/** CRC-32 of the whole file, unsigned. */
	crc: number;
}

/**
 * Makes a PNG file of the bands of an image (see `writeZlibStream`). The compressed bytes are copied once; the CRCs of
 * their chunk and of the file are made of those of their parts.
 * @param options.memory gives a buffer of so many bytes or more for the file, whatever is in it; absent: a fresh one
 * @param options.maxChunk most data bytes per IDAT chunk, for tests of files that need several
 * @throws RangeError when the bands are not all of the image
 */
export function assemblePng(
	options: {
		width: number;
		height: number;
		format: PixelFormat;
		tables: CodeTables;
		memory?: (bytes: number) => ArrayBuffer;
		maxChunk?: number;
	},
	bands: readonly Band[],
): PngFile {
	const { width, height, format, tables, memory = freshMemory, maxChunk = MAX_CHUNK } = options;
	const dataLength = bands.reduce((sum, { rows }) => sum + dataBytes(rows), 0);
	const expected = height * (width * bytesPerPixel(format) + 1);
	if (dataLength !== expected) throw new RangeError(`bands of ${dataLength} bytes for an image of ${expected}`);

	const header = pngHeader(width, height, format);
	const headerLength = header.reduce((sum, part) => sum + part.length, 0);
	const length = zlibStreamLength(bands, tables);
	const chunks = Math.ceil(length / maxChunk);
	const fileLength = headerLength + length + chunks * CHUNK_OVERHEAD + PNG_TRAILER.length;
	const bytes = new Uint8Array(memory(fileLength), 0, fileLength);
	let at = 0;
	for (const part of header) {
		bytes.set(part, at);
		at += part.length;
	}

	if (chunks === 1) {
		const data = at + 8;
		const end = data + length;
		beginChunk(bytes, at, 'IDAT', length);
		const dataCrc = writeZlibStream(bytes.buffer, data, bands, tables);
		endChunk(bytes, at, length, ~appendToCrc(crcRegister(~0, bytes, at + 4, data), dataCrc, length * 8));
		bytes.set(PNG_TRAILER, at + CHUNK_OVERHEAD + length);
		const fileCrc = appendToCrc(crcRegister(~0, bytes, 0, data), dataCrc, length * 8);
		return { bytes, crc: ~crcRegister(fileCrc, bytes, end) >>> 0 };
	}
	// For several chunks the stream is made apart and cut.
	const stream = new Uint8Array(length + 16);
	writeZlibStream(stream.buffer, 0, bands, tables);
	for (let from = 0; from < length; from += maxChunk) {
		const size = Math.min(maxChunk, length - from);
		beginChunk(bytes, at, 'IDAT', size);
		bytes.set(stream.subarray(from, from + size), at + 8);
		endChunk(bytes, at, size);
		at += CHUNK_OVERHEAD + size;
	}
	bytes.set(PNG_TRAILER, at);
	return { bytes, crc: crc32(bytes) };
}

const freshMemory = (bytes: number): ArrayBuffer => new ArrayBuffer(bytes);

/** Bytes before compression of a band's rows. */
function dataBytes(rows: Uint32Array): number {
	let bytes = 0;
	for (let at = 3; at < rows.length; at += ROW_FACTS) bytes += rows[at];
	return bytes;
}
