/** The pixels of what the page draws: read where they are needed, so that the page does not wait for them. */
import { DRAWN_PIXELS } from '../../engine/raster/image-limits.ts';
import type { Raster, RasterStream } from '../../engine/raster/raster.ts';
import { closeBitmap, countBitmap } from './counted-bitmap.ts';

/** Read in strips of so many pixels: a canvas of everything would hold it once more. */
const STRIP_PIXELS = 1 << 20;

/** Draws `rows` rows from row `top` on, in the drawing's whole width. */
export type DrawRows = (top: number, rows: number) => Promise<ImageBitmap>;

/** @returns straight-alpha RGBA as the browser's software canvas gives it; in it is thrown what `draw` throws */
export function drawnStream(width: number, height: number, draw: DrawRows): RasterStream {
	return { width, height, strips: drawnStrips(width, height, draw) };
}

async function* drawnStrips(width: number, height: number, draw: DrawRows): AsyncGenerator<Raster, void> {
	const drawnRows = Math.max(1, Math.floor(DRAWN_PIXELS / width));
	const readRows = Math.min(height, Math.ceil(STRIP_PIXELS / width));
	// Read often: the browser then keeps it off the graphics card, which gives the same pixels on every machine.
	const context = new OffscreenCanvas(width, readRows).getContext('2d', { willReadFrequently: true });
	if (context === null) throw new Error('no 2D canvas');
	context.globalCompositeOperation = 'copy';
	for (let top = 0; top < height; top += drawnRows) {
		const rows = Math.min(drawnRows, height - top);
		const drawing = countBitmap(await draw(top, rows));
		try {
			for (let y = 0; y < rows; y += readRows) {
				context.drawImage(drawing, 0, -y);
				const { data, height: read } = context.getImageData(0, 0, width, Math.min(readRows, rows - y));
				yield { width, height: read, data: new Uint8Array(data.buffer) };
			}
		} finally {
			closeBitmap(drawing);
		}
	}
}
