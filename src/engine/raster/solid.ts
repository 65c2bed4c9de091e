/** A raster of one colour: backgrounds. */
import type { Color } from '../design/design.ts';
import type { Raster } from './raster.ts';

/** @param color `#rrggbb` or `#rrggbbaa`. */
export function solidRaster(color: Color, width: number, height: number): Raster {
	const channel = (i: number) => Number.parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
	const alpha = color.length === 9 ? channel(3) : 255;
	const pixels = new Uint32Array(width * height);
	// Little-endian, as on every platform that runs a browser: R is the lowest byte.
	pixels.fill(((alpha << 24) | (channel(2) << 16) | (channel(1) << 8) | channel(0)) >>> 0);
	return { width, height, data: new Uint8Array(pixels.buffer) };
}
