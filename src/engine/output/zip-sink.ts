/** One ZIP, streamed while it grows. Files are stored as they are: deflating PNGs costs most of a run for 2 % of its size. */
import { ChunkWriter } from './chunk-writer.ts';
import { fileSystemError } from './file-system-error.ts';
import type { OutputFile, Pieces, Sink } from './sink.ts';
import { ZipDirectory } from './zip-directory.ts';
import { ZipSegment } from './zip-segment.ts';

/**
 * What the stream gets at a time. Each write into a file costs the browser several messages between processes, and the next
 * one begins only when this thread has a moment: written alone, 64 KB halve the speed of 1 MB and 4 MB gain little more;
 * beside workers that take all cores, 4 MB are a tenth to a fifth faster than 1 MB and 8 MB no faster.
 */
const CHUNK_BYTES = 1 << 22;

/** A segment ends after so many files, or bytes: its own offsets are far from 4 GB. */
const SEGMENT_FILES = 1024;
const SEGMENT_BYTES = 1 << 30;

/**
 * The same files in the same order give the same ZIP, byte by byte.
 * @param stream receives chunks of 4 MB, and must be done with each when its write has resolved: its memory is used again.
 * Closed at `close`, aborted at `abort` (a picked file then stays as it was)
 * @param name the ZIP's file name, for messages
 */
export function createZipSink(stream: WritableStream<Uint8Array>, name: string, chunkBytes = CHUNK_BYTES): Sink {
	return new ZipSink(stream.getWriter(), name, chunkBytes);
}

class ZipSink implements Sink {
	readonly location: string;
	readonly #name: string;
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	readonly #chunks: ChunkWriter;
	readonly #directory = new ZipDirectory();
	readonly #encoder = new TextEncoder();
	/** The files that client-zip has in work, and where they begin in the ZIP. */
	#segment = this.#newSegment();
	#start = 0;
	/** Files stand one after the other, so each waits for the one before. */
	#last: Promise<void> = Promise.resolve();
	#closed = false;
	#failure: { readonly reason: unknown } | undefined;
	#abortion: Promise<void> | undefined;

	constructor(writer: WritableStreamDefaultWriter<Uint8Array>, name: string, chunkBytes: number) {
		this.location = `file “${name}”`;
		this.#name = name;
		this.#writer = writer;
		this.#chunks = new ChunkWriter(writer, chunkBytes);
		// A failure is told by the call that meets it.
		writer.closed.catch(() => undefined);
	}

	get memoryBytes(): number {
		return this.#directory.memoryBytes + this.#chunks.memoryBytes;
	}

	write({ path, bytes, crc, settled }: OutputFile): Promise<void> {
		return this.#next(async () => {
			await this.#add(path, bytes, crc);
			settled?.();
		});
	}

	writePieces(path: string, pieces: Pieces): Promise<void> {
		return this.#next(() => this.#add(path, pieces));
	}

	flush(): Promise<void> {
		return this.#next(() => this.#chunks.settle());
	}

	close(): Promise<void> {
		const closed = this.#next(async () => {
			await this.#endSegment();
			for (const piece of this.#directory.pieces(this.#chunks.bytes)) await this.#put(piece);
			await this.#chunks.flush();
			await this.#writer.close();
		});
		this.#closed = true;
		return closed;
	}

	async abort(): Promise<void> {
		await this.#fail(new Error('the sink was aborted'));
	}

	async #add(path: string, input: Uint8Array<ArrayBuffer> | Pieces, crc?: number): Promise<void> {
		if (this.#segment.files >= SEGMENT_FILES || this.#segment.bytes >= SEGMENT_BYTES) {
			await this.#endSegment();
			this.#start = this.#chunks.bytes;
			this.#segment = this.#newSegment();
		}
		await this.#segment.add(this.#encoder.encode(path), input, crc);
	}

	async #endSegment(): Promise<void> {
		this.#directory.add(await this.#segment.end(), this.#start);
	}

	#newSegment(): ZipSegment {
		return new ZipSegment((bytes) => this.#put(bytes));
	}

	/** @throws the failure, also where it comes from elsewhere while this waits */
	async #put(bytes: Uint8Array): Promise<void> {
		this.#check();
		await this.#chunks.write(bytes);
		this.#check();
	}

	/** Does `work` when everything before is done; a failure is that of every later call too. */
	#next(work: () => Promise<void>): Promise<void> {
		const done = this.#after(this.#last, work, this.#closed);
		this.#last = done.catch(() => undefined);
		return done;
	}

	async #after(last: Promise<void>, work: () => Promise<void>, isClosed: boolean): Promise<void> {
		await last;
		this.#check();
		if (isClosed) throw new Error('the sink is closed');
		try {
			await work();
		} catch (thrown) {
			await this.#fail(fileSystemError(thrown, this.#name, 'its folder'));
			this.#check();
		}
	}

	/** Keeps the first reason, and lets the stream drop what it has. */
	#fail(reason: unknown): Promise<void> {
		this.#failure ??= { reason };
		this.#abortion ??= this.#drop(reason);
		return this.#abortion;
	}

	async #drop(reason: unknown): Promise<void> {
		await Promise.allSettled([this.#writer.abort(reason), this.#segment.abort(reason)]);
	}

	#check(): void {
		if (this.#failure !== undefined) throw this.#failure.reason;
	}
}
