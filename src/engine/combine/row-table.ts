/**
 * Finds a row of a DNA table by the values in some of its columns: an open-addressing hash table of row numbers. Rows are
 * compared in full on every hit, so equal hashes never count as equal rows; memory is 8 bytes per slot, no strings.
 */

const FREE = -1;
const REMOVED = -2;

export class RowTable {
	private readonly dna: Uint16Array;
	private readonly width: number;
	private readonly columns: readonly number[];
	private slots: Int32Array;
	private hashes: Int32Array;
	/** Slots not FREE, and slots that hold a row. */
	private used = 0;
	private live = 0;

	/** @param width values per row of `dna`. @param columns the columns that make a row's identity. */
	constructor(dna: Uint16Array, width: number, columns: readonly number[], expected = 16) {
		this.dna = dna;
		this.width = width;
		this.columns = columns;
		const size = 2 ** Math.max(4, Math.ceil(Math.log2(expected * 2)));
		this.slots = new Int32Array(size).fill(FREE);
		this.hashes = new Int32Array(size);
	}

	/** The entered row whose columns equal those of `row`, or -1. `row` need not be entered itself. */
	find(row: number): number {
		const slot = this.search(row, this.hash(row));
		return slot < 0 ? -1 : this.slots[slot];
	}

	/** Enters `row`; the caller knows that no equal row is there. */
	add(row: number): void {
		if (this.used * 3 >= this.slots.length * 2) this.grow();
		this.put(row, this.hash(row));
	}

	/** Takes `row` out; its values must still be those it was entered with. */
	remove(row: number): void {
		const mask = this.slots.length - 1;
		let at = this.hash(row) & mask;
		while (this.slots[at] !== row) {
			if (this.slots[at] === FREE) return;
			at = (at + 1) & mask;
		}
		this.slots[at] = REMOVED;
		this.live--;
	}

	private search(row: number, hash: number): number {
		const mask = this.slots.length - 1;
		for (let at = hash & mask; this.slots[at] !== FREE; at = (at + 1) & mask) {
			if (this.slots[at] !== REMOVED && this.hashes[at] === hash && this.equal(this.slots[at], row)) return at;
		}
		return -1;
	}

	private put(row: number, hash: number): void {
		const mask = this.slots.length - 1;
		let at = hash & mask;
		while (this.slots[at] !== FREE) at = (at + 1) & mask;
		this.slots[at] = row;
		this.hashes[at] = hash;
		this.used++;
		this.live++;
	}

	private grow(): void {
		const { slots, hashes } = this;
		// Removed rows go here; only rows that are there ask for a larger table.
		const size = this.live * 3 >= slots.length ? slots.length * 2 : slots.length;
		this.slots = new Int32Array(size).fill(FREE);
		this.hashes = new Int32Array(size);
		this.used = 0;
		this.live = 0;
		for (let at = 0; at < slots.length; at++) if (slots[at] >= 0) this.put(slots[at], hashes[at]);
	}

	private hash(row: number): number {
		const base = row * this.width;
		let hash = 0x9747b28c;
		for (const column of this.columns) {
			hash = Math.imul(hash ^ this.dna[base + column], 0xcc9e2d51);
			hash = (hash << 15) | (hash >>> 17);
		}
		hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
		return hash ^ (hash >>> 13);
	}

	private equal(a: number, b: number): boolean {
		for (const column of this.columns) {
			if (this.dna[a * this.width + column] !== this.dna[b * this.width + column]) return false;
		}
		return true;
	}
}
