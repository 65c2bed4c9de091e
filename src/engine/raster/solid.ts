/** An image of one colour: backgrounds. */
import type { Color } from '../design/design.ts';
import type { Raster, RasterStream } from './raster.ts';
import { STRIP_ROWS } from './strips.ts';

/** @param color `#rrggbb` or `#rrggbbaa`. */
export function solidStream(color: Color, width: number, height: number): RasterStream {
	return { width, height, strips: solidStrips(color, width, height) };
}

function* solidStrips(color: Color, width: number, height: number): Generator<Raster, void> {
	const channel = (i: number) => Number.parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
	const alpha = color.length === 9 ? channel(3) : 255;
	const pixels = new Uint32Array(width * Math.min(STRIP_ROWS, height));
	// Little-endian, as on every platform that runs a browser: R is the lowest byte.
	pixels.fill(((alpha << 24) | (channel(2) << 16) | (channel(1) << 8) | channel(0)) >>> 0);
	const data = new Uint8Array(pixels.buffer);
	for (let y = 0; y < height; y += STRIP_ROWS) {
		const rows = Math.min(STRIP_ROWS, height - y);
		yield { width, height: rows, data: data.subarray(0, rows * width * 4) };
	}
}
