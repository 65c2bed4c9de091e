/** Builds PNG files byte by byte, good and bad ones, apart from the code under test. */
import { crc32, deflateSync } from 'node:zlib';

export function chunk(type: string, data: ArrayLike<number>): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), Uint8Array.from(data)]);
	const whole = Buffer.alloc(body.length + 8);
	whole.writeUInt32BE(data.length, 0);
	body.copy(whole, 4);
	whole.writeUInt32BE(crc32(body), body.length + 4);
	return whole;
}

interface PngParts {
	width: number;
	height: number;
	depth: number;
	/** Colour type. */
	type: number;
	interlaced?: boolean;
	/** Scanlines with their filter bytes. */
	rows: Uint8Array;
	/** Between IHDR and IDAT. */
	chunks?: Buffer[];
	/** Between IDAT and IEND. */
	after?: Buffer[];
	/** Splits the pixels into IDAT chunks of this size. */
	pieceBytes?: number;
}

export function pngFile(parts: PngParts): Uint8Array<ArrayBuffer> {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(parts.width, 0);
	header.writeUInt32BE(parts.height, 4);
	header.set([parts.depth, parts.type, 0, 0, parts.interlaced ? 1 : 0], 8);
	const pixels = deflateSync(parts.rows);
	const size = parts.pieceBytes ?? pixels.length;
	const pieces = Array.from({ length: Math.ceil(pixels.length / size) }, (_, i) =>
		chunk('IDAT', pixels.subarray(i * size, (i + 1) * size)),
	);
	return Uint8Array.from(
		Buffer.concat([
			Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
			chunk('IHDR', header),
			...(parts.chunks ?? []),
			...pieces,
			...(parts.after ?? []),
			chunk('IEND', []),
		]),
	);
}
