/**
 * Tiles by number, packed, in memory that grows without copying, and beyond a limit on the disk. What compositors draw
 * from.
 */
import { PageSlots } from './page-slots.ts';
import type { PageFile } from './page-slots.ts';
import { newChunk } from './tile-chunk.ts';
import type { TileChunk } from './tile-chunk.ts';
import { packedRuns, packTile, unpackTile } from './tile-packing.ts';
import { TileRuns } from './tile-runs.ts';
import { MAX_TILE_PIXELS } from './tile-shape.ts';
import type { TileShape } from './tile-shape.ts';

/** What is known of a tile's alpha: every pixel 255; every pixel 0 or 255; anything. */
export const OPAQUE = 1;
export const BINARY = 2;
export const MIXED = 3;
export type AlphaKind = typeof OPAQUE | typeof BINARY | typeof MIXED;

/** Words per chunk, 1 MB. */
const CHUNK_WORDS = 1 << 18;

const PACKING = new Uint32Array(MAX_TILE_PIXELS);
const RUNS = new TileRuns();

export class PackedTiles {
	readonly shape: TileShape;
	// By tile, from 0: where it lies.
	#chunk: number[] = [];
	#offset: number[] = [];
	#length: number[] = [];
	#kind: AlphaKind[] = [];
	/** `undefined`: on the disk, at its place among all. */
	#chunks: (TileChunk | undefined)[] = [];
	/** The last chunk, which is being filled. */
	#last = newChunk(0);
	#free = CHUNK_WORDS;
	#resident = 0;
	#pages: PageSlots | undefined;
	/** Chunks in memory, at most. */
	#most = Infinity;

	/** @param shape of every tile */
	constructor(shape: TileShape) {
		this.shape = shape;
	}

	/** Tiles so far; ids run from 1 to this. Id 0 is the empty tile, which is not kept. */
	get count(): number {
		return this.#kind.length;
	}

	get memoryBytes(): number {
		return this.#resident * CHUNK_WORDS * 4 + this.count * 32 + (this.#pages?.memoryBytes ?? 0);
	}

	/** Takes a copy of a tile's pixels (straight RGBA, red in the lowest byte) from `start`. @returns its id */
	add(pixels: Uint32Array, start: number): number {
		RUNS.load(pixels, start, this.shape);
		const length = packTile(RUNS, pixels, start, PACKING, this.shape);
		if (this.#free + length > CHUNK_WORDS) this.#beginChunk();
		this.#last.words.set(PACKING.subarray(0, length), this.#free);
		this.#chunk.push(this.#chunks.length - 1);
		this.#offset.push(this.#free);
		this.#length.push(length);
		this.#kind.push(alphaKind(pixels, start, start + this.shape.pixels));
		this.#free += length;
		return this.count;
	}

	kind(id: number): AlphaKind {
		return this.#kind[id - 1];
	}

	/** Runs of tile `id` (≥ 1) as `tile-packing.ts` keeps them; 0 if it is kept as its pixels. */
	runs(id: number): number {
		return packedRuns(this.#length[id - 1], this.shape);
	}

	/** The memory in which tile `id` lies packed, from word `offset(id)` on; valid until a few hundred others were asked for. */
	chunk(id: number): TileChunk {
		const tile = id - 1;
		return this.#chunks[this.#chunk[tile]] ?? this.#read(tile);
	}

	offset(id: number): number {
		return this.#chunks[this.#chunk[id - 1]] === undefined ? 0 : this.#offset[id - 1];
	}

	/** Writes the pixels of tile `id` (≥ 1) to `out` from `to`. */
	unpack(id: number, out: Uint32Array, to: number): void {
		unpackTile(this.chunk(id).words, this.offset(id), this.#length[id - 1], out, to, this.shape);
	}

	/** From now on, what goes beyond `memoryBytes` is kept in `file`; if that has no more room, in memory again. */
	usePages(file: PageFile, memoryBytes: number): void {
		this.#pages = new PageSlots(file, this.shape);
		this.#most = Math.max(1, Math.floor(memoryBytes / 4 / CHUNK_WORDS));
	}

	#read(tile: number): TileChunk {
		if (this.#pages === undefined) throw new Error(`tile ${tile + 1} is not there`);
		return this.#pages.get(tile + 1, this.#chunk[tile] * CHUNK_WORDS + this.#offset[tile], this.#length[tile]);
	}

	#beginChunk(): void {
		let spare: TileChunk | undefined;
		// The youngest first: once the limit is reached, each chunk goes when it is full, and its memory takes the next.
		for (let i = this.#chunks.length - 1; i >= 0 && this.#resident >= this.#most; i--) {
			const chunk = this.#chunks[i];
			if (chunk === undefined || !this.#pageOut(chunk, i)) continue;
			this.#chunks[i] = undefined;
			this.#resident--;
			spare = chunk;
		}
		this.#last = spare ?? newChunk(CHUNK_WORDS);
		this.#chunks.push(this.#last);
		this.#resident++;
		this.#free = 0;
	}

	/** @returns whether there was room */
	#pageOut(chunk: TileChunk, index: number): boolean {
		try {
			this.#pages?.file.write(chunk.words, index * CHUNK_WORDS);
			return true;
		} catch {
			this.#most = Infinity;
			return false;
		}
	}
}

function alphaKind(pixels: Uint32Array, start: number, end: number): AlphaKind {
	let all = 0xff;
	for (let i = start; i < end; i++) {
		const alpha = pixels[i] >>> 24;
		if (alpha !== 0 && alpha !== 255) return MIXED;
		all &= alpha;
	}
	return all === 255 ? OPAQUE : BINARY;
}

/** Tiles one after the other, straight RGBA, as packed tiles. */
export function packTiles(pixels: Uint8Array, shape: TileShape): PackedTiles {
	const tiles = new PackedTiles(shape);
	const aligned = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
	const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
	for (let start = 0; start < words.length; start += shape.pixels) tiles.add(words, start);
	return tiles;
}
