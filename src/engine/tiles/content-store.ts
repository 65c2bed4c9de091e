/** The distinct trait tiles of one band: equal pixels, equal content id. */
import { PackedTiles } from './packed-tiles.ts';
import { tileFingerprint } from './tile-hash.ts';
import type { TileShape } from './tile-shape.ts';

export class ContentStore {
	readonly tiles: PackedTiles;
	#ids = new Map<string, number>();

	constructor(shape: TileShape) {
		this.tiles = new PackedTiles(shape);
	}

	/** Number of distinct tiles; ids run from 1 to this. */
	get count(): number {
		return this.tiles.count;
	}

	get memoryBytes(): number {
		return this.tiles.memoryBytes + this.count * 64;
	}

	/**
	 * @param pixels whole tiles, as `cutRaster` gives them.
	 * @returns the content id of each tile.
	 */
	add(pixels: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
		const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4);
		const { pixels: size } = this.tiles.shape;
		const ids = new Uint32Array(words.length / size);
		for (let i = 0; i < ids.length; i++) {
			const start = i * size;
			const key = tileFingerprint(words, start, start + size);
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
