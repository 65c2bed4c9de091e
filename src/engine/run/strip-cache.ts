/** Whole rows of tiles that are put together already, by the stacks of their tiles, within a budget. */
import type { TileRowStrip } from '../png/band-assembler.ts';
import { ROW_FACTS } from '../png/band-assembler.ts';
import { WordRoom } from '../png/word-room.ts';
import { OWN_FACTS, WordSlots } from '../tiles/word-slots.ts';

const FIRST_PLACES = 1 << 10;

export class StripCache {
	readonly #slots: WordSlots;
	readonly #columns: number;
	/** Open addressing, linear probing: slot plus 1, 0 where a place is free. */
	#places = new Int32Array(FIRST_PLACES);

	/** @param budget bytes. @param columns tiles in a row. @param longest words of the longest strip */
	constructor(budget: number, columns: number, longest: number) {
		this.#columns = columns;
		// After a strip's own: the hash, and the stacks, to tell rows of equal hash apart.
		this.#slots = new WordSlots(budget, ROW_FACTS + 1 + columns, new WordRoom(longest));
	}

	get memoryBytes(): number {
		return this.#slots.memoryBytes + this.#places.byteLength;
	}

	/** The slot of the row of stacks that starts at `at`, which counts as used now; -1 where it is not kept. */
	find(key: number, states: Int32Array, at: number, now: number): number {
		const place = this.#place(key, states, at);
		const slot = this.#places[place] - 1;
		if (slot >= 0) this.#slots.touch(slot, now);
		return slot;
	}

	/** Fills `strip` with what is kept in a slot, valid until the next `trim`. */
	read(slot: number, strip: TileRowStrip): void {
		const slots = this.#slots;
		strip.words = slots.wordsOf(slot);
		strip.at = slots.startOf(slot);
		strip.length = slots.lengthOf(slot);
		const base = slots.at(slot) + OWN_FACTS;
		for (let i = 0; i < ROW_FACTS; i++) strip.facts[i] = slots.facts[base + i];
	}

	/** Keeps a copy; the row must be new. @returns its slot */
	set(key: number, states: Int32Array, at: number, strip: TileRowStrip, now: number): number {
		const slots = this.#slots;
		const slot = slots.add(slots.room.put(strip.words, strip.at, strip.length), strip.length, now);
		const base = slots.at(slot) + OWN_FACTS;
		for (let i = 0; i < ROW_FACTS; i++) slots.facts[base + i] = strip.facts[i];
		slots.facts[base + ROW_FACTS] = hashOf(key);
		for (let i = 0; i < this.#columns; i++) slots.facts[base + ROW_FACTS + 1 + i] = states[at + i];
		if (slots.count * 2 > this.#places.length) this.#index(this.#places.length * 2);
		else this.#places[this.#place(key, states, at)] = slot + 1;
		return slot;
	}

	/** Keeps to the budget; what was used at `now` stays. */
	trim(now: number): void {
		let evicted = false;
		this.#slots.trim(now, () => {
			evicted = true;
		});
		// A place that is emptied would end the search for what stands behind it.
		if (evicted) this.#index(this.#places.length);
	}

	/** Forgets everything. */
	clear(): void {
		this.#slots.clear();
		this.#places.fill(0);
	}

	/** Of the row, or the free one where it would stand. */
	#place(key: number, states: Int32Array, at: number): number {
		const mask = this.#places.length - 1;
		let place = hashOf(key) & mask;
		for (let slot = this.#places[place]; slot !== 0; slot = this.#places[place]) {
			if (this.#isOf(slot - 1, states, at)) return place;
			place = (place + 1) & mask;
		}
		return place;
	}

	#isOf(slot: number, states: Int32Array, at: number): boolean {
		const { facts } = this.#slots;
		const from = this.#slots.at(slot) + OWN_FACTS + ROW_FACTS + 1;
		for (let i = 0; i < this.#columns; i++) if (facts[from + i] !== states[at + i]) return false;
		return true;
	}

	/** Enters every slot into a table of so many places. */
	#index(places: number): void {
		if (places === this.#places.length) this.#places.fill(0);
		else this.#places = new Int32Array(places);
		const mask = places - 1;
		this.#slots.forEach((slot) => {
			let place = this.#slots.facts[this.#slots.at(slot) + OWN_FACTS + ROW_FACTS] & mask;
			while (this.#places[place] !== 0) place = (place + 1) & mask;
			this.#places[place] = slot + 1;
		});
	}
}

/** The lowest 32 bits, which are mixed well. */
function hashOf(key: number): number {
	return key | 0;
}
