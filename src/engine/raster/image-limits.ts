import { TesseraError } from '../errors.ts';

/** Largest side of an image, pixels: what Chromium's own canvas and WebGPU's largest common texture go up to. */
const MAX_IMAGE_SIDE = 16_384;

/**
 * Most pixels of an SVG that are drawn at once: 4096², 67 MB. Where a larger drawing is divided, the browser may round an
 * edge in another way than it does inside, so this number is part of what a drawing's pixels are.
 */
export const DRAWN_PIXELS = 1 << 24;

/**
 * Refuses a size from an untrusted header before anything is allocated for it.
 * @throws TesseraError `image-too-large`, `image-empty`
 */
export function checkImageSize(width: number, height: number, name: string): void {
	if (width < 1 || height < 1) {
		throw new TesseraError({
			code: 'image-empty',
			message: `“${name}” says that it is ${width} × ${height} pixels, so it holds no picture.`,
			hint: 'Export the image again.',
			place: { file: name },
		});
	}
	if (width > MAX_IMAGE_SIDE || height > MAX_IMAGE_SIDE) {
		throw new TesseraError({
			code: 'image-too-large',
			message: `“${name}” is ${width} × ${height} pixels; the most that can be used is ${MAX_IMAGE_SIDE} a side.`,
			hint: 'Scale the image down and import it again.',
			place: { file: name },
		});
	}
}

/**
 * Allocates `bytes` zeroed bytes for the pixels of an image.
 * @throws TesseraError `out-of-memory` in place of the engine's RangeError
 */
export function allocatePixels(bytes: number, name: string): Uint8Array<ArrayBuffer> {
	try {
		return new Uint8Array(bytes);
	} catch (cause) {
		throw new TesseraError(
			{
				code: 'out-of-memory',
				message: `There is not enough memory to decode “${name}” (${Math.ceil(bytes / 1e6)} MB).`,
				hint: 'Close other tabs or use a smaller image.',
				place: { file: name },
			},
			{ cause },
		);
	}
}
