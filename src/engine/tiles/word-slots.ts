/**
 * Strings of words with some numbers each, within a budget that what was used longest ago makes room for. All of it is in few
 * arrays: as objects, what is kept for long fills a worker's young heap again and again, which V8 then makes larger.
 */
import type { WordRoom } from '../png/word-room.ts';

/** Share of the budget that an eviction frees, so that it happens rarely. */
const FREED_SHARE = 0.25;
const FIRST_SLOTS = 1 << 8;

/** Of each slot, before those of its owner: when it was used last; where its words are: block, first word, number of words. */
const USED = 0;
const BLOCK = 1;
const AT = 2;
const LENGTH = 3;
export const OWN_FACTS = 4;

const FREE = -1;
const SLOT_LIMIT = 2 ** 21;

export class WordSlots {
	readonly #budget: number;
	readonly #stride: number;
	readonly room: WordRoom;
	/** `stride` numbers a slot. */
	facts: Int32Array;
	/** Slots that were ever used; those that are free now are in `#free`. */
	#slots = 0;
	readonly #free: number[] = [];
	#words = 0;
	#count = 0;

	/** @param budget bytes. @param ownFacts further numbers a slot, from `at(slot) + OWN_FACTS` on */
	constructor(budget: number, ownFacts: number, room: WordRoom) {
		this.#budget = budget;
		this.#stride = OWN_FACTS + ownFacts;
		this.room = room;
		this.facts = new Int32Array(FIRST_SLOTS * this.#stride);
	}

	/** Words and facts of what is there. */
	get #bytes(): number {
		return (this.#words + this.#count * this.#stride) * 4;
	}

	get memoryBytes(): number {
		return this.room.memoryBytes + this.facts.byteLength;
	}

	/** How many strings of the mean size of those that are there fit into the budget; without any, as many as there may be. */
	get capacity(): number {
		return this.#count === 0 ? Infinity : Math.floor((this.#budget * this.#count) / this.#bytes);
	}

	get count(): number {
		return this.#count;
	}

	/** Takes the string of `length` words that was put into `room` last, at `at`. @returns its slot */
	add(at: number, length: number, now: number): number {
		const slot = this.#free.pop() ?? this.#slots++;
		const base = slot * this.#stride;
		if (base >= this.facts.length) {
			const larger = new Int32Array(this.facts.length * 2);
			larger.set(this.facts);
			this.facts = larger;
		}
		this.facts[base + USED] = now;
		this.facts[base + BLOCK] = this.room.current;
		this.facts[base + AT] = at;
		this.facts[base + LENGTH] = length;
		this.#words += length;
		this.#count++;
		return slot;
	}

	/** Where the slot's facts stand. */
	at(slot: number): number {
		return slot * this.#stride;
	}

	/** @param now any number that does not fall from call to call; the batch number */
	touch(slot: number, now: number): void {
		this.facts[slot * this.#stride + USED] = now;
	}

	/** The array in which the slot's words stand, from `start` on, `length` of them. */
	wordsOf(slot: number): Uint32Array {
		return this.room.blockAt(this.facts[slot * this.#stride + BLOCK]);
	}

	startOf(slot: number): number {
		return this.facts[slot * this.#stride + AT];
	}

	lengthOf(slot: number): number {
		return this.facts[slot * this.#stride + LENGTH];
	}

	/**
	 * Evicts down to the budget if it is exceeded. What was used at `now` stays: the caller is about to use it.
	 * @param onEvicted told of each slot that is free now, with its facts still there
	 */
	trim(now: number, onEvicted: (slot: number) => void): void {
		if (this.#bytes <= this.#budget) return;
		const newestToDrop = this.#newestToDrop(now);
		for (let slot = 0; slot < this.#slots; slot++) {
			const base = slot * this.#stride;
			if (this.facts[base + LENGTH] === FREE || this.facts[base + USED] > newestToDrop) continue;
			onEvicted(slot);
			this.#words -= this.facts[base + LENGTH];
			this.#count--;
			this.facts[base + LENGTH] = FREE;
			this.#free.push(slot);
		}
		this.#moveTogether();
	}

	#newestToDrop(now: number): number {
		const wordsByAge = new Map<number, number>();
		for (let base = 0; base < this.#slots * this.#stride; base += this.#stride) {
			const length = this.facts[base + LENGTH];
			if (length === FREE) continue;
			const used = this.facts[base + USED];
			wordsByAge.set(used, (wordsByAge.get(used) ?? 0) + length + this.#stride);
		}
		const goal = this.#budget * (1 - FREED_SHARE);
		let left = this.#bytes;
		let newest = -1;
		for (const used of [...wordsByAge.keys()].sort((a, b) => a - b)) {
			if (left <= goal || used >= now) break;
			left -= (wordsByAge.get(used) ?? 0) * 4;
			newest = used;
		}
		return newest;
	}

	#moveTogether(): void {
		const order = new Float64Array(this.#count);
		let kept = 0;
		for (let slot = 0; slot < this.#slots; slot++) {
			const base = slot * this.#stride;
			if (this.facts[base + LENGTH] === FREE) continue;
			// Place and slot in one number that sorts by place: 2⁵³ is enough for 4 GB of words in 2²¹ slots.
			order[kept++] = this.#place(base) * SLOT_LIMIT + slot;
		}
		order.sort();
		this.room.rewind();
		for (let i = 0; i < kept; i++) {
			const base = (order[i] % SLOT_LIMIT) * this.#stride;
			this.facts[base + AT] = this.room.move(
				this.facts[base + BLOCK],
				this.facts[base + AT],
				this.facts[base + LENGTH],
			);
			this.facts[base + BLOCK] = this.room.current;
		}
	}

	#place(base: number): number {
		return this.facts[base + BLOCK] * this.room.blockWords + this.facts[base + AT];
	}

	/** Tells of every slot in use. */
	forEach(visit: (slot: number) => void): void {
		for (let slot = 0; slot < this.#slots; slot++) {
			if (this.facts[slot * this.#stride + LENGTH] !== FREE) visit(slot);
		}
	}

	/** Forgets everything. */
	clear(): void {
		this.#slots = 0;
		this.#free.length = 0;
		this.#words = 0;
		this.#count = 0;
		this.room.rewind();
	}
}
