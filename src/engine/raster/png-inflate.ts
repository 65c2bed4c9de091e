/** The pixel data of a PNG, inflated as it is read: what is not read yet is not there yet. */
import { Unzlib } from 'fflate';

/** Bytes to have ready after each push of compressed ones. */
const AIM_BYTES = 1 << 18;
/** Also the first: deflate makes at most 1032 bytes of one, so that nothing unforeseen is large. */
const LEAST_PUSH = 1 << 8;
const MOST_PUSH = 1 << 16;

export class PngInflate {
	readonly #parts: readonly Uint8Array[];
	readonly #inflate: Unzlib;
	/** Inflated and not read yet, and where its first unread byte is. */
	#ready: Uint8Array[] = [];
	#from = 0;
	#part = 0;
	#at = 0;
	#push = LEAST_PUSH;

	/** @param parts the zlib stream, in pieces */
	constructor(parts: readonly Uint8Array[]) {
		this.#parts = parts;
		this.#inflate = new Unzlib((chunk) => {
			if (chunk.length > 0) this.#ready.push(chunk);
		});
	}

	/**
	 * Copies the next `length` bytes to `out` from `at`, or passes over them if there is no `out`.
	 * @returns whether there were so many
	 * @throws what fflate throws when the stream is damaged
	 */
	read(length: number, out?: Uint8Array, at = 0): boolean {
		let left = length;
		while (left > 0) {
			const chunk = this.#ready[0];
			if (chunk === undefined) {
				if (!this.#more()) return false;
				continue;
			}
			const taken = Math.min(left, chunk.length - this.#from);
			out?.set(chunk.subarray(this.#from, this.#from + taken), at + length - left);
			this.#from += taken;
			left -= taken;
			if (this.#from === chunk.length) {
				this.#ready.shift();
				this.#from = 0;
			}
		}
		return true;
	}

	/** @returns whether there was anything left to inflate */
	#more(): boolean {
		const part = this.#parts[this.#part];
		if (part === undefined) return false;
		const end = Math.min(part.length, this.#at + this.#push);
		this.#inflate.push(part.subarray(this.#at, end));
		this.#at = end;
		if (end === part.length) {
			this.#part++;
			this.#at = 0;
		}
		const given = this.#ready.reduce((sum, { length }) => sum + length, 0);
		const aimed = Math.round(this.#push * Math.min(4, AIM_BYTES / Math.max(1, given)));
		this.#push = Math.max(LEAST_PUSH, Math.min(MOST_PUSH, aimed));
		return true;
	}
}
