/**
 * The central directory of a ZIP while the ZIP grows. Its records are kept as they will be written, in few blocks: as two
 * objects for each file they were the largest thing in memory, 2 KB a token where 120 bytes are enough.
 */
import { centralHeaderLength, endRecords, writeCentralHeader } from './zip-records.ts';
import type { ZipEntry } from './zip-records.ts';

const BLOCK_BYTES = 256 << 10;

export class ZipDirectory {
	readonly #full: Uint8Array<ArrayBuffer>[] = [];
	#block = new Uint8Array(BLOCK_BYTES);
	#used = 0;
	#entries = 0;
	#bytes = 0;

	get memoryBytes(): number {
		return (this.#full.length + 1) * BLOCK_BYTES;
	}

	add(entry: ZipEntry): void {
		const length = centralHeaderLength(entry);
		if (this.#used + length > this.#block.length) {
			this.#full.push(this.#block.subarray(0, this.#used));
			this.#block = new Uint8Array(BLOCK_BYTES);
			this.#used = 0;
		}
		writeCentralHeader(this.#block, this.#used, entry);
		this.#used += length;
		this.#bytes += length;
		this.#entries++;
	}

	/** All of it, and the records after it. @param offset at which it will stand in the ZIP */
	*pieces(offset: number): Generator<Uint8Array<ArrayBuffer>> {
		yield* this.#full;
		yield this.#block.subarray(0, this.#used);
		yield endRecords(this.#entries, offset, this.#bytes);
	}
}
