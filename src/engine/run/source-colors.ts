/** Whether a source can be part of a palette image. */
import type { Raster } from '../raster/raster.ts';

export const MAX_PALETTE = 256;

/**
 * The distinct colours of a raster, straight RGBA as u32 (R lowest), with every transparent pixel as 0; `undefined` if
 * there are more than 256 or any is translucent (then blending makes colours that no source has).
 */
export function paletteColors(raster: Raster): Uint32Array<ArrayBuffer> | undefined {
	const pixels = new Uint32Array(raster.data.buffer, raster.data.byteOffset, raster.data.byteLength / 4);
	const colors = new Set<number>();
	let last = -1;
	for (let i = 0; i < pixels.length; i++) {
		const pixel = pixels[i];
		if (pixel === last) continue;
		last = pixel;
		const alpha = pixel >>> 24;
		if (alpha !== 0 && alpha !== 255) return undefined;
		colors.add(alpha === 0 ? 0 : pixel);
		if (colors.size > MAX_PALETTE) return undefined;
	}
	return Uint32Array.from(colors).sort();
}
