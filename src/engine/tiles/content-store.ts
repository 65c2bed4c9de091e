/** The distinct trait tiles of one band: equal pixels, equal content id. */
import { tileFingerprint } from './tile-hash.ts';
import { TILE_BYTES, TILE_PIXELS } from './tile-shape.ts';

/** Tiles per chunk of storage: 4 MB, so that nothing large is ever copied to grow. */
const CHUNK_TILES = 256;

export class ContentStore {
	#ids = new Map<string, number>();
	#chunks: Uint32Array<ArrayBuffer>[] = [];
	#count = 0;

	/** Number of distinct tiles; ids run from 1 to this. */
	get count(): number {
		return this.#count;
	}

	get memoryBytes(): number {
		return this.#chunks.length * CHUNK_TILES * TILE_BYTES;
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
				id = this.#append(words.subarray(start, start + TILE_PIXELS));
				this.#ids.set(key, id);
			}
			ids[i] = id;
		}
		return ids;
	}

	#append(tile: Uint32Array): number {
		const slot = this.#count % CHUNK_TILES;
		if (slot === 0) this.#chunks.push(new Uint32Array(CHUNK_TILES * TILE_PIXELS));
		this.#chunks[this.#chunks.length - 1].set(tile, slot * TILE_PIXELS);
		return ++this.#count;
	}

	/** The pixels of tile `id` (TILE_BYTES, straight RGBA), not a copy. */
	tile(id: number): Uint8Array<ArrayBuffer> {
		const index = id - 1;
		const chunk = this.#chunks[Math.floor(index / CHUNK_TILES)];
		return new Uint8Array(chunk.buffer, (index % CHUNK_TILES) * TILE_BYTES, TILE_BYTES);
	}

	/** All tiles in id order, in chunks, not copied: what a compositor is loaded with. */
	*chunks(): Generator<{ pixels: Uint8Array<ArrayBuffer>; count: number }> {
		for (const [i, chunk] of this.#chunks.entries()) {
			const count = Math.min(CHUNK_TILES, this.#count - i * CHUNK_TILES);
			yield { pixels: new Uint8Array(chunk.buffer, 0, count * TILE_BYTES), count };
		}
	}
}
