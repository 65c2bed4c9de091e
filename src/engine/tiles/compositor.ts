/** The interface that every compositor implements. Implementations live in `src/gpu`; band workers get one injected. */

export type Backend = 'webgpu' | 'canvas2d' | 'reference';

/**
 * One layer of a tile's stack, packed: `content << 0` is the content id of a tile registered with `addContent`;
 * `paint` is `operator | opacity << 8` with the operator's number in OPERATORS (0 to 25) and opacity 0 to 65,535.
 */
export interface TileBatch {
	/** Number of tiles to composite. */
	jobs: number;
	/** `jobs + 1` entries; job j's stack is entries `offsets[j]` to `offsets[j + 1]` of `content` and `paint`, bottom first. */
	offsets: Uint32Array;
	content: Uint32Array;
	paint: Uint32Array;
}

/** Content id 0: a tile of transparent black. It is never added, always known. */
export const EMPTY_CONTENT = 0;

export interface Compositor {
	readonly backend: Backend;
	/** A sentence for a person: adapter name, or why this implementation. */
	readonly description: string;
	/** Most jobs per call of `composite` that this implementation handles well. */
	readonly preferredJobs: number;
	/**
	 * Registers trait tiles. Ids are consecutive: the n-th tile ever added (from 1) has content id n.
	 * The caller keeps `pixels` alive and unchanged (it is also what a fallback is loaded from), so an implementation that
	 * works from main memory keeps the reference and copies nothing.
	 * @param pixels `count × TILE_BYTES` straight-alpha RGBA, row-major within the tile, outside the image transparent black.
	 * Kept without copying, as the tile index has all of it in memory already: neither change nor transfer it afterwards.
	 */
	addContent(pixels: Uint8Array, count: number): void;
	/**
	 * Composites every job onto transparent black and returns straight-alpha RGBA, `jobs × TILE_BYTES`, valid until the
	 * next call. Byte for byte the same on every implementation.
	 */
	composite(batch: TileBatch): Promise<Uint8Array>;
	/** Bytes of memory held for output, staging and textures; content in ordinary memory is counted by whoever gave it. */
	memoryBytes(): number;
	/** Traffic so far, for the report; zeros where nothing is moved. */
	traffic(): { dispatches: number; bytesUp: number; bytesBack: number };
	dispose(): void;
}
