/** One ZIP, streamed while it grows. Files are stored as they are: deflating PNGs costs most of a run for 2 % of its size. */
import { makeZip } from 'client-zip';
import { fileSystemError } from './file-system-error.ts';
import type { OutputFile, Pieces, Sink } from './sink.ts';
import { completeZipEnd } from './zip64-end.ts';

/**
 * What the stream gets at a time. Each write into a file costs the browser several messages between processes:
 * 64 KB writes halve the speed of 1 MB writes, 4 MB writes gain little more.
 */
const CHUNK_BYTES = 1 << 20;

/** What may wait to be written before `write` holds the producer back. */
const MAX_WAITING_BYTES = 8 << 20;

/** DOS time has no time zone, so this local date gives the same bytes everywhere. */
const LAST_MODIFIED = new Date(2000, 0, 1);

interface Entry {
	name: string;
	input: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array<ArrayBuffer>>;
	lastModified: Date;
	settled: OutputFile['settled'];
}

/**
 * The same files in the same order give the same ZIP, byte by byte.
 * @param stream receives chunks of 1 MB; closed at `close`, aborted at `abort` (a picked file then stays as it was)
 * @param name the ZIP's file name, for messages
 */
export function createZipSink(stream: WritableStream<Uint8Array>, name: string, chunkBytes = CHUNK_BYTES): Sink {
	return new ZipSink(stream.getWriter(), name, chunkBytes);
}

class ZipSink implements Sink {
	readonly location: string;
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	readonly #waiting: Entry[] = [];
	#waitingBytes = 0;
	#entries = 0;
	#ended = false;
	/** client-zip asked for the next file, so it is done with the one before, and waits here. */
	#idle: (() => void) | undefined;
	#failure: { readonly reason: unknown } | undefined;
	/** Told whenever something changed that `write`, `flush` or `writePieces` may wait for. */
	readonly #watchers = new Set<() => void>();
	readonly #pumped: Promise<void>;

	constructor(writer: WritableStreamDefaultWriter<Uint8Array>, name: string, chunkBytes: number) {
		this.location = `file “${name}”`;
		this.#writer = writer;
		this.#pumped = this.#pump(name, chunkBytes);
	}

	async write(file: OutputFile): Promise<void> {
		this.#add(file.path, file.bytes, file.bytes.length, file.settled);
		await this.#until(() => this.#waitingBytes <= MAX_WAITING_BYTES);
	}

	async writePieces(path: string, pieces: Pieces): Promise<void> {
		let taken = false;
		async function* watched(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
			yield* pieces;
			taken = true;
		}
		this.#add(path, watched(), 0);
		await this.#until(() => taken);
	}

	async flush(): Promise<void> {
		await this.#until(() => this.#ended || (this.#idle !== undefined && this.#waiting.length === 0));
	}

	async close(): Promise<void> {
		await this.flush();
		this.#ended = true;
		this.#idle?.();
		await this.#pumped;
		this.#check();
	}

	async abort(): Promise<void> {
		// The pump sees it before it writes anything more, and aborts the stream.
		this.#fail(new Error('the sink was aborted'));
		await this.#pumped;
	}

	#add(name: string, input: Entry['input'], bytes: number, settled?: OutputFile['settled']): void {
		this.#check();
		if (this.#ended) throw new Error('the sink is closed');
		this.#waiting.push({ name, input, lastModified: LAST_MODIFIED, settled });
		this.#waitingBytes += bytes;
		this.#entries++;
		this.#idle?.();
	}

	async *#files(): AsyncGenerator<Entry> {
		for (;;) {
			const entry = this.#failure === undefined ? this.#waiting.shift() : undefined;
			if (entry !== undefined) {
				yield entry;
				if (entry.input instanceof Uint8Array) this.#waitingBytes -= entry.input.length;
				entry.settled?.();
				this.#changed();
			} else if (this.#ended || this.#failure !== undefined) {
				return;
			} else {
				await new Promise<void>((resolve) => {
					this.#idle = resolve;
					this.#changed();
				});
				this.#idle = undefined;
			}
		}
	}

	/** Never rejects: a failure is kept for the callers. */
	async #pump(name: string, chunkBytes: number): Promise<void> {
		const reader = makeZip(this.#files(), { buffersAreUTF8: true }).getReader();
		const chunks = new ChunkWriter(this.#writer, chunkBytes);
		try {
			// One chunk is held back, because the last one is the end record that may have to be completed.
			let held: Uint8Array | undefined;
			for (let next = await reader.read(); !next.done; next = await reader.read()) {
				this.#check();
				if (held !== undefined) await chunks.write(held);
				held = next.value;
			}
			this.#check();
			if (held !== undefined) await chunks.write(completeZipEnd(held, this.#entries));
			await chunks.flush();
			await this.#writer.close();
		} catch (thrown) {
			// Cancelling waits for `#files`, which must not go on waiting for more.
			this.#fail(fileSystemError(thrown, name, 'its folder'));
			await Promise.allSettled([reader.cancel(thrown), this.#writer.abort(thrown)]);
		}
	}

	async #until(condition: () => boolean): Promise<void> {
		this.#check();
		while (!condition()) {
			await new Promise<void>((resolve) => this.#watchers.add(resolve));
			this.#check();
		}
	}

	#fail(reason: unknown): void {
		this.#failure ??= { reason };
		this.#idle?.();
		this.#changed();
	}

	#changed(): void {
		for (const tell of this.#watchers) tell();
		this.#watchers.clear();
	}

	#check(): void {
		if (this.#failure !== undefined) throw this.#failure.reason;
	}
}

/** Gathers small pieces into chunks of one size. */
class ChunkWriter {
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	#chunk: Uint8Array<ArrayBuffer>;
	#used = 0;

	constructor(writer: WritableStreamDefaultWriter<Uint8Array>, chunkBytes: number) {
		this.#writer = writer;
		this.#chunk = new Uint8Array(chunkBytes);
	}

	async write(bytes: Uint8Array): Promise<void> {
		for (let at = 0; at < bytes.length;) {
			const part = bytes.subarray(at, at + this.#chunk.length - this.#used);
			this.#chunk.set(part, this.#used);
			this.#used += part.length;
			at += part.length;
			if (this.#used === this.#chunk.length) await this.flush();
		}
	}

	async flush(): Promise<void> {
		if (this.#used === 0) return;
		const full = this.#chunk;
		// The stream may still hold the chunk after the write, so it is given away and not used again.
		await this.#writer.write(full.subarray(0, this.#used));
		this.#chunk = new Uint8Array(full.length);
		this.#used = 0;
	}
}
