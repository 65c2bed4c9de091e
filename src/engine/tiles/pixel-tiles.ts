/** Composited tiles of an implementation that makes pixels. */
import type { CompositedTiles } from './compositor.ts';
import type { TileRuns } from './tile-runs.ts';
import type { TileShape } from './tile-shape.ts';

export class PixelTiles implements CompositedTiles {
	/** Tile after tile, red in the lowest byte. */
	readonly pixels: Uint32Array;
	readonly #shape: TileShape;

	constructor(pixels: Uint32Array, shape: TileShape) {
		this.pixels = pixels;
		this.#shape = shape;
	}

	runs(job: number, into: TileRuns): void {
		into.load(this.pixels, job * this.#shape.pixels, this.#shape);
	}
}
