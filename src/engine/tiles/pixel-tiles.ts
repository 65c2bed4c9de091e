/** Composited tiles of an implementation that makes pixels. */
import type { CompositedTiles } from './compositor.ts';
import type { TileRuns } from './tile-runs.ts';
import { TILE_PIXELS } from './tile-shape.ts';

export class PixelTiles implements CompositedTiles {
	/** TILE_PIXELS pixels per job, red in the lowest byte. */
	readonly pixels: Uint32Array;

	constructor(pixels: Uint32Array) {
		this.pixels = pixels;
	}

	runs(job: number, into: TileRuns): void {
		into.load(this.pixels, job * TILE_PIXELS);
	}
}
