/**
 * Room for many short strings of words. An array of its own for each costs a browser more than to fill it: 20 µs for
 * memory that is cleared, counted, watched and swept by itself.
 */

/** Words of a block, 256 KB. A block is free again when nothing that stands in it is needed any more. */
const BLOCK_WORDS = 1 << 16;

export class WordRoom {
	/** The block that the last string was put into. */
	block = new Uint32Array(0);
	#used = 0;

	/** Copies `count` words of `source` from `from` on. @returns where they stand in `block` */
	put(source: Uint32Array, from: number, count: number): number {
		if (this.#used + count > this.block.length) {
			this.block = new Uint32Array(Math.max(BLOCK_WORDS, count));
			this.#used = 0;
		}
		const { block } = this;
		const at = this.#used;
		for (let i = 0; i < count; i++) block[at + i] = source[from + i];
		this.#used = at + count;
		return at;
	}
}
