/** Tiles by number, packed, in memory that grows without copying. What compositors draw from. */
import { packedRuns, packTile, unpackTile } from './tile-packing.ts';
import { TileRuns } from './tile-runs.ts';
import { TILE_PIXELS } from './tile-shape.ts';

/** What is known of a tile's alpha: every pixel 255; every pixel 0 or 255; anything. */
export const OPAQUE = 1;
export const BINARY = 2;
export const MIXED = 3;
export type AlphaKind = typeof OPAQUE | typeof BINARY | typeof MIXED;

/** Words per chunk, 1 MB. */
const CHUNK_WORDS = 1 << 18;

const PACKING = new Uint32Array(TILE_PIXELS);
const RUNS = new TileRuns();

/** Packed tiles one after the other, seen as words, as halves of words and as bytes. */
export interface TileChunk {
	words: Uint32Array<ArrayBuffer>;
	halves: Uint16Array<ArrayBuffer>;
	bytes: Uint8Array<ArrayBuffer>;
}

function newChunk(): TileChunk {
	const words = new Uint32Array(CHUNK_WORDS);
	return { words, halves: new Uint16Array(words.buffer), bytes: new Uint8Array(words.buffer) };
}

export class PackedTiles {
	// By tile, from 0: where it lies.
	#chunk: number[] = [];
	#offset: number[] = [];
	#length: number[] = [];
	#kind: AlphaKind[] = [];
	#chunks: TileChunk[] = [];
	#free = 0;

	/** Tiles so far; ids run from 1 to this. Id 0 is the empty tile, which is not kept. */
	get count(): number {
		return this.#kind.length;
	}

	get memoryBytes(): number {
		return this.#chunks.length * CHUNK_WORDS * 4 + this.count * 32;
	}

	/** Takes a copy of TILE_PIXELS pixels (straight RGBA, red in the lowest byte) from `start`. @returns its id */
	add(pixels: Uint32Array, start: number): number {
		RUNS.load(pixels, start);
		const length = packTile(RUNS, pixels, start, PACKING);
		if (this.#chunks.length === 0 || this.#free + length > CHUNK_WORDS) {
			this.#chunks.push(newChunk());
			this.#free = 0;
		}
		this.#chunks[this.#chunks.length - 1].words.set(PACKING.subarray(0, length), this.#free);
		this.#chunk.push(this.#chunks.length - 1);
		this.#offset.push(this.#free);
		this.#length.push(length);
		this.#kind.push(alphaKind(pixels, start));
		this.#free += length;
		return this.count;
	}

	kind(id: number): AlphaKind {
		return this.#kind[id - 1];
	}

	/** Runs of tile `id` (≥ 1) as `tile-packing.ts` keeps them; 0 if it is kept as its pixels. */
	runs(id: number): number {
		return packedRuns(this.#length[id - 1]);
	}

	/** The memory in which tile `id` lies packed, from word `offset(id)` on. */
	chunk(id: number): TileChunk {
		return this.#chunks[this.#chunk[id - 1]];
	}

	offset(id: number): number {
		return this.#offset[id - 1];
	}

	/** Writes the TILE_PIXELS pixels of tile `id` (≥ 1) to `out` from `to`. */
	unpack(id: number, out: Uint32Array, to: number): void {
		const tile = id - 1;
		unpackTile(this.#chunks[this.#chunk[tile]].words, this.#offset[tile], this.#length[tile], out, to);
	}
}

function alphaKind(pixels: Uint32Array, start: number): AlphaKind {
	let all = 0xff;
	for (let i = start; i < start + TILE_PIXELS; i++) {
		const alpha = pixels[i] >>> 24;
		if (alpha !== 0 && alpha !== 255) return MIXED;
		all &= alpha;
	}
	return all === 255 ? OPAQUE : BINARY;
}

/** Tiles one after the other, TILE_BYTES each, as packed tiles. */
export function packTiles(pixels: Uint8Array): PackedTiles {
	const tiles = new PackedTiles();
	const aligned = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
	const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
	for (let start = 0; start < words.length; start += TILE_PIXELS) tiles.add(words, start);
	return tiles;
}
