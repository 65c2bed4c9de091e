/** Where an image of one size lies on an output of another size. Integer pixels only, so that it is exact everywhere. */
import type { Fit } from '../design/design.ts';

/** Rectangle in output pixels; may reach beyond the output. */
export interface Placement {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The part of the output that the image covers, pixels. */
export interface Covered {
	x0: number;
	y0: number;
	x1: number;
	y1: number;
}

/**
 * The rectangle that an image covers, with the meaning of CSS `object-fit` and a centred `object-position`:
 * `stretch` fills the output, `contain` is the largest that fits, `cover` the smallest that leaves nothing bare, `none`
 * keeps the image's own size. Sizes are rounded to whole pixels, at least 1; an odd remainder goes right and below.
 */
export function fitRectangle(
	imageWidth: number,
	imageHeight: number,
	outputWidth: number,
	outputHeight: number,
	fit: Fit,
): Placement {
	if (fit === 'stretch') return { x: 0, y: 0, width: outputWidth, height: outputHeight };
	let width = imageWidth;
	let height = imageHeight;
	if (fit !== 'none') {
		// Compared as products of integers: no division decides which side touches.
		const wider = imageWidth * outputHeight >= imageHeight * outputWidth;
		if (wider === (fit === 'contain')) {
			width = outputWidth;
			height = Math.max(1, Math.round((imageHeight * outputWidth) / imageWidth));
		} else {
			height = outputHeight;
			width = Math.max(1, Math.round((imageWidth * outputHeight) / imageHeight));
		}
	}
	return {
		x: Math.floor((outputWidth - width) / 2),
		y: Math.floor((outputHeight - height) / 2),
		width,
		height,
	};
}
