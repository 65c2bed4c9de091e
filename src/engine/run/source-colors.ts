/** Whether a source can be part of a palette image. */
import type { Raster } from '../raster/raster.ts';

export const MAX_PALETTE = 256;

/** Gathers the colours of a source, strip by strip, as long as they are few. */
export class SourceColors {
	#colors: Set<number> | undefined = new Set();

	add({ data }: Raster): void {
		const colors = this.#colors;
		if (colors === undefined) return;
		const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
		let last = -1;
		for (let i = 0; i < pixels.length; i++) {
			const pixel = pixels[i];
			if (pixel === last) continue;
			last = pixel;
			const alpha = pixel >>> 24;
			colors.add(alpha === 0 ? 0 : pixel);
			if ((alpha !== 0 && alpha !== 255) || colors.size > MAX_PALETTE) {
				this.#colors = undefined;
				return;
			}
		}
	}

	/**
	 * The distinct colours so far, straight RGBA as u32 (R lowest), with every transparent pixel as 0; `undefined` if there
	 * are more than 256 or any is translucent (then blending makes colours that no source has).
	 */
	get colors(): Uint32Array<ArrayBuffer> | undefined {
		return this.#colors && Uint32Array.from(this.#colors).sort();
	}
}
