/** Which images of a run are complete, with size and SHA-256 of each: 37 bytes a token, and nothing else grows with them. */
import { HASH_BYTES } from '../metadata/provenance.ts';
import type { SavedTokens } from '../store/run-tokens.ts';

export interface RowRange {
	first: number;
	count: number;
}

/** @param rows ascending */
export function rangesOf(rows: readonly number[]): RowRange[] {
	const ranges: RowRange[] = [];
	for (const row of rows) {
		const last = ranges.at(-1);
		if (last !== undefined && row === last.first + last.count) last.count++;
		else ranges.push({ first: row, count: 1 });
	}
	return ranges;
}

export class TokenLedger {
	/** Plan rows of the run. */
	readonly first: number;
	readonly count: number;
	#isDone: Uint8Array;
	#sizes: Uint32Array<ArrayBuffer>;
	#hashes: Uint8Array<ArrayBuffer>;
	#done = 0;
	#bytes = 0;
	/** Rows marked since the last `takeChanges`. */
	#changed: number[] = [];

	constructor({ first, count }: RowRange) {
		this.first = first;
		this.count = count;
		this.#isDone = new Uint8Array(count);
		this.#sizes = new Uint32Array(count);
		this.#hashes = new Uint8Array(count * HASH_BYTES);
	}

	get done(): number {
		return this.#done;
	}

	/** Of the images that are complete. */
	get bytes(): number {
		return this.#bytes;
	}

	get memoryBytes(): number {
		return this.#isDone.byteLength + this.#sizes.byteLength + this.#hashes.byteLength;
	}

	/** Rows outside the run are left out: a record may come from anywhere. */
	mark({ rows, sizes, hashes }: SavedTokens): void {
		for (const [i, row] of rows.entries()) {
			const at = row - this.first;
			if (at < 0 || at >= this.count) continue;
			this.unmark(row);
			this.#isDone[at] = 1;
			this.#sizes[at] = sizes[i];
			this.#hashes.set(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES), at * HASH_BYTES);
			this.#done++;
			this.#bytes += sizes[i];
			this.#changed.push(row);
		}
	}

	unmark(row: number): void {
		const at = row - this.first;
		if (this.#isDone[at] !== 1) return;
		this.#isDone[at] = 0;
		this.#done--;
		this.#bytes -= this.#sizes[at];
	}

	unmarkAll(): void {
		this.#isDone.fill(0);
		this.#done = 0;
		this.#bytes = 0;
		this.#changed = [];
	}

	/** Rows that are (not) complete, ascending. */
	ranges(wanted: 'done' | 'left'): RowRange[] {
		const value = wanted === 'done' ? 1 : 0;
		const ranges: RowRange[] = [];
		for (let at = 0; at < this.count;) {
			const start = this.#isDone.indexOf(value, at);
			if (start < 0) break;
			const end = this.#isDone.indexOf(1 - value, start);
			at = end < 0 ? this.count : end;
			ranges.push({ first: this.first + start, count: at - start });
		}
		return ranges;
	}

	/** What is known of the complete images among `rows`. */
	known(rows: Iterable<number>): SavedTokens {
		const done = Uint32Array.from([...rows].filter((row) => this.#isDone[row - this.first] === 1));
		const hashes = new Uint8Array(done.length * HASH_BYTES);
		for (const [i, row] of done.entries()) {
			const at = (row - this.first) * HASH_BYTES;
			hashes.set(this.#hashes.subarray(at, at + HASH_BYTES), i * HASH_BYTES);
		}
		return { rows: done, sizes: done.map((row) => this.#sizes[row - this.first]), hashes };
	}

	/** Of all complete images. */
	all(): SavedTokens {
		return this.known(Array.from({ length: this.count }, (_, i) => this.first + i));
	}

	/** Of the images that were marked since the last call. */
	takeChanges(): SavedTokens {
		return this.known(this.#changed.splice(0));
	}

	/** SHA-256 of every image of the run, in order; zeros where one is missing. */
	hashes(): Uint8Array<ArrayBuffer> {
		return this.#hashes.slice();
	}
}
