/**
 * The central directory of a ZIP while the ZIP grows. Its records are kept as they will be written, in few blocks: as the
 * objects that client-zip keeps they were the largest thing in memory, 2 KB a token where 120 bytes are enough.
 */
import { centralLength, endRecords, movedRecord } from './zip-records.ts';

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

	/** Takes the directory of a segment that begins at `start` in the ZIP; its memory is written to. */
	add(directory: Uint8Array<ArrayBuffer>, start: number): void {
		for (let at = 0; at < directory.length;) {
			const length = centralLength(directory, at);
			this.#append(movedRecord(directory.subarray(at, at + length), start));
			at += length;
		}
	}

	/** All of it, and the records after it. @param offset at which it will stand in the ZIP */
	*pieces(offset: number): Generator<Uint8Array<ArrayBuffer>> {
		yield* this.#full;
		yield this.#block.subarray(0, this.#used);
		yield endRecords(this.#entries, offset, this.#bytes);
	}

	#append(record: Uint8Array<ArrayBuffer>): void {
		if (this.#used + record.length > this.#block.length) {
			this.#full.push(this.#block.subarray(0, this.#used));
			this.#block = new Uint8Array(BLOCK_BYTES);
			this.#used = 0;
		}
		this.#block.set(record, this.#used);
		this.#used += record.length;
		this.#bytes += record.length;
		this.#entries++;
	}
}
