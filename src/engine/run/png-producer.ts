/** Turns the stacks of tokens into the band's compressed part of each PNG, making every distinct tile once. */
import { BandAssembler } from '../png/band-assembler.ts';
import type { Band, TileRowStrip } from '../png/band-assembler.ts';
import { tablesFromData } from '../png/code-tables.ts';
import type { EncodedTile } from '../png/encoded-tile.ts';
import { TileEncoder } from '../png/tile-encoder.ts';
import type { BandIndex } from '../tiles/band-index.ts';
import type { Compositor } from '../tiles/compositor.ts';
import { RecencyCache } from '../tiles/recency-cache.ts';
import { ROOTS, StackTable } from '../tiles/stack-table.ts';
import { tileColumnWidth, tileRowHeight } from '../tiles/tile-shape.ts';
import type { BandProduct } from './band-protocol.ts';
import { compositeTiles } from './missing-tiles.ts';
import type { MissingTile } from './missing-tiles.ts';
import type { StageClock } from './stage-clock.ts';

/** Shares of the budget: single tiles, whole tile rows, and the automata that name them. */
const TILE_SHARE = 0.5;
const STRIP_SHARE = 0.35;

export class PngProducer {
	#index: BandIndex;
	#encoder: TileEncoder;
	#tables: ReturnType<typeof tablesFromData>;
	#assembler: BandAssembler;
	#tiles: RecencyCache<EncodedTile>;
	/** A whole tile row of the band as one string of bits, kept once the same row has come twice. */
	#strips: RecencyCache<TileRowStrip>;
	/** Names rows of tiles: the stack of a row's tile states, left to right. */
	#rowNames = new StackTable();
	#seenRows = new Uint8Array(1 << 14);
	#nameBudget: number;
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
		this.#strips = new RecencyCache(cacheBytes * STRIP_SHARE, (strip) => strip.byteLength);
		this.#nameBudget = cacheBytes * (1 - TILE_SHARE - STRIP_SHARE);
		this.#clock = clock;
	}

	get memoryBytes(): number {
		return this.#tiles.memoryBytes + this.#strips.memoryBytes + this.#rowNames.memoryBytes + this.#seenRows.length;
	}

	/**
	 * @param states of `tokens` tokens, `index.tiles` each.
	 * @param now the batch's number, for recency.
	 * @returns one part per token, each with its own transferable buffer.
	 */
	async produce(compositor: Compositor, states: Int32Array, tokens: number, now: number): Promise<Band[]> {
		const { grid, band, tiles } = this.#index;
		const rowNames = this.#clock.time('lookup', () => this.#nameRows(states, tokens));
		const missing = this.#clock.time('lookup', () => this.#findMissing(states, rowNames, now));
		this.tilesLookedUp += tokens * tiles;
		this.tilesMade += missing.length;
		await compositeTiles(this.#index, compositor, missing, this.#clock, (job, pixels, byteOffset) => {
			const started = performance.now();
			const width = tileColumnWidth(grid, job.tile % grid.columns);
			const height = tileRowHeight(grid, band.firstRow + Math.floor(job.tile / grid.columns));
			this.#tiles.set(job.state, this.#encoder.encode(pixels, byteOffset, width, height, this.#tables), now);
			this.#clock.add('encode', performance.now() - started);
		});
		const pieces = this.#clock.time('assemble', () => {
			const made: Band[] = [];
			for (let token = 0; token < tokens; token++) made.push(this.#assemble(states, rowNames, token, now));
			return made;
		});
		this.#tidy(now);
		return pieces;
	}

	#nameRows(states: Int32Array, tokens: number): Int32Array {
		const columns = this.#index.grid.columns;
		const names = new Int32Array(tokens * this.#index.band.rows);
		for (let i = 0, at = 0; i < names.length; i++) {
			let name = 0;
			for (let column = 0; column < columns; column++, at++) name = this.#rowNames.push(name, states[at]);
			names[i] = name;
		}
		if (this.#rowNames.size > this.#seenRows.length) {
			const larger = new Uint8Array(this.#rowNames.size * 2);
			larger.set(this.#seenRows);
			this.#seenRows = larger;
		}
		return names;
	}

	#findMissing(states: Int32Array, rowNames: Int32Array, now: number): MissingTile[] {
		const columns = this.#index.grid.columns;
		const missing: MissingTile[] = [];
		const pending = new Set<number>();
		for (let row = 0; row < rowNames.length; row++) {
			if (this.#strips.get(rowNames[row], now) !== undefined) continue;
			for (let at = row * columns; at < (row + 1) * columns; at++) {
				const state = states[at];
				if (this.#tiles.get(state, now) !== undefined || pending.has(state)) continue;
				pending.add(state);
				missing.push({ state, tile: at % this.#index.tiles });
			}
		}
		return missing;
	}

	#assemble(states: Int32Array, rowNames: Int32Array, token: number, now: number): Band {
		const { grid, band, tiles } = this.#index;
		this.#assembler.begin();
		for (let row = 0; row < band.rows; row++) {
			const name = rowNames[token * band.rows + row];
			let strip = this.#strips.get(name, now);
			if (strip === undefined) {
				const height = tileRowHeight(grid, band.firstRow + row);
				const rowTiles = this.#rowTiles(states, token * tiles + row * grid.columns, now);
				if (this.#seenRows[name] === 0) {
					this.#seenRows[name] = 1;
					this.#assembler.appendTileRow(rowTiles, height);
					continue;
				}
				strip = this.#assembler.makeStrip(rowTiles, height);
				this.#strips.set(name, strip, now);
			}
			this.#assembler.appendStrip(strip);
		}
		return this.#assembler.finish();
	}

	#rowTiles(states: Int32Array, at: number, now: number): EncodedTile[] {
		return Array.from({ length: this.#index.grid.columns }, (_, column) => {
			const tile = this.#tiles.get(states[at + column], now);
			if (tile === undefined) throw new Error(`the tile of stack ${states[at + column]} was not made`);
			return tile;
		});
	}

	/** Keeps every budget. The automata can't forget single stacks, so when they are full everything starts afresh. */
	#tidy(now: number): void {
		this.#tiles.trim(now);
		this.#strips.trim(now);
		if (this.#index.stacks.memoryBytes + this.#rowNames.memoryBytes + this.#seenRows.length <= this.#nameBudget) return;
		if (this.#index.stacks.size <= ROOTS) return;
		this.#index.forgetStacks();
		this.#rowNames = new StackTable();
		this.#seenRows.fill(0);
		this.#tiles.clear();
		this.#strips.clear();
	}
}
