/** Any image file to the exact straight-alpha bytes that its format defines, in a worker. */
import type { Fit } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';
import { type ImageHeader, readImageHeader } from '../../engine/raster/image-header.ts';
import { checkImageSize } from '../../engine/raster/image-limits.ts';
import { fitRectangle } from '../../engine/raster/placement.ts';
import { decodePng } from '../../engine/raster/png-decode.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import { readBitmapPixels } from './bitmap-pixels.ts';

export interface DecodeContext {
	/** Output size, pixels: what an SVG is drawn for. */
	width: number;
	height: number;
	/** How the output places images; an SVG is drawn at the size it will have there. Absent: as for `contain`. */
	fit?: Fit;
	/** Draws an SVG on the page, stretched to `width × height` (workers cannot). */
	rasteriseSvg(svg: Blob, name: string, width: number, height: number): Promise<Raster>;
}

/**
 * Decodes PNG, APNG (default image), JPEG, WebP, AVIF, GIF (first frame) and SVG; the type is recognised by content.
 * Raster formats come at their own size; SVG at the size that `placeRaster` gives it with the same fit, so that nothing is
 * resampled.
 * @param name file name, for messages
 * @throws TesseraError `not-an-image`, `image-corrupt`, `image-truncated`, `image-too-large`, `svg-…`, `no-exact-pixels`
 */
export async function decodeImage(blob: Blob, name: string, context: DecodeContext): Promise<Raster> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	const header = readImageHeader(bytes);
	if (header === undefined) {
		throw new TesseraError({
			code: 'not-an-image',
			message: `“${name}” is not an image that can be read.`,
			hint: 'Use PNG, JPEG, WebP, AVIF, GIF or SVG.',
			place: { file: name },
		});
	}
	if (header.type === 'image/png' || header.type === 'image/apng') return decodePng(bytes, name);
	if (header.type === 'image/svg+xml') return decodeSvg(blob, header, name, context);
	// The browser decodes the beginning of a file and leaves the rest grey or bare.
	if (header.damage !== undefined) {
		throw new TesseraError({
			code: 'image-truncated',
			message: `“${name}” is cut off: the file ends before the picture does.`,
			hint: 'Copy or export the image again.',
			place: { file: name },
		});
	}
	if (header.width !== undefined && header.height !== undefined) checkImageSize(header.width, header.height, name);
	return readBitmapPixels(blob, name);
}

function decodeSvg(blob: Blob, header: ImageHeader, name: string, context: DecodeContext): Promise<Raster> {
	const { width, height, fit = 'contain' } = context;
	if (header.width === undefined || header.height === undefined) {
		return context.rasteriseSvg(blob, name, width, height);
	}
	const place = fitRectangle(Math.max(1, header.width), Math.max(1, header.height), width, height, fit);
	const drawn = { width: Math.round(place.width), height: Math.round(place.height) };
	checkImageSize(drawn.width, drawn.height, name);
	return context.rasteriseSvg(blob, name, drawn.width, drawn.height);
}
