/** The tiles that the suite's single steps work on: those of some tokens, found as a band worker finds them. */
import type { Raster } from '../../engine/raster/raster.ts';
import { BandIndex } from '../../engine/tiles/band-index.ts';
import type { TileBatch } from '../../engine/tiles/compositor.ts';
import { cutRaster } from '../../engine/tiles/cut-raster.ts';
import { tileColumnWidth, tileGrid, tileRowHeight } from '../../engine/tiles/tile-shape.ts';

/** Tiles that a compositor gets at a time: one dispatch of a GPU, or of a software adapter, which is slow at any number. */
export const STEP_TILES = 512;
export const STEP_TILES_IN_SOFTWARE = 64;

/** Draw lists of tokens: token t is `ops[offsets[t]]` to `ops[offsets[t + 1]]`, pairs of source and paint. */
export interface TokenOps {
	offsets: Uint32Array<ArrayBuffer>;
	ops: Int32Array<ArrayBuffer>;
}

/** A distinct stack and its pixels' extent. */
export interface WorkTile {
	state: number;
	width: number;
	height: number;
}

export class Workload {
	readonly index: BandIndex;
	/** Distinct stacks, in the order in which the tokens need them. */
	readonly tiles: WorkTile[] = [];
	/** Of each token, by tile: position in `tiles`. */
	readonly tokens: Uint32Array[] = [];

	constructor(side: number) {
		const grid = tileGrid(side, side);
		this.index = new BandIndex(grid, { firstRow: 0, rows: grid.rows, step: 1 });
	}

	addSource(source: number, raster: Raster): void {
		this.index.addSource(source, cutRaster(raster, this.index.grid, this.index.band));
	}

	addTokens({ offsets, ops }: TokenOps): void {
		const { grid, tiles: count } = this.index;
		const states = new Int32Array(count);
		const positions = new Map(this.tiles.map(({ state }, position) => [state, position]));
		for (let token = 0; token + 1 < offsets.length; token++) {
			this.index.statesOf(ops, offsets[token], (offsets[token + 1] - offsets[token]) / 2, states, 0);
			const own = Uint32Array.from(states, (state, tile) => {
				const known = positions.get(state);
				if (known !== undefined) return known;
				const width = tileColumnWidth(grid, tile % grid.columns);
				const height = tileRowHeight(grid, Math.floor(tile / grid.columns));
				positions.set(state, this.tiles.length);
				return this.tiles.push({ state, width, height }) - 1;
			});
			this.tokens.push(own);
		}
	}

	/** The first `most` distinct tiles, or all. */
	batch(most = this.tiles.length): TileBatch {
		const jobs = Math.min(most, this.tiles.length);
		const content: number[] = [];
		const paint: number[] = [];
		const offsets = new Uint32Array(jobs + 1);
		for (let job = 0; job < jobs; job++) {
			this.index.stackOf(this.tiles[job].state, content, paint);
			offsets[job + 1] = content.length;
		}
		return { jobs, offsets, content: Uint32Array.from(content), paint: Uint32Array.from(paint) };
	}
}
