/** Tiles that lie on the disk, as long as they are needed in memory. */
import { newChunk } from './tile-chunk.ts';
import type { TileChunk } from './tile-chunk.ts';
import type { TileShape } from './tile-shape.ts';

/** 8 MB of large tiles; the system itself keeps what is read often, and reading that again costs some microseconds. */
const SLOTS = 512;
/** A slot stays as it is until this many other tiles were asked for; no stack is deeper. */
const SAFE_SLOTS = 256;

/** Room outside of memory. Positions are in words. */
export interface PageFile {
	/** @throws when there is no room */
	write(words: Uint32Array<ArrayBuffer>, at: number): void;
	/** Fills `into` with what was written there. */
	read(into: Uint32Array<ArrayBuffer>, at: number): void;
}

export interface OpenPageFile extends PageFile {
	/** Gives the room back. */
	close(): Promise<void>;
}

export class PageSlots {
	readonly file: PageFile;
	readonly #shape: TileShape;
	readonly #slots: TileChunk[] = [];
	readonly #slotOf = new Map<number, number>();
	readonly #idIn = new Int32Array(SLOTS);
	#next = 0;

	constructor(file: PageFile, shape: TileShape) {
		this.file = file;
		this.#shape = shape;
	}

	get memoryBytes(): number {
		return this.#slots.length * this.#shape.bytes;
	}

	/** Tile `id`, `length` words from word `at` of the file; from word 0 of what is returned. */
	get(id: number, at: number, length: number): TileChunk {
		const known = this.#slotOf.get(id);
		// Slots are filled in turn. One that is about to be reused is no longer safe to hand out: its tile is read again.
		if (known !== undefined && (known - this.#next + SLOTS) % SLOTS >= SAFE_SLOTS) return this.#slots[known];
		const slot = this.#next;
		this.#next = (slot + 1) % SLOTS;
		if (this.#slotOf.get(this.#idIn[slot]) === slot) this.#slotOf.delete(this.#idIn[slot]);
		this.#slots[slot] ??= newChunk(this.#shape.pixels);
		this.file.read(this.#slots[slot].words.subarray(0, length), at);
		this.#idIn[slot] = id;
		this.#slotOf.set(id, slot);
		return this.#slots[slot];
	}
}
