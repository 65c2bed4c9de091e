import type { Fit, Resampling } from '../design/design.ts';
import { allocatePixels } from './image-limits.ts';
import { type Placement, fitRectangle } from './placement.ts';
import type { Raster } from './raster.ts';
import { resampleSmooth } from './resample.ts';

export interface PlaceOptions {
	/** Output size, pixels. */
	width: number;
	height: number;
	fit: Fit;
	/** `smooth`: see `resample.ts`. `pixelated`: the source pixel under the centre of the output pixel. */
	resampling: Resampling;
	/** Moves the fitted image right and down, output pixels. */
	x?: number;
	y?: number;
}

/**
 * Puts a decoded image onto an output-sized raster; what it does not cover is transparent black. An image that already has
 * the output's size and no offset comes back as it is, not copied. Integer and IEEE double arithmetic only: the same
 * bytes on every device.
 */
export function placeRaster(source: Raster, options: PlaceOptions): Raster {
	const { width, height, x = 0, y = 0 } = options;
	const place = fitRectangle(source.width, source.height, width, height, options.fit);
	place.x += Math.round(x);
	place.y += Math.round(y);
	const scaled = place.width !== source.width || place.height !== source.height;
	if (!scaled && place.x === 0 && place.y === 0 && width === source.width && height === source.height) return source;

	const data = allocatePixels(width * height * 4, `${width} × ${height} output`);
	const x0 = Math.max(0, place.x);
	const y0 = Math.max(0, place.y);
	const x1 = Math.min(width, place.x + place.width);
	const y1 = Math.min(height, place.y + place.height);
	if (x0 < x1 && y0 < y1) {
		if (!scaled) copyRows(source, place, x0, y0, x1, y1, data, width);
		else if (options.resampling === 'smooth') resampleSmooth(source, place, x0, y0, x1, y1, data, width);
		else resampleNearest(source, place, x0, y0, x1, y1, data, width);
	}
	return { width, height, data };
}

function copyRows(
	source: Raster,
	place: Placement,
	x0: number,
	y0: number,
	x1: number,
	y1: number,
	out: Uint8Array,
	outWidth: number,
): void {
	for (let y = y0; y < y1; y++) {
		const from = ((y - place.y) * source.width + x0 - place.x) * 4;
		out.set(source.data.subarray(from, from + (x1 - x0) * 4), (y * outWidth + x0) * 4);
	}
}

function resampleNearest(
	source: Raster,
	place: Placement,
	x0: number,
	y0: number,
	x1: number,
	y1: number,
	out: Uint8Array,
	outWidth: number,
): void {
	const from = new Uint32Array(source.data.buffer, source.data.byteOffset, source.width * source.height);
	const to = new Uint32Array(out.buffer, out.byteOffset, out.length / 4);
	const columns = new Uint32Array(x1 - x0);
	for (let x = x0; x < x1; x++) columns[x - x0] = nearest(x - place.x, source.width, place.width);
	for (let y = y0; y < y1; y++) {
		const row = nearest(y - place.y, source.height, place.height) * source.width;
		for (let x = x0; x < x1; x++) to[y * outWidth + x] = from[row + columns[x - x0]];
	}
}

/** floor((position + ½) × source ÷ scaled) in integers. */
function nearest(position: number, source: number, scaled: number): number {
	return Math.floor(((2 * position + 1) * source) / (2 * scaled));
}
