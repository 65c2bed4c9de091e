/** Follows each token's files until they are complete, and tells of them in bundles. */
import type { Problem } from '../errors.ts';
import { HASH_BYTES } from '../metadata/provenance.ts';
import type { OutputFile } from '../output/sink.ts';
import type { SavedTokens } from '../store/run-tokens.ts';
import { after } from './resource-counters.ts';

const BUNDLE_MILLISECONDS = 100;

interface PendingToken {
	/** Files and hashes still awaited. */
	left: number;
	size: number;
	hash: Uint8Array | undefined;
	lost: boolean;
}

export class SavedFiles {
	readonly #onSaved: (tokens: SavedTokens) => void;
	readonly #onLocked: (row: number, problem: Problem) => void;
	#pending = new Map<number, PendingToken>();
	#ready: { row: number; size: number; hash: Uint8Array }[] = [];
	#lastTold = -Infinity;
	#endTimer: (() => void) | undefined;
	/** Given to the sink and not complete yet, bytes. */
	bytesInFlight = 0;

	constructor(onSaved: (tokens: SavedTokens) => void, onLocked: (row: number, problem: Problem) => void) {
		this.#onSaved = onSaved;
		this.#onLocked = onLocked;
	}

	/** A token of so many files, whose image has `size` bytes, is about to be written. */
	expect(row: number, files: number, size: number): void {
		// One more than its files: the hash.
		this.#pending.set(row, { left: files + 1, size, hash: undefined, lost: false });
	}

	hashed(row: number, hash: Uint8Array): void {
		const token = this.#pending.get(row);
		if (token === undefined) return;
		token.hash = hash;
		this.#settle(row, token);
	}

	/** The file, told apart when it settles. */
	follow(row: number, file: OutputFile): OutputFile {
		const token = this.#pending.get(row);
		const { length } = file.bytes;
		this.bytesInFlight += length;
		return {
			...file,
			settled: (problem) => {
				this.bytesInFlight -= length;
				file.settled?.(problem);
				if (token === undefined) return;
				if (problem !== undefined) {
					token.lost = true;
					this.#onLocked(row, problem);
				}
				this.#settle(row, token);
			},
		};
	}

	#settle(row: number, token: PendingToken): void {
		if (--token.left > 0) return;
		if (this.#pending.get(row) === token) this.#pending.delete(row);
		if (token.lost || token.hash === undefined) return;
		this.#ready.push({ row, size: token.size, hash: token.hash });
		const wait = this.#lastTold + BUNDLE_MILLISECONDS - performance.now();
		if (wait <= 0) this.tell();
		// What comes meanwhile is told with it; nothing may come for long.
		else this.#endTimer ??= after(wait, () => this.tell());
	}

	/** Tells now of what is complete. */
	tell(): void {
		this.#endTimer?.();
		this.#endTimer = undefined;
		if (this.#ready.length === 0) return;
		this.#lastTold = performance.now();
		const ready = this.#ready.splice(0);
		const hashes = new Uint8Array(ready.length * HASH_BYTES);
		for (const [i, { hash }] of ready.entries()) hashes.set(hash, i * HASH_BYTES);
		const rows = Uint32Array.from(ready, ({ row }) => row);
		this.#onSaved({ rows, sizes: Uint32Array.from(ready, ({ size }) => size), hashes });
	}
}
