/** Files to bitmaps for the screen. Exact pixels are the run's business (`src/gpu/raster`); here speed and looks count. */
import type { Resampling } from '../../engine/design/design.ts';
import { countBitmap } from '../../gpu/raster/counted-bitmap.ts';
import { createUrl, revokeUrl } from '../controls/object-url.ts';

/**
 * To be closed with `closeBitmap`.
 * @param width, height the bitmap's size in pixels
 * @throws DOMException or Error when the file is no image that this browser can show
 */
export async function decodeBitmap(
	file: Blob,
	width: number,
	height: number,
	resampling: Resampling,
): Promise<ImageBitmap> {
	const options: ImageBitmapOptions = {
		// Without this every drawImage converts colours again: twelve times slower, and other colours than the file's.
		colorSpaceConversion: 'none',
		resizeWidth: width,
		resizeHeight: height,
		resizeQuality: resampling === 'pixelated' ? 'pixelated' : 'medium',
	};
	// Browsers refuse SVG blobs in createImageBitmap; an <img> draws them with scripts and outside references dead.
	return countBitmap(
		await (file.type === 'image/svg+xml' ? decodeSvg(file, options) : createImageBitmap(file, options)),
	);
}

/** Each SVG that is being drawn holds an object URL and a document: so a few at a time, one after another in each lane. */
const lanes: Promise<unknown>[] = Array.from({ length: 6 }, () => Promise.resolve());
let nextLane = 0;

function decodeSvg(file: Blob, options: ImageBitmapOptions): Promise<ImageBitmap> {
	const lane = nextLane++ % lanes.length;
	const drawn = Promise.resolve(lanes[lane]).then(() => drawSvg(file, options));
	lanes[lane] = drawn.catch(() => undefined);
	return drawn;
}

async function drawSvg(file: Blob, options: ImageBitmapOptions): Promise<ImageBitmap> {
	const url = createUrl(file);
	try {
		const image = new Image(options.resizeWidth, options.resizeHeight);
		image.src = url;
		await image.decode();
		return await createImageBitmap(image, options);
	} finally {
		revokeUrl(url);
	}
}
