/**
 * A row of files through client-zip. What client-zip keeps of each, 1 KB, goes with the segment; the records of its directory
 * remain. Field numbers and offsets are those of PKWARE's APPNOTE 6.3.10, section 4.3.
 */
import { makeZip } from 'client-zip';
import { bytesOfCrc } from '../png/checksums.ts';
import type { Pieces } from './sink.ts';
import { correctSizes, setDescriptorSize } from './zip-records.ts';

/** DOS time has no time zone, so this local date gives the same bytes everywhere. */
const LAST_MODIFIED = new Date(2000, 0, 1);
/** Local file header without the name (4.3.7). */
const LOCAL_BYTES = 30;
/** Data descriptor after the data (4.3.9). */
const DESCRIPTOR_BYTES = 16;
const END_BYTES = 22;

interface Entry {
	name: Uint8Array<ArrayBuffer>;
	input: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array<ArrayBuffer>>;
	lastModified: Date;
}

export class ZipSegment {
	readonly #put: (bytes: Uint8Array) => Promise<void>;
	readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
	#next = deferred<Entry | undefined>();
	/** By file, in order: its bytes, where client-zip was given other ones. */
	readonly #sizes: (number | undefined)[] = [];
	/** Bytes that came out of client-zip and are put, and those that will be of all files given to it. */
	#made = 0;
	#due = 0;
	/** Tells `#counted` of it, where that waits for more to be put. */
	#onPut = ignore;
	#aborted = false;

	/** @param put takes what belongs into the ZIP, one after the other, and is done with it when it resolves */
	constructor(put: (bytes: Uint8Array) => Promise<void>) {
		this.#put = put;
		this.#reader = makeZip(this.#entries(), { buffersAreUTF8: true }).getReader();
	}

	get files(): number {
		return this.#sizes.length;
	}

	get bytes(): number {
		return this.#made;
	}

	/**
	 * Resolves when the file is put; to be waited for before the next call.
	 * @param crc CRC-32 of a whole file, where it is known. client-zip reads each byte of a file for that, which takes as long as
	 * all else that a ZIP's thread does with an image; so it gets the four bytes that have this CRC, and the file goes past it.
	 * @throws what `put` or the pieces throw
	 */
	async add(name: Uint8Array<ArrayBuffer>, input: Uint8Array<ArrayBuffer> | Pieces, crc?: number): Promise<void> {
		const isWhole = input instanceof Uint8Array;
		const known = isWhole && crc !== undefined ? { bytes: input, standIn: bytesOfCrc(crc) } : undefined;
		this.#sizes.push(known?.bytes.length);
		this.#due += LOCAL_BYTES + name.length + DESCRIPTOR_BYTES;
		if (isWhole) this.#due += input.length;
		const given = known?.standIn ?? (isWhole ? input : this.#counted(input));
		this.#give({ name, input: given, lastModified: LAST_MODIFIED });
		// All pieces are counted before the descriptor comes that follows them.
		while (this.#made < this.#due) {
			let piece = await this.#read();
			if (known !== undefined) {
				if (piece === known.standIn) piece = known.bytes;
				else if (this.#due - this.#made === DESCRIPTOR_BYTES) setDescriptorSize(piece, known.bytes.length);
			}
			await this.#put(piece);
			this.#made += piece.length;
			this.#onPut();
		}
	}

	/** @returns the directory of the segment (4.3.12): offsets count from where the segment begins */
	async end(): Promise<Uint8Array<ArrayBuffer>> {
		this.#give(undefined);
		const pieces: Uint8Array[] = [];
		for (let next = await this.#reader.read(); !next.done; next = await this.#reader.read()) pieces.push(next.value);
		const directory = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
		let at = 0;
		for (const piece of pieces) {
			directory.set(piece, at);
			at += piece.length;
		}
		return correctSizes(directory.subarray(0, directory.length - END_BYTES), this.#sizes);
	}

	async abort(reason: unknown): Promise<void> {
		// Cancelling waits for `#entries` and `#counted`, which must not go on waiting for more.
		this.#aborted = true;
		this.#onPut();
		this.#give(undefined);
		await this.#reader.cancel(reason).catch(() => undefined);
	}

	#give(entry: Entry | undefined): void {
		this.#next.resolve(entry);
	}

	async #read(): Promise<Uint8Array> {
		const { done, value } = await this.#reader.read();
		if (done) throw new Error('the ZIP ended within a file');
		return value;
	}

	async *#counted(pieces: Pieces): AsyncGenerator<Uint8Array<ArrayBuffer>> {
		for await (const piece of pieces) {
			this.#due += piece.length;
			const end = this.#due - DESCRIPTOR_BYTES;
			yield piece;
			// client-zip reads ahead, and the next piece may have the memory of this one.
			while (this.#made < end && !this.#aborted) await new Promise<void>((resolve) => (this.#onPut = resolve));
		}
	}

	async *#entries(): AsyncGenerator<Entry> {
		for (;;) {
			const entry = await this.#next.promise;
			if (entry === undefined) return;
			this.#next = deferred();
			yield entry;
		}
	}
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
	let resolve: (value: T) => void = ignore;
	const promise = new Promise<T>((settle) => (resolve = settle));
	return { promise, resolve };
}

function ignore(): void {}
