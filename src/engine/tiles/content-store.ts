/** The distinct trait tiles of one band: equal pixels, equal content id. */
import { PackedTiles } from './packed-tiles.ts';
import { tileFingerprint } from './tile-hash.ts';
import { TILE_PIXELS } from './tile-shape.ts';

export class ContentStore {
	readonly tiles = new PackedTiles();
	#ids = new Map<string, number>();

	/** Number of distinct tiles; ids run from 1 to this. */
	get count(): number {
		return this.tiles.count;
	}

	get memoryBytes(): number {
		return this.tiles.memoryBytes + this.count * 64;
	}

	/**
	 * @param pixels tiles of TILE_BYTES each, as `cutRaster` gives them.
	 * @returns the content id of each tile.
	 */
	add(pixels: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
		const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4);
		const ids = new Uint32Array(words.length / TILE_PIXELS);
		for (let i = 0; i < ids.length; i++) {
			const start = i * TILE_PIXELS;
			const key = tileFingerprint(words, start, start + TILE_PIXELS);
			let id = this.#ids.get(key);
			if (id === undefined) {
				id = this.tiles.add(words, start);
				this.#ids.set(key, id);
			}
			ids[i] = id;
		}
		return ids;
	}
}
