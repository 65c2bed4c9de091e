/**
 * Gives every distinct stack of painted tiles one number, by walking an automaton: a stack is its backdrop's number and
 * the item on top, so equal stacks meet in the same state and no key is ever built, hashed as text or compared.
 * States 0 to ROOTS − 1 are the empty stacks, one for each tile size that occurs (inner, right edge, bottom edge, corner).
 */

/** Tile sizes that occur in a grid: the encoded form depends on the size, so each has its own empty stack. */
export const ROOTS = 4;

const FIRST_CAPACITY = 1 << 14;

/** A state has two slots of three words, and two words of its own. */
const STATE_BYTES = 2 * 12 + 8;
/** Of its states, when a table is taken to be full: a batch may add some before it is looked at again. */
const FULL = 0.9;

/** @returns with how many states a table of at most `bytes` bytes is full */
export function statesWithin(bytes: number): number {
	let states = FIRST_CAPACITY / 2;
	while (states * 2 * STATE_BYTES <= bytes) states *= 2;
	return states * FULL;
}

export class StackTable {
	// Open addressing, linear probing. A slot is free when its state entry is 0: no transition leads to an empty stack.
	#fromState = new Int32Array(FIRST_CAPACITY);
	#fromItem = new Int32Array(FIRST_CAPACITY);
	#toState = new Int32Array(FIRST_CAPACITY);
	#mask = FIRST_CAPACITY - 1;
	#used = 0;
	// By state: the state below and the item on top.
	#below = new Int32Array(FIRST_CAPACITY);
	#top = new Int32Array(FIRST_CAPACITY);
	#states = ROOTS;

	/** Number of states so far; states are 0 to this − 1. */
	get size(): number {
		return this.#states;
	}

	get memoryBytes(): number {
		return (this.#toState.length * 3 + this.#below.length * 2) * 4;
	}

	/** Forgets all states, in the memory that it has: a table grown anew leaves as much garbage as it takes. */
	clear(): void {
		this.#toState.fill(0);
		this.#used = 0;
		this.#states = ROOTS;
	}

	/** The state of `state` with `item` painted on top. */
	push(state: number, item: number): number {
		const from = this.#fromState;
		const items = this.#fromItem;
		const to = this.#toState;
		const mask = this.#mask;
		let h = Math.imul(state, 0x9e3779b1) ^ Math.imul(item, 0x85ebca77);
		h = (h ^ (h >>> 15)) & mask;
		while (to[h] !== 0) {
			if (from[h] === state && items[h] === item) return to[h];
			h = (h + 1) & mask;
		}
		return this.#add(h, state, item);
	}

	#add(slot: number, state: number, item: number): number {
		const made = this.#states++;
		if (made >= this.#below.length) {
			this.#below = grown(this.#below);
			this.#top = grown(this.#top);
		}
		this.#below[made] = state;
		this.#top[made] = item;
		this.#fromState[slot] = state;
		this.#fromItem[slot] = item;
		this.#toState[slot] = made;
		if (++this.#used * 2 > this.#mask) this.#rehash();
		return made;
	}

	#rehash(): void {
		const capacity = (this.#mask + 1) * 2;
		const mask = capacity - 1;
		const from = new Int32Array(capacity);
		const items = new Int32Array(capacity);
		const to = new Int32Array(capacity);
		for (let made = ROOTS; made < this.#states; made++) {
			const state = this.#below[made];
			const item = this.#top[made];
			let h = Math.imul(state, 0x9e3779b1) ^ Math.imul(item, 0x85ebca77);
			h = (h ^ (h >>> 15)) & mask;
			while (to[h] !== 0) h = (h + 1) & mask;
			from[h] = state;
			items[h] = item;
			to[h] = made;
		}
		this.#fromState = from;
		this.#fromItem = items;
		this.#toState = to;
		this.#mask = mask;
	}

	/** Items of a state, bottom first, written to `out` from `at`; returns how many. */
	itemsOf(state: number, out: number[], at: number): number {
		let depth = 0;
		for (let s = state; s >= ROOTS; s = this.#below[s]) depth++;
		let i = at + depth;
		for (let s = state; s >= ROOTS; s = this.#below[s]) out[--i] = this.#top[s];
		return depth;
	}
}

function grown(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(old.length * 2);
	larger.set(old);
	return larger;
}
