/** Turns the stacks of tokens into the band's pixel rows, for formats that the browser encodes (WebP, JPEG, AVIF). */
import type { BandIndex } from '../tiles/band-index.ts';
import type { Compositor } from '../tiles/compositor.ts';
import { imageRow } from '../tiles/cut-raster.ts';
import { RecencyCache } from '../tiles/recency-cache.ts';
import { statesWithin } from '../tiles/stack-table.ts';
import { tileColumnWidth, tileRowHeight } from '../tiles/tile-shape.ts';
import { compositeTiles } from './missing-tiles.ts';
import type { MissingTile } from './missing-tiles.ts';
import type { StageClock } from './stage-clock.ts';

/** Of the budget, for the automaton that names stacks. */
const STACK_SHARE = 0.15;

export class PixelProducer {
	#index: BandIndex;
	#tiles: RecencyCache<Uint8Array>;
	#clock: StageClock;
	#mostStacks: number;
	tilesMade = 0;
	tilesLookedUp = 0;

	constructor(index: BandIndex, cacheBytes: number, clock: StageClock) {
		this.#index = index;
		this.#clock = clock;
		this.#mostStacks = statesWithin(cacheBytes * STACK_SHARE);
		this.#tiles = new RecencyCache(cacheBytes * (1 - STACK_SHARE), (tile) => tile.byteLength);
	}

	get memoryBytes(): number {
		return this.#tiles.memoryBytes;
	}

	/** @returns per token the band's tile rows one below the other, straight RGBA, whole image width, each with its own transferable buffer. */
	async produce(
		compositor: Compositor,
		states: Int32Array,
		tokens: number,
		now: number,
	): Promise<Uint8Array<ArrayBuffer>[]> {
		const { tiles, grid } = this.#index;
		const missing = this.#clock.time('lookup', () => this.#findMissing(states.subarray(0, tokens * tiles), now));
		this.tilesLookedUp += tokens * tiles;
		this.tilesMade += missing.length;
		await compositeTiles(this.#index, compositor, missing, this.#clock, ({ state }, runs) => {
			const pixels = new Uint32Array(grid.tile.pixels);
			runs.paint(pixels, 0, grid.tile);
			this.#tiles.set(state, new Uint8Array(pixels.buffer), now);
		});
		const pieces = this.#clock.time('assemble', () =>
			Array.from({ length: tokens }, (_, token) => this.#assemble(states, token * tiles, now)),
		);
		this.#tiles.trim(now);
		if (this.#index.stacks.size > this.#mostStacks) {
			this.#index.forgetStacks();
			this.#tiles.clear();
		}
		return pieces;
	}

	#findMissing(states: Int32Array, now: number): MissingTile[] {
		const missing: MissingTile[] = [];
		const pending = new Set<number>();
		for (const [at, state] of states.entries()) {
			if (this.#tiles.get(state, now) !== undefined || pending.has(state)) continue;
			pending.add(state);
			missing.push({ state, tile: at % this.#index.tiles });
		}
		return missing;
	}

	#assemble(states: Int32Array, at: number, now: number): Uint8Array<ArrayBuffer> {
		const { grid, band, tiles } = this.#index;
		const lastHeight = tileRowHeight(grid, imageRow(band, band.rows - 1));
		const out = new Uint8Array(grid.width * ((band.rows - 1) * grid.tile.height + lastHeight) * 4);
		for (let tile = 0; tile < tiles; tile++) {
			const pixels = this.#tiles.get(states[at + tile], now);
			if (pixels === undefined) throw new Error(`the tile of stack ${states[at + tile]} was not made`);
			const column = tile % grid.columns;
			const row = Math.floor(tile / grid.columns);
			const rowBytes = tileColumnWidth(grid, column) * 4;
			for (let y = 0; y < tileRowHeight(grid, imageRow(band, row)); y++) {
				const from = y * grid.tile.width * 4;
				const to = ((row * grid.tile.height + y) * grid.width + column * grid.tile.width) * 4;
				out.set(pixels.subarray(from, from + rowBytes), to);
			}
		}
		return out;
	}
}
