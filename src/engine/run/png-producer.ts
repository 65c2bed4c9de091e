/** Turns the stacks of tokens into the band's compressed part of each PNG, making every distinct tile once. */
import { BandAssembler, emptyStrip } from '../png/band-assembler.ts';
import type { Band } from '../png/band-assembler.ts';
import { tablesFromData } from '../png/code-tables.ts';
import { emptyTile } from '../png/encoded-tile.ts';
import type { EncodedTile } from '../png/encoded-tile.ts';
import { TileEncoder } from '../png/tile-encoder.ts';
import type { BandIndex } from '../tiles/band-index.ts';
import type { Compositor } from '../tiles/compositor.ts';
import { imageRow } from '../tiles/cut-raster.ts';
import { RowMarks, rowKey } from '../tiles/row-marks.ts';
import { statesWithin } from '../tiles/stack-table.ts';
import { TileTwins } from '../tiles/tile-twins.ts';
import { tileColumnWidth, tileRowHeight } from '../tiles/tile-shape.ts';
import type { BandProduct } from './band-protocol.ts';
import { EncodedTileCache } from './encoded-tile-cache.ts';
import { compositeTiles } from './missing-tiles.ts';
import type { MissingTile } from './missing-tiles.ts';
import type { StageClock } from './stage-clock.ts';
import { StripCache } from './strip-cache.ts';

/** Shares of the budget: single tiles, which of them look alike, whole tile rows, and the automaton that names stacks. */
const TILE_SHARE = 0.52;
const TWIN_SHARE = 0.03;
const STRIP_SHARE = 0.25;
const STACK_SHARE = 0.2;

export class PngProducer {
	#index: BandIndex;
	#encoder: TileEncoder;
	#tables: ReturnType<typeof tablesFromData>;
	#assembler: BandAssembler;
	#tiles: EncodedTileCache;
	/** A whole tile row of the band as one string of bits, kept once the same row has come twice. */
	#strips: StripCache;
	#marks = new RowMarks();
	#twins: TileTwins;
	#strip = emptyStrip();
	#mostStacks: number;
	/** Memory of batches that are written, for those to come. */
	#spare: ArrayBuffer[] = [];
	/** Of one tile row, left to right. Reused. */
	#row: EncodedTile[];
	#clock: StageClock;
	tilesMade = 0;
	tilesLookedUp = 0;

	constructor(index: BandIndex, product: BandProduct & { kind: 'png' }, cacheBytes: number, clock: StageClock) {
		const { format, effort } = product;
		const imageWidth = index.grid.width;
		this.#index = index;
		this.#tables = tablesFromData(product.tables);
		this.#encoder = new TileEncoder({ format, imageWidth, effort });
		this.#assembler = new BandAssembler({ format, imageWidth, tables: this.#tables });
		const { columns } = index.grid;
		this.#tiles = new EncodedTileCache(cacheBytes * TILE_SHARE);
		this.#twins = new TileTwins(cacheBytes * TWIN_SHARE);
		this.#strips = new StripCache(cacheBytes * STRIP_SHARE, columns, this.#assembler.longestStrip);
		this.#row = Array.from({ length: columns }, emptyTile);
		this.#mostStacks = statesWithin(cacheBytes * STACK_SHARE);
		this.#clock = clock;
	}

	get memoryBytes(): number {
		let bytes = this.#tiles.memoryBytes + this.#strips.memoryBytes + this.#marks.memoryBytes + this.#twins.memoryBytes;
		for (const { byteLength } of this.#spare) bytes += byteLength;
		return bytes;
	}

	/** Tiles that the cache will hold, going by the size of those that were made so far. */
	get tileCapacity(): number {
		return this.#tiles.capacity;
	}

	/** Takes memory of a batch back, which nobody reads any more. */
	takeBack(memory: ArrayBuffer): void {
		this.#spare.push(memory);
	}

	/**
	 * @param states of `tokens` tokens, `index.tiles` each.
	 * @param now the batch's number, for recency.
	 * @returns the parts of all tokens (`bandsOfImages`), in memory that may be transferred and should come back.
	 */
	async produce(compositor: Compositor, states: Int32Array, tokens: number, now: number): Promise<Band> {
		const { grid, band, tiles } = this.#index;
		const { missing, strips } = this.#clock.time('lookup', () => this.#find(states, now));
		this.tilesLookedUp += tokens * tiles;
		this.tilesMade += missing.length;
		await compositeTiles(this.#index, compositor, missing, this.#clock, (job, runs) => {
			const started = performance.now();
			const width = tileColumnWidth(grid, job.tile % grid.columns);
			const height = tileRowHeight(grid, imageRow(band, Math.floor(job.tile / grid.columns)));
			const tiles = this.#tiles;
			const twin = this.#twins.replace(job.state, runs, width, height);
			if (twin < 0 || !tiles.copy(twin, job.state, now)) {
				tiles.set(job.state, this.#encoder.encode(runs, width, height, this.#tables, tiles.room), now);
			}
			this.#clock.add('encode', performance.now() - started);
		});
		const made = this.#clock.time('assemble', () => {
			this.#assembler.begin(this.#spare.pop());
			for (let token = 0; token < tokens; token++) this.#assemble(states, strips, token, now);
			return this.#assembler.finish();
		});
		this.#tidy(now);
		return made;
	}

	/** The slots of tile rows that are there as a whole, by row of the batch, and the distinct tiles that the others lack. */
	#find(states: Int32Array, now: number): { missing: MissingTile[]; strips: Int32Array } {
		const { columns } = this.#index.grid;
		const missing: MissingTile[] = [];
		const strips = new Int32Array(states.length / columns);
		const pending = new Set<number>();
		for (let first = 0; first < states.length; first += columns) {
			const strip = this.#strips.find(rowKey(states, first, columns), states, first, now);
			strips[first / columns] = strip;
			if (strip >= 0) continue;
			for (let at = first; at < first + columns; at++) {
				const state = states[at];
				if (this.#tiles.has(state, now) || pending.has(state)) continue;
				pending.add(state);
				missing.push({ state, tile: at % this.#index.tiles });
			}
		}
		return { missing, strips };
	}

	#assemble(states: Int32Array, strips: Int32Array, token: number, now: number): void {
		const { grid, band, tiles } = this.#index;
		for (let row = 0; row < band.rows; row++) {
			const at = token * tiles + row * grid.columns;
			const found = strips[token * band.rows + row];
			const strip = found < 0 ? this.#keepStrip(states, at, row, now) : found;
			if (strip < 0) this.#assembler.appendTileRow(this.#rowTiles(states, at, now), this.#height(row));
			else {
				this.#strips.read(strip, this.#strip);
				this.#assembler.appendStrip(this.#strip);
			}
		}
	}

	/** The slot of the row as a whole if it has come before, in this batch or earlier; else -1. */
	#keepStrip(states: Int32Array, at: number, row: number, now: number): number {
		const key = rowKey(states, at, this.#index.grid.columns);
		const known = this.#strips.find(key, states, at, now);
		if (known >= 0 || !this.#marks.cameBefore(key)) return known;
		const strip = this.#assembler.makeStrip(this.#rowTiles(states, at, now), this.#height(row));
		return this.#strips.set(key, states, at, strip, now);
	}

	#height(row: number): number {
		return tileRowHeight(this.#index.grid, imageRow(this.#index.band, row));
	}

	/** Valid until it is called again. */
	#rowTiles(states: Int32Array, at: number, now: number): EncodedTile[] {
		const row = this.#row;
		for (let column = 0; column < this.#index.grid.columns; column++) {
			if (!this.#tiles.read(states[at + column], now, row[column])) {
				throw new Error(`the tile of stack ${states[at + column]} was not made`);
			}
		}
		return row;
	}

	/** Keeps every budget. The automaton can't forget single stacks, so when it is full everything starts afresh. */
	#tidy(now: number): void {
		this.#tiles.trim(now);
		this.#strips.trim(now);
		if (this.#index.stacks.size <= this.#mostStacks) return;
		this.#index.forgetStacks();
		this.#tiles.clear();
		this.#strips.clear();
		this.#marks.clear();
		this.#twins.clear();
	}
}
