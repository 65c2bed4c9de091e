import type { PixelFormat } from './pixel-format.ts';

/**
 * A pixel as its bytes stand in a PNG's scanline (PNG specification, 7.2), the first one lowest: RGBA, RGB, or the index of
 * its palette entry.
 * @param pixel straight RGBA, red in the lowest byte
 * @throws RangeError when the format cannot hold the pixel: the run chose a wrong format
 */
export type ScanlineColour = (pixel: number) => number;

/** Made once per run for its pixel format. */
export function scanlineColour(format: PixelFormat): ScanlineColour {
	switch (format.kind) {
		case 'rgb':
			return rgb;
		case 'rgba':
			return rgba;
		case 'palette':
			return paletteIndex(format.colors);
	}
}

// Functions of the module, since compiled code takes in only a function that is always the same.

function rgb(pixel: number): number {
	if (pixel < 0xff000000) throw new RangeError('a pixel of an RGB image is not opaque');
	return pixel & 0xffffff;
}

function rgba(pixel: number): number {
	return pixel;
}

function paletteIndex(colors: Uint32Array): ScanlineColour {
	const indices = new Map<number, number>();
	colors.forEach((color, index) => indices.set(color, index));
	return (pixel) => {
		const index = indices.get(pixel);
		if (index === undefined) throw new RangeError('a pixel has a colour that is not in the palette');
		return index;
	};
}
