/** The pixels of a drawing that the page made: read where they are needed, so that the page does not wait for them. */
import { allocatePixels } from '../../engine/raster/image-limits.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import { closeBitmap, countBitmap } from './counted-bitmap.ts';

/** Read in strips of so many pixels: a canvas of the whole drawing would hold it once more. */
const STRIP_PIXELS = 1 << 20;

/**
 * Reads a drawing and closes it.
 * @param name of its file, for messages
 * @returns straight-alpha RGBA as the browser's software canvas gives it
 * @throws TesseraError `out-of-memory`
 */
export function drawingPixels(drawing: ImageBitmap, name: string): Raster {
	countBitmap(drawing);
	const { width, height } = drawing;
	try {
		const data = allocatePixels(width * height * 4, name);
		const rows = Math.min(height, Math.ceil(STRIP_PIXELS / width));
		// Read often: the browser then keeps it off the graphics card, which gives the same pixels on every machine.
		const context = new OffscreenCanvas(width, rows).getContext('2d', { willReadFrequently: true });
		if (context === null) throw new Error('no 2D canvas');
		context.globalCompositeOperation = 'copy';
		for (let y = 0; y < height; y += rows) {
			context.drawImage(drawing, 0, -y);
			data.set(context.getImageData(0, 0, width, Math.min(rows, height - y)).data, y * width * 4);
		}
		return { width, height, data };
	} finally {
		closeBitmap(drawing);
	}
}
