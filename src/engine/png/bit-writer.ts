/**
 * A growing string of bits, filled from the least significant bit of each 32-bit word (RFC 1951, 3.1.1; the words lie in
 * memory little-endian, so the string's bytes are deflate's bytes). Hot loops of other modules work on copies of the
 * fields in local variables and store them back.
 */
export class BitWriter {
	words: Uint32Array<ArrayBuffer>;
	/** Complete words. */
	count = 0;
	/** The incomplete word, and how many of its bits (0 to 31) are filled; bits above are zero. */
	pending = 0;
	filled = 0;

	/** @param words where to write first; a larger array takes its place when it is full */
	constructor(words: Uint32Array<ArrayBuffer>) {
		this.words = words;
	}

	clear(): void {
		this.count = 0;
		this.pending = 0;
		this.filled = 0;
	}

	get bitLength(): number {
		return this.count * 32 + this.filled;
	}

	/** Makes room for `bits` more, and for a word that a loop may write beyond them. */
	reserve(bits: number): void {
		const needed = this.count + Math.ceil((this.filled + bits) / 32) + 2;
		if (needed <= this.words.length) return;
		const larger = new Uint32Array(Math.max(needed, this.words.length * 2));
		larger.set(this.words.subarray(0, this.count));
		this.words = larger;
	}

	/** Appends the lowest `size` bits (0 to 31) of `value`, whose higher bits are zero. Needs reserved room. */
	put(value: number, size: number): void {
		const filled = this.filled;
		this.pending |= value << filled;
		this.filled = filled + size;
		if (filled + size >= 32) {
			this.words[this.count++] = this.pending;
			this.pending = value >>> (32 - filled);
			this.filled -= 32;
		}
	}

	/** Appends `bits` bits of `source` from word `from` on; bits beyond them in the last word must be zero. Needs reserved room. */
	append(source: Uint32Array, from: number, bits: number): void {
		const words = this.words;
		const end = from + (bits >>> 5);
		const filled = this.filled;
		let at = from;
		let to = this.count;
		if (filled === 0) while (at < end) words[to++] = source[at++];
		else {
			const back = 32 - filled;
			let pending = this.pending;
			while (at < end) {
				const word = source[at++];
				words[to++] = pending | (word << filled);
				pending = word >>> back;
			}
			this.pending = pending;
		}
		this.count = to;
		if ((bits & 31) > 0) this.put(source[end], bits & 31);
	}

	/** Fills the incomplete word up with zeros. */
	padWord(): void {
		if (this.filled > 0) this.put(0, 32 - this.filled);
	}

	/** Appends `length` whole words of `source` from `from` on, where a word begins. */
	appendWords(source: Uint32Array, from: number, length: number): void {
		this.reserve(length * 32);
		this.words.set(source.subarray(from, from + length), this.count);
		this.count += length;
	}

	/** The string so far in a fresh array of whole words, the last one padded with zeros. */
	toWords(): Uint32Array<ArrayBuffer> {
		const copy = this.words.slice(0, this.count + (this.filled > 0 ? 1 : 0));
		if (this.filled > 0) copy[this.count] = this.pending;
		return copy;
	}
}
