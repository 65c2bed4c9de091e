/** Turns the stacks of tokens into the band's compressed part of each PNG, making every distinct tile once. */
import { BandAssembler } from '../png/band-assembler.ts';
import type { Band, TileRowStrip } from '../png/band-assembler.ts';
import { tablesFromData } from '../png/code-tables.ts';
import type { EncodedTile } from '../png/encoded-tile.ts';
import { TileEncoder } from '../png/tile-encoder.ts';
import { WordRoom } from '../png/word-room.ts';
import type { BandIndex } from '../tiles/band-index.ts';
import type { Compositor } from '../tiles/compositor.ts';
import { imageRow } from '../tiles/cut-raster.ts';
import { RecencyCache } from '../tiles/recency-cache.ts';
import { TileRowCache } from '../tiles/tile-row-cache.ts';
import { tileColumnWidth, tileRowHeight } from '../tiles/tile-shape.ts';
import type { BandProduct } from './band-protocol.ts';
import { compositeTiles } from './missing-tiles.ts';
import type { MissingTile } from './missing-tiles.ts';
import type { StageClock } from './stage-clock.ts';

/** Shares of the budget: single tiles, whole tile rows, and the automaton that names stacks. */
const TILE_SHARE = 0.55;
const STRIP_SHARE = 0.25;
const STACK_SHARE = 0.2;

export class PngProducer {
	#index: BandIndex;
	#encoder: TileEncoder;
	#tables: ReturnType<typeof tablesFromData>;
	#assembler: BandAssembler;
	#tiles: RecencyCache<EncodedTile>;
	#room = new WordRoom();
	/** A whole tile row of the band as one string of bits, kept once the same row has come twice. */
	#strips: TileRowCache<TileRowStrip>;
	#stackBudget: number;
	/** Memory of batches that are written, for those to come. */
	#spare: ArrayBuffer[] = [];
	/** Of one tile row, left to right. Reused. */
	#row: EncodedTile[] = [];
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
		this.#tiles = new RecencyCache(cacheBytes * TILE_SHARE, (tile) => tile.byteLength);
		this.#strips = new TileRowCache(cacheBytes * STRIP_SHARE, index.grid.columns);
		this.#stackBudget = cacheBytes * STACK_SHARE;
		this.#clock = clock;
	}

	get memoryBytes(): number {
		let bytes = this.#tiles.memoryBytes + this.#strips.memoryBytes;
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
			this.#tiles.set(job.state, this.#encoder.encode(runs, width, height, this.#tables, this.#room), now);
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

	/** The tile rows that are there as a whole, by row of the batch, and the distinct tiles that the others lack. */
	#find(states: Int32Array, now: number): { missing: MissingTile[]; strips: (TileRowStrip | undefined)[] } {
		const { columns } = this.#index.grid;
		const missing: MissingTile[] = [];
		const strips: (TileRowStrip | undefined)[] = [];
		const pending = new Set<number>();
		for (let first = 0; first < states.length; first += columns) {
			const strip = this.#strips.get(this.#strips.key(states, first), states, first);
			strips.push(strip);
			if (strip !== undefined) continue;
			for (let at = first; at < first + columns; at++) {
				const state = states[at];
				if (this.#tiles.get(state, now) !== undefined || pending.has(state)) continue;
				pending.add(state);
				missing.push({ state, tile: at % this.#index.tiles });
			}
		}
		return { missing, strips };
	}

	#assemble(states: Int32Array, strips: readonly (TileRowStrip | undefined)[], token: number, now: number): void {
		const { grid, band, tiles } = this.#index;
		for (let row = 0; row < band.rows; row++) {
			const at = token * tiles + row * grid.columns;
			const strip = strips[token * band.rows + row] ?? this.#keepStrip(states, at, row, now);
			if (strip === undefined) this.#assembler.appendTileRow(this.#rowTiles(states, at, now), this.#height(row));
			else this.#assembler.appendStrip(strip);
		}
	}

	/** The row as a whole if it has come before, in this batch or earlier. */
	#keepStrip(states: Int32Array, at: number, row: number, now: number): TileRowStrip | undefined {
		const key = this.#strips.key(states, at);
		const known = this.#strips.get(key, states, at);
		if (known !== undefined || !this.#strips.cameBefore(key)) return known;
		const strip = this.#assembler.makeStrip(this.#rowTiles(states, at, now), this.#height(row));
		this.#strips.set(key, states, at, strip);
		return strip;
	}

	#height(row: number): number {
		return tileRowHeight(this.#index.grid, imageRow(this.#index.band, row));
	}

	/** Valid until it is called again. */
	#rowTiles(states: Int32Array, at: number, now: number): EncodedTile[] {
		const row = this.#row;
		for (let column = 0; column < this.#index.grid.columns; column++) {
			const tile = this.#tiles.get(states[at + column], now);
			if (tile === undefined) throw new Error(`the tile of stack ${states[at + column]} was not made`);
			row[column] = tile;
		}
		return row;
	}

	/** Keeps every budget. The automaton can't forget single stacks, so when it is full everything starts afresh. */
	#tidy(now: number): void {
		if (this.#tiles.trim(now)) this.#moveTogether();
		if (this.#index.stacks.memoryBytes <= this.#stackBudget) return;
		this.#index.forgetStacks();
		this.#tiles.clear();
		this.#strips.clear();
		this.#room = new WordRoom();
	}

	/** Moves the tiles that are left to new blocks, since a block is held by any tile in it. */
	#moveTogether(): void {
		this.#room = new WordRoom();
		for (const tile of this.#tiles.values()) {
			tile.at = this.#room.put(tile.words, tile.at, tile.length);
			tile.words = this.#room.block;
		}
	}
}
