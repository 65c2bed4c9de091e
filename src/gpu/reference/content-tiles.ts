/** The content tiles of a compositor, where they lie in their owner's memory, and what is known about their alpha. */
import { TILE_PIXELS } from '../../engine/tiles/tile-shape.ts';

/** Every pixel has alpha 255. */
export const OPAQUE = 1;
/** Every pixel has alpha 0 or 255. */
export const BINARY = 2;
export const MIXED = 3;

function alphaKind(pixels: Uint32Array, from: number): number {
	let all = 0xff;
	for (let i = from; i < from + TILE_PIXELS; i++) {
		const alpha = pixels[i] >>> 24;
		if (alpha !== 0 && alpha !== 255) return MIXED;
		all &= alpha;
	}
	return all === 255 ? OPAQUE : BINARY;
}

export class ContentTiles {
	/** All by id; id 0 is the empty tile, which has no pixels. */
	private words: Uint32Array[] = [new Uint32Array(0)];
	private offsets = [0];
	private kinds = [0];

	/** Tiles added so far, which is the highest id. */
	get count(): number {
		return this.kinds.length - 1;
	}

	/** As `Compositor.addContent`: the pixels are not copied. */
	add(pixels: Uint8Array, count: number): void {
		const aligned = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
		const words = new Uint32Array(aligned.buffer, aligned.byteOffset, count * TILE_PIXELS);
		for (let offset = 0; offset < words.length; offset += TILE_PIXELS) {
			this.words.push(words);
			this.offsets.push(offset);
			this.kinds.push(alphaKind(words, offset));
		}
	}

	/**
	 * The memory that holds tile `id` (≥ 1); its first pixel is at `offset(id)`. Pixels are u32 with red in the lowest byte:
	 * every JavaScript platform is little-endian.
	 */
	pixels(id: number): Uint32Array {
		return this.words[id];
	}

	offset(id: number): number {
		return this.offsets[id];
	}

	/** OPAQUE, BINARY or MIXED. */
	kind(id: number): number {
		return this.kinds[id];
	}

	/** The pixels of tile `id` and of those after it that lie directly behind it, `most` tiles at most. */
	run(id: number, most: number): Uint32Array {
		const from = this.offsets[id];
		return this.words[id].subarray(from, from + most * TILE_PIXELS);
	}
}
