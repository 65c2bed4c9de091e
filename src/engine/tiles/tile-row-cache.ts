/**
 * Keeps what was made of whole rows of tiles. A row is known by the stacks of its tiles; looking it up costs one hash over
 * them. A row is worth keeping once it has come twice, and a small table of marks remembers which have come once.
 */

/** Marks of rows that came once; a newer row may take the place of an older one, which then counts as new. */
const MARKS = 1 << 18;
/** Beyond the value: the entry, its key and its place in the map. */
const ENTRY_BYTES = 160;

interface Entry<T> {
	/** The stacks, to tell rows of equal hash apart. */
	states: Int32Array;
	value: T;
}

export class TileRowCache<T extends { byteLength: number }> {
	readonly #budget: number;
	readonly #columns: number;
	/** In order of last use, oldest first. */
	#entries = new Map<number, Entry<T>>();
	#marks = new Uint32Array(MARKS);
	#bytes = 0;

	/** @param budget bytes. @param columns tiles in a row. */
	constructor(budget: number, columns: number) {
		this.#budget = budget;
		this.#columns = columns;
	}

	get memoryBytes(): number {
		return this.#bytes + this.#marks.byteLength;
	}

	/** A number for the row of `columns` stacks that starts at `at`; equal rows have equal numbers, others nearly never. */
	key(states: Int32Array, at: number): number {
		let high = 0x9747b28c;
		let low = 0x85ebca6b;
		for (let i = at; i < at + this.#columns; i++) {
			high = Math.imul(high ^ states[i], 0x9e3779b1);
			high ^= high >>> 15;
			low = Math.imul(low + states[i], 0xc2b2ae35);
			low ^= low >>> 13;
		}
		// 21 bits and 32 bits: as much as a number holds exactly.
		return (high >>> 11) * 0x100000000 + (low >>> 0);
	}

	/** What is kept for the row, which counts as used now. */
	get(key: number, states: Int32Array, at: number): T | undefined {
		const entry = this.#entries.get(key);
		if (entry === undefined) return undefined;
		for (let i = 0; i < this.#columns; i++) if (entry.states[i] !== states[at + i]) return undefined;
		this.#entries.delete(key);
		this.#entries.set(key, entry);
		return entry.value;
	}

	/** Whether the row has come before, as far as remembered; from now on it has. */
	cameBefore(key: number): boolean {
		const slot = key % MARKS;
		const mark = Math.floor(key / MARKS) % 0xffffffff;
		const before = this.#marks[slot] === mark;
		this.#marks[slot] = mark;
		return before;
	}

	/** Keeps `value` for the row, and drops what was used longest ago if the budget is exceeded. */
	set(key: number, states: Int32Array, at: number, value: T): void {
		this.#drop(key);
		this.#entries.set(key, { states: states.slice(at, at + this.#columns), value });
		this.#bytes += value.byteLength + this.#columns * 4 + ENTRY_BYTES;
		for (const oldest of this.#entries.keys()) {
			if (this.#bytes <= this.#budget) break;
			this.#drop(oldest);
		}
	}

	#drop(key: number): void {
		const entry = this.#entries.get(key);
		if (entry === undefined) return;
		this.#entries.delete(key);
		this.#bytes -= entry.value.byteLength + this.#columns * 4 + ENTRY_BYTES;
	}

	/** Forgets everything. */
	clear(): void {
		this.#entries.clear();
		this.#marks.fill(0);
		this.#bytes = 0;
	}
}
