/** Any image file to the exact straight-alpha bytes that its format defines, in a worker. */
import type { Fit } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';
import { type ImageHeader, readImageHeader } from '../../engine/raster/image-header.ts';
import { checkImageSize } from '../../engine/raster/image-limits.ts';
import { fitRectangle } from '../../engine/raster/placement.ts';
import { openPng } from '../../engine/raster/png-decode.ts';
import type { RasterStream } from '../../engine/raster/raster.ts';
import { openBitmap } from './bitmap-pixels.ts';

export interface DecodeContext {
	/** Output size, pixels: what an SVG is drawn for. */
	width: number;
	height: number;
	/** How the output places images; an SVG is drawn at the size it will have there. Absent: as for `contain`. */
	fit?: Fit;
	/** Has the page draw an SVG, stretched to `width × height` (workers cannot). */
	drawSvg(svg: Blob, name: string, width: number, height: number): Promise<RasterStream>;
}

/**
 * Opens PNG, APNG (default image), JPEG, WebP, AVIF, GIF (first frame) and SVG; the type is recognised by content.
 * Raster formats come at their own size; SVG at the size that `placeRaster` gives it with the same fit, so that nothing is
 * resampled. Pixels come as they are read: PNG and SVG are never there as a whole; of the others the browser keeps one
 * decoded frame until the stream is read or returned from.
 * @param name file name, for messages
 * @throws TesseraError, here or in the stream: `not-an-image`, `image-corrupt`, `image-truncated`, `image-too-large`, `svg-…`, `no-exact-pixels`
 */
export async function openImage(blob: Blob, name: string, context: DecodeContext): Promise<RasterStream> {
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
	if (header.type === 'image/png' || header.type === 'image/apng') return openPng(bytes, name);
	if (header.type === 'image/svg+xml') return openSvg(blob, header, name, context);
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
	return openBitmap(blob, name);
}

function openSvg(blob: Blob, header: ImageHeader, name: string, context: DecodeContext): Promise<RasterStream> {
	const { width, height, fit = 'contain' } = context;
	if (header.width === undefined || header.height === undefined) {
		return context.drawSvg(blob, name, width, height);
	}
	const place = fitRectangle(Math.max(1, header.width), Math.max(1, header.height), width, height, fit);
	const drawn = { width: Math.round(place.width), height: Math.round(place.height) };
	checkImageSize(drawn.width, drawn.height, name);
	return context.drawSvg(blob, name, drawn.width, drawn.height);
}
