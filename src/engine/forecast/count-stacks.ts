/** Counts the tiles that tokens make in one band, and the distinct rows of tiles, without making any. */
import type { DrawLists } from '../run/band-protocol.ts';
import type { BandIndex } from '../tiles/band-index.ts';
import { RecencyCache } from '../tiles/recency-cache.ts';
import { StackTable } from '../tiles/stack-table.ts';
import { rowKey } from '../tiles/row-marks.ts';

export interface StackCounts {
	/** Tiles that the first tokens make, by mark: the distinct ones, and those again that the cache has lost since. */
	tiles: number[];
	/** Distinct rows of tiles, by mark; where there are very many, only at the first marks. */
	rows: number[];
	/** Those of them that come more than once. */
	repeatedRows: number[];
	/** What the names of all stacks take. */
	stackBytes: number;
}

/** Remembering a row takes 50 bytes or so, a tile twelve. */
const MOST_ROWS = 300_000;
/** In place of a tile. */
const COUNTED = {};

export class StackCounter {
	readonly #index: BandIndex;
	readonly #marks: readonly number[];
	/** Apart from those of the index, so that all that counting needed goes with the counter. */
	readonly #stacks = new StackTable();
	readonly #states: Int32Array;
	/** As the run's, but every tile is of the same size. */
	readonly #tiles: RecencyCache<object>;
	#made = 0;
	readonly #rows: SeenRows;
	#tokens = 0;
	readonly #counts: StackCounts = { tiles: [], rows: [], repeatedRows: [], stackBytes: 0 };

	/**
	 * @param marks ascending numbers of tokens, at which the counts are taken
	 * @param capacity tiles that the band's cache holds
	 */
	constructor(index: BandIndex, marks: readonly number[], capacity = Infinity) {
		this.#tiles = new RecencyCache(capacity, () => 1);
		this.#index = index;
		this.#marks = marks;
		this.#states = new Int32Array(index.tiles);
		this.#rows = new SeenRows(index.grid.columns);
		this.#mark();
	}

	/** Counts further tokens. @returns the counts so far */
	add({ offsets, ops }: DrawLists): StackCounts {
		const index = this.#index;
		const states = this.#states;
		const kept = index.stacks;
		index.stacks = this.#stacks;
		try {
			for (let token = 0; token < offsets.length - 1; token++) {
				index.statesOf(ops, offsets[token], (offsets[token + 1] - offsets[token]) / 2, states, 0);
				this.#makeMissing(states);
				if (this.#rows.distinct < MOST_ROWS) this.#rows.add(states);
				this.#tokens++;
				this.#mark();
			}
		} finally {
			index.stacks = kept;
		}
		return this.#counts;
	}

	#makeMissing(states: Int32Array): void {
		for (const state of states) {
			if (this.#tiles.get(state, this.#tokens) !== undefined) continue;
			this.#tiles.set(state, COUNTED, this.#tokens);
			this.#made++;
		}
		this.#tiles.trim(this.#tokens);
	}

	#mark(): void {
		const counts = this.#counts;
		if (this.#marks[counts.tiles.length] !== this.#tokens) return;
		counts.tiles.push(this.#made);
		counts.stackBytes = this.#stacks.memoryBytes;
		if (this.#rows.distinct >= MOST_ROWS) return;
		counts.rows.push(this.#rows.distinct);
		counts.repeatedRows.push(this.#rows.repeated);
	}
}

class SeenRows {
	readonly #columns: number;
	readonly #once = new Set<number>();
	readonly #often = new Set<number>();

	constructor(columns: number) {
		this.#columns = columns;
	}

	get distinct(): number {
		return this.#once.size;
	}

	get repeated(): number {
		return this.#often.size;
	}

	add(states: Int32Array): void {
		for (let at = 0; at < states.length; at += this.#columns) {
			const key = rowKey(states, at, this.#columns);
			if (this.#once.has(key)) this.#often.add(key);
			else this.#once.add(key);
		}
	}
}
