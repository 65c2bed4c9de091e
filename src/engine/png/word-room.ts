/**
 * Room for many short strings of words. An array of its own for each costs a browser more than to fill it: 20 µs for
 * memory that is cleared, counted, watched and swept by itself.
 */

/** Words of a block, 256 KB. */
const BLOCK_WORDS = 1 << 16;

export class WordRoom {
	readonly blockWords: number;
	/** Those after the current one are free: memory is used again, since dropped blocks stay until the browser collects them. */
	readonly #blocks: Uint32Array<ArrayBuffer>[] = [];
	#used = 0;
	/** The block that the last string was put into. */
	block = new Uint32Array(0);
	/** Its number. */
	current = -1;

	/** @param longest words of the longest string; most are far shorter */
	constructor(longest = BLOCK_WORDS) {
		this.blockWords = Math.max(BLOCK_WORDS, longest);
	}

	get memoryBytes(): number {
		return this.#blocks.length * this.blockWords * 4;
	}

	/** Copies `count` words of `source` from `from` on. @returns where they stand in `block` */
	put(source: Uint32Array, from: number, count: number): number {
		const at = this.#reserve(count);
		const { block } = this;
		for (let i = 0; i < count; i++) block[at + i] = source[from + i];
		return at;
	}

	/** @returns the block of that number */
	blockAt(number: number): Uint32Array<ArrayBuffer> {
		return this.#blocks[number];
	}

	/**
	 * Begins at the start again. What is to stay must be moved, all of it in the order in which it was put: then nothing is
	 * written over before it was moved, since without what is left out nothing comes to stand further back.
	 */
	rewind(): void {
		this.current = -1;
		this.#used = 0;
		this.block = new Uint32Array(0);
	}

	/** Moves a string after `rewind`. @returns as `put` */
	move(number: number, from: number, count: number): number {
		const source = this.#blocks[number];
		const at = this.#reserve(count);
		if (this.block === source) source.copyWithin(at, from, from + count);
		else this.block.set(source.subarray(from, from + count), at);
		return at;
	}

	#reserve(count: number): number {
		if (count > this.blockWords) throw new RangeError(`a string of ${count} words in a room for ${this.blockWords}`);
		if (this.current < 0 || this.#used + count > this.blockWords) {
			this.current++;
			if (this.current === this.#blocks.length) this.#blocks.push(new Uint32Array(this.blockWords));
			this.block = this.#blocks[this.current];
			this.#used = 0;
		}
		const at = this.#used;
		this.#used = at + count;
		return at;
	}
}
