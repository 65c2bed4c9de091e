/** The interface that every compositor implements. Implementations live in `src/gpu`; band workers get one injected. */

import type { PackedTiles } from './packed-tiles.ts';
import { TileRuns } from './tile-runs.ts';

export type Backend = 'webgpu' | 'canvas2d' | 'reference';

/**
 * One layer of a tile's stack, packed: `content << 0` is the content id of a tile of `useContent`;
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

/** Straight-alpha RGBA of the jobs of a batch; byte for byte the same on every implementation. Valid until the next batch. */
export interface CompositedTiles {
	/** Writes the tile of job `job` as runs. */
	runs(job: number, into: TileRuns): void;
}

export interface Compositor {
	readonly backend: Backend;
	/** A sentence for a person: adapter name, or why this implementation. */
	readonly description: string;
	/** Most jobs per call of `composite` that this implementation handles well. */
	readonly preferredJobs: number;
	/**
	 * Names the trait tiles, by content id. They may grow between batches; the caller keeps them, also to load another
	 * implementation when this one fails.
	 */
	useContent(tiles: PackedTiles): void;
	/** Composites every job onto transparent black. */
	composite(batch: TileBatch): Promise<CompositedTiles>;
	/** Bytes of memory held for output, staging and textures; content in ordinary memory is counted by whoever gave it. */
	memoryBytes(): number;
	/** Traffic so far, for the report; zeros where nothing is moved. */
	traffic(): { dispatches: number; bytesUp: number; bytesBack: number };
	dispose(): void;
}

const TILE = new TileRuns();

/** Composites a batch up to the form that encoders take, for measuring. */
export async function compositeAll(compositor: Compositor, batch: TileBatch): Promise<void> {
	const tiles = await compositor.composite(batch);
	for (let job = 0; job < batch.jobs; job++) tiles.runs(job, TILE);
}
