/** The part of a raster that is not transparent: most drawings of a trait fill a small part of the picture. */
import type { Raster } from '../raster/raster.ts';

export interface Crop {
	x: number;
	y: number;
	width: number;
	height: number;
	/** `width × height × 4` bytes. */
	data: Uint8Array<ArrayBuffer>;
}

/** Every pixel outside the crop has all four bytes 0. A raster without any other pixel gives a crop of size 0. */
export function cropRaster({ width, height, data }: Raster): Crop {
	const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
	let left = width;
	let right = 0;
	let top = height;
	let bottom = 0;
	for (let y = 0; y < height; y++) {
		const row = y * width;
		let first = 0;
		while (first < width && pixels[row + first] === 0) first++;
		if (first === width) continue;
		let end = width;
		while (pixels[row + end - 1] === 0) end--;
		left = Math.min(left, first);
		right = Math.max(right, end);
		top = Math.min(top, y);
		bottom = y + 1;
	}
	if (bottom === 0) return { x: 0, y: 0, width: 0, height: 0, data: new Uint8Array(0) };
	const crop = { x: left, y: top, width: right - left, height: bottom - top };
	const out = new Uint32Array(crop.width * crop.height);
	for (let y = 0; y < crop.height; y++) {
		const from = (top + y) * width + left;
		out.set(pixels.subarray(from, from + crop.width), y * crop.width);
	}
	return { ...crop, data: new Uint8Array(out.buffer) };
}

/** The inverse of `cropRaster`. */
export function uncropRaster(crop: Crop, width: number, height: number): Raster {
	const out = new Uint32Array(width * height);
	const pixels = new Uint32Array(crop.data.buffer, crop.data.byteOffset, crop.width * crop.height);
	for (let y = 0; y < crop.height; y++) {
		const row = pixels.subarray(y * crop.width, (y + 1) * crop.width);
		out.set(row, (crop.y + y) * width + crop.x);
	}
	return { width, height, data: new Uint8Array(out.buffer) };
}
