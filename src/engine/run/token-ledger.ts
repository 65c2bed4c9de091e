/** Which images of a run are complete, with size and SHA-256 of each: 37 bytes a token, and nothing else grows with them. */
import { HASH_BYTES } from '../metadata/provenance.ts';
import type { SavedTokens } from '../store/run-tokens.ts';

export interface RowRange {
	first: number;
	count: number;
}

const LEFT = 0;
/** In a ZIP that is not closed yet: complete for now, and lost with it. */
const OPEN = 1;
const KEPT = 2;

export class TokenLedger {
	/** Plan rows of the run. */
	readonly first: number;
	readonly count: number;
	#states: Uint8Array;
	#sizes: Uint32Array<ArrayBuffer>;
	#hashes: Uint8Array<ArrayBuffer>;
	#done = 0;
	#open = 0;
	#bytes = 0;
	/** Rows marked as kept since the last `takeChanges`. */
	#changed: number[] = [];

	constructor({ first, count }: RowRange) {
		this.first = first;
		this.count = count;
		this.#states = new Uint8Array(count);
		this.#sizes = new Uint32Array(count);
		this.#hashes = new Uint8Array(count * HASH_BYTES);
	}

	get done(): number {
		return this.#done;
	}

	/** Of the complete images, those that are in a ZIP which is not closed yet. */
	get open(): number {
		return this.#open;
	}

	/** Of the images that are complete. */
	get bytes(): number {
		return this.#bytes;
	}

	get memoryBytes(): number {
		return this.#states.byteLength + this.#sizes.byteLength + this.#hashes.byteLength;
	}

	/**
	 * Rows outside the run are left out: a record may come from anywhere.
	 * @param isKept false: in a ZIP that is open, until `keepOpen` or `dropOpen`
	 */
	mark({ rows, sizes, hashes }: SavedTokens, isKept = true): void {
		for (let i = 0; i < rows.length; i++) {
			const at = rows[i] - this.first;
			if (at < 0 || at >= this.count) continue;
			this.unmark(rows[i]);
			this.#states[at] = isKept ? KEPT : OPEN;
			this.#sizes[at] = sizes[i];
			for (let byte = 0; byte < HASH_BYTES; byte++) {
				this.#hashes[at * HASH_BYTES + byte] = hashes[i * HASH_BYTES + byte];
			}
			this.#done++;
			this.#bytes += sizes[i];
			if (isKept) this.#changed.push(rows[i]);
			else this.#open++;
		}
	}

	unmark(row: number): void {
		const at = row - this.first;
		if ((this.#states[at] ?? LEFT) === LEFT) return;
		if (this.#states[at] === OPEN) this.#open--;
		this.#states[at] = LEFT;
		this.#done--;
		this.#bytes -= this.#sizes[at];
	}

	/** The ZIP was closed with everything in it. Not told as changes: the record is written anew then. */
	keepOpen(): void {
		for (let at = 0; at < this.count; at++) if (this.#states[at] === OPEN) this.#states[at] = KEPT;
		this.#open = 0;
	}

	/** The ZIP is lost, and what was in it. */
	dropOpen(): void {
		for (let at = 0; at < this.count; at++) if (this.#states[at] === OPEN) this.unmark(this.first + at);
	}

	/** Rows that are (not) complete, or are complete for good; ascending. */
	ranges(wanted: 'done' | 'kept' | 'left'): RowRange[] {
		const from = wanted === 'left' ? LEFT : wanted === 'done' ? OPEN : KEPT;
		const to = wanted === 'left' ? LEFT : KEPT;
		const ranges: RowRange[] = [];
		let last: RowRange | undefined;
		for (let at = 0; at < this.count; at++) {
			const state = this.#states[at];
			if (state < from || state > to) last = undefined;
			else if (last !== undefined) last.count++;
			else {
				last = { first: this.first + at, count: 1 };
				ranges.push(last);
			}
		}
		return ranges;
	}

	/** Of all images that are complete for good. */
	all(): SavedTokens {
		const kept = this.ranges('kept');
		const total = kept.reduce((sum, { count }) => sum + count, 0);
		const known = emptyTokens(total);
		let to = 0;
		for (const { first, count } of kept) {
			const at = first - this.first;
			for (let i = 0; i < count; i++) known.rows[to + i] = first + i;
			known.sizes.set(this.#sizes.subarray(at, at + count), to);
			known.hashes.set(this.#hashes.subarray(at * HASH_BYTES, (at + count) * HASH_BYTES), to * HASH_BYTES);
			to += count;
		}
		return known;
	}

	/** Of the images that were marked since the last call and are complete for good. */
	takeChanges(): SavedTokens {
		const rows = this.#changed.filter((row) => this.#states[row - this.first] === KEPT);
		this.#changed = [];
		const known = emptyTokens(rows.length);
		for (let i = 0; i < rows.length; i++) {
			const at = rows[i] - this.first;
			known.rows[i] = rows[i];
			known.sizes[i] = this.#sizes[at];
			for (let byte = 0; byte < HASH_BYTES; byte++) {
				known.hashes[i * HASH_BYTES + byte] = this.#hashes[at * HASH_BYTES + byte];
			}
		}
		return known;
	}

	/** SHA-256 of every image of the run, in order; zeros where one is missing. */
	hashes(): Uint8Array<ArrayBuffer> {
		return this.#hashes.slice();
	}
}

function emptyTokens(count: number): SavedTokens {
	return { rows: new Uint32Array(count), sizes: new Uint32Array(count), hashes: new Uint8Array(count * HASH_BYTES) };
}
