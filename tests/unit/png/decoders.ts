/** Test helper: three decoders that share no code with the engine or with one another, all giving straight RGBA. */
import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import { expect } from 'vitest';
import type { Picture } from './image-encoding.ts';

/** The concatenated IDAT data of a PNG file, chunk by chunk. */
export function imageData(bytes: Uint8Array): { chunks: number; data: Uint8Array } {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const parts: Uint8Array[] = [];
	for (let at = 8; at < bytes.length; at += view.getUint32(at) + 12) {
		const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
		if (type === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
	}
	return { chunks: parts.length, data: Buffer.concat(parts) };
}

/** Fails unless zlib accepts the stream and its checksum, and libvips and pngjs both see exactly the picture. */
export async function expectDecodesTo(bytes: Uint8Array, { width, height, pixels }: Picture): Promise<void> {
	inflateSync(imageData(bytes).data);
	const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
	expect([info.width, info.height, info.channels]).toEqual([width, height, 4]);
	expect(data.equals(pixels), 'libvips sees the picture').toBe(true);
	const png = PNG.sync.read(Buffer.from(bytes));
	expect([png.width, png.height]).toEqual([width, height]);
	expect(png.data.equals(pixels), 'pngjs sees the picture').toBe(true);
}
