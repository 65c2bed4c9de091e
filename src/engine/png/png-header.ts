import { crc32 } from './checksums.ts';
import type { PixelFormat } from './pixel-format.ts';

/** PNG specification, 5.2. */
const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Bits per sample, and the colour types (11.2.1). */
const BIT_DEPTH = 8;
const COLOUR_TYPE = { rgb: 2, rgba: 6, palette: 3 };

/** Length, type and CRC of a chunk (5.3). */
export const CHUNK_OVERHEAD = 12;

/** Writes a chunk's length and type at `at`; its data follow at `at + 8`. */
export function beginChunk(file: Uint8Array, at: number, type: string, length: number): void {
	new DataView(file.buffer, file.byteOffset).setUint32(at, length);
	for (let i = 0; i < 4; i++) file[at + 4 + i] = type.charCodeAt(i);
}

/**
 * Writes the CRC behind the data of the chunk at `at` (over type and data, 5.3).
 * @param crc absent: it is calculated
 */
export function endChunk(
	file: Uint8Array,
	at: number,
	length: number,
	crc = crc32(file, at + 4, at + 8 + length),
): void {
	new DataView(file.buffer, file.byteOffset).setUint32(at + 8 + length, crc);
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(data.length + CHUNK_OVERHEAD);
	beginChunk(bytes, 0, type, data.length);
	bytes.set(data, 8);
	endChunk(bytes, 0, data.length);
	return bytes;
}

/** Image header (11.2.1): size, bit depth, colour type; compression, filter method and interlace are 0. */
function imageHeader(width: number, height: number, format: PixelFormat): Uint8Array {
	const data = new Uint8Array(13);
	const view = new DataView(data.buffer);
	view.setUint32(0, width);
	view.setUint32(4, height);
	data[8] = BIT_DEPTH;
	data[9] = COLOUR_TYPE[format.kind];
	return data;
}

/** Palette (11.2.2) and, where a colour is not opaque, transparency (11.3.1.1), which may end with the last such colour. */
function paletteChunks(colors: Uint32Array): Uint8Array<ArrayBuffer>[] {
	const rgb = new Uint8Array(colors.length * 3);
	const alpha = new Uint8Array(colors.length);
	let transparent = 0;
	colors.forEach((color, i) => {
		rgb.set([color, color >>> 8, color >>> 16], i * 3);
		alpha[i] = color >>> 24;
		if (alpha[i] < 255) transparent = i + 1;
	});
	const chunks = [chunk('PLTE', rgb)];
	if (transparent > 0) chunks.push(chunk('tRNS', alpha.subarray(0, transparent)));
	return chunks;
}

/** Everything before the image data: signature, IHDR, and for a palette PLTE and tRNS. */
export function pngHeader(width: number, height: number, format: PixelFormat): Uint8Array<ArrayBuffer>[] {
	const header = [SIGNATURE, chunk('IHDR', imageHeader(width, height, format))];
	return format.kind === 'palette' ? [...header, ...paletteChunks(format.colors)] : header;
}

/** The image trailer, IEND (11.2.4). */
export const PNG_TRAILER = chunk('IEND', new Uint8Array(0));
