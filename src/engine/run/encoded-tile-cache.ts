/** Encoded tiles by the number of their stack, within a budget. */
import { emptyTile } from '../png/encoded-tile.ts';
import type { EncodedTile } from '../png/encoded-tile.ts';
import { WordRoom } from '../png/word-room.ts';
import { OWN_FACTS, WordSlots } from '../tiles/word-slots.ts';

/** Of each tile: its stack, then as in `EncodedTile`. */
const KEY = OWN_FACTS;
const ROW_BYTES = OWN_FACTS + 1;
const BYTE_SUM = OWN_FACTS + 2;
const PLACE_SUM = OWN_FACTS + 3;
const FACTS = 4;

const FIRST_KEYS = 1 << 12;

export class EncodedTileCache {
	readonly #slots: WordSlots;
	/** By key: its slot plus 1, 0 where there is none. */
	#slotOf = new Int32Array(FIRST_KEYS);
	readonly #copied = emptyTile();

	/** @param budget bytes */
	constructor(budget: number) {
		this.#slots = new WordSlots(budget, FACTS, new WordRoom());
	}

	/** Where a tile is to be encoded into before it is `set`. */
	get room(): WordRoom {
		return this.#slots.room;
	}

	get memoryBytes(): number {
		return this.#slots.memoryBytes + this.#slotOf.byteLength;
	}

	/** Tiles that it will hold, going by the size of those that are there. */
	get capacity(): number {
		return this.#slots.capacity;
	}

	/** Whether the tile is there, which counts as used now. @param now as in `WordSlots` */
	has(key: number, now: number): boolean {
		const slot = (this.#slotOf[key] ?? 0) - 1;
		if (slot < 0) return false;
		this.#slots.touch(slot, now);
		return true;
	}

	/** Fills `tile` with what is kept, valid until the next `trim`. @returns whether it is there */
	read(key: number, now: number, tile: EncodedTile): boolean {
		const slot = (this.#slotOf[key] ?? 0) - 1;
		if (slot < 0) return false;
		const slots = this.#slots;
		slots.touch(slot, now);
		const base = slots.at(slot);
		tile.words = slots.wordsOf(slot);
		tile.at = slots.startOf(slot);
		tile.length = slots.lengthOf(slot);
		tile.rowBytes = slots.facts[base + ROW_BYTES];
		tile.byteSum = slots.facts[base + BYTE_SUM];
		tile.placeSum = slots.facts[base + PLACE_SUM];
		return true;
	}

	/** Keeps the tile that was encoded into `room` last; the key must be new. */
	set(key: number, tile: EncodedTile, now: number): void {
		if (key >= this.#slotOf.length) this.#grow(key);
		const slots = this.#slots;
		const slot = slots.add(tile.at, tile.length, now);
		const base = slots.at(slot);
		slots.facts[base + KEY] = key;
		slots.facts[base + ROW_BYTES] = tile.rowBytes;
		slots.facts[base + BYTE_SUM] = tile.byteSum;
		slots.facts[base + PLACE_SUM] = tile.placeSum;
		this.#slotOf[key] = slot + 1;
	}

	/** Keeps a tile under another key too, which must be new. @returns whether it is there */
	copy(from: number, key: number, now: number): boolean {
		const tile = this.#copied;
		if (!this.read(from, now, tile)) return false;
		tile.at = this.room.put(tile.words, tile.at, tile.length);
		this.set(key, tile, now);
		return true;
	}

	/** Keeps to the budget; what was used at `now` stays. */
	trim(now: number): void {
		this.#slots.trim(now, (slot) => {
			this.#slotOf[this.#slots.facts[this.#slots.at(slot) + KEY]] = 0;
		});
	}

	/** Forgets everything. */
	clear(): void {
		this.#slots.clear();
		this.#slotOf.fill(0);
	}

	#grow(key: number): void {
		let length = this.#slotOf.length;
		while (length <= key) length *= 2;
		const larger = new Int32Array(length);
		larger.set(this.#slotOf);
		this.#slotOf = larger;
	}
}
