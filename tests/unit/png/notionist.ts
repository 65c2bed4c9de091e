/** Test helper: real line art, a Notionists avatar over a flat or gradient background. */
import { createAvatar } from '@dicebear/core';
import * as notionists from '@dicebear/notionists';
import sharp from 'sharp';
import type { Picture } from './image-encoding.ts';
import { numbers } from './pictures.ts';

/** Opaque. Even seeds get a flat background, odd ones a vertical gradient. */
export async function notionist(size: number, seed: number): Promise<Picture> {
	const random = numbers(seed * 7919 + 1);
	const colour = () => `rgb(${128 + (random() % 128)},${128 + (random() % 128)},${128 + (random() % 128)})`;
	const first = colour();
	const second = seed % 2 === 0 ? first : colour();
	const background = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
		<linearGradient id="g" x2="0" y2="1"><stop stop-color="${first}"/><stop offset="1" stop-color="${second}"/></linearGradient>
		<rect width="100%" height="100%" fill="url(#g)"/></svg>`;
	const avatar = createAvatar(notionists, { seed: `seed ${seed}`, size }).toString();
	const pixels = await sharp(Buffer.from(background))
		.composite([{ input: await sharp(Buffer.from(avatar)).resize(size, size).png().toBuffer() }])
		.ensureAlpha()
		.raw()
		.toBuffer();
	return { width: size, height: size, pixels: new Uint8Array(pixels) };
}
