/** Content tiles in memory, with what is known about their alpha. */
import { TILE_BYTES, TILE_PIXELS } from '../../engine/tiles/tile-shape.ts';

/** Tiles per chunk: memory grows by 1 MB at a time and nothing is ever moved. */
export const CHUNK_TILES = 64;

/** Every pixel has alpha 255. */
export const OPAQUE = 1;
/** Every pixel has alpha 0 or 255. */
export const BINARY = 2;
export const MIXED = 3;

function alphaKind(pixels: Uint32Array, from: number): number {
	let all = 0xff;
	let kind = OPAQUE;
	for (let i = from; i < from + TILE_PIXELS; i++) {
		const alpha = pixels[i] >>> 24;
		if (alpha !== 0 && alpha !== 255) return MIXED;
		all &= alpha;
	}
	if (all !== 255) kind = BINARY;
	return kind;
}

export class ContentStore {
	/** Pixels as u32, red in the lowest byte (every JavaScript platform is little-endian). */
	readonly chunks: Array<Uint32Array<ArrayBuffer>> = [];
	count = 0;
	private kinds = new Uint8Array(1024);

	/** As `Compositor.addContent`. */
	add(pixels: Uint8Array, count: number): void {
		for (let tile = 0; tile < count; tile++) {
			const slot = this.count % CHUNK_TILES;
			if (slot === 0) this.chunks.push(new Uint32Array(CHUNK_TILES * TILE_PIXELS));
			const chunk = this.chunks[this.chunks.length - 1];
			const bytes = pixels.subarray(tile * TILE_BYTES, (tile + 1) * TILE_BYTES);
			new Uint8Array(chunk.buffer).set(bytes, slot * TILE_BYTES);
			this.count++;
			if (this.count === this.kinds.length) {
				const larger = new Uint8Array(this.kinds.length * 2);
				larger.set(this.kinds);
				this.kinds = larger;
			}
			this.kinds[this.count] = alphaKind(chunk, slot * TILE_PIXELS);
		}
	}

	/** The chunk that holds content `id` (≥ 1); its first pixel is at `offset(id)`. */
	chunk(id: number): Uint32Array {
		return this.chunks[Math.floor((id - 1) / CHUNK_TILES)];
	}

	offset(id: number): number {
		return ((id - 1) % CHUNK_TILES) * TILE_PIXELS;
	}

	/** OPAQUE, BINARY or MIXED. */
	kind(id: number): number {
		return this.kinds[id];
	}

	memoryBytes(): number {
		return this.chunks.length * CHUNK_TILES * TILE_BYTES + this.kinds.byteLength;
	}

	clear(): void {
		this.chunks.length = 0;
		this.count = 0;
	}
}
