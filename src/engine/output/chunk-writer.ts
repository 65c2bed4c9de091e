/** Gathers small pieces into chunks of one size, of which a few are on their way into a stream while the next is filled. */

/** What may be on its way, while a disk is busy with something else for a moment. */
const WAITING_BYTES = 4 << 20;

export class ChunkWriter {
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	readonly #chunkBytes: number;
	readonly #mostWriting: number;
	#chunk: Uint8Array<ArrayBuffer> | undefined;
	#used = 0;
	/** Chunks that are written: fresh ones would be garbage at the speed of the disk. */
	readonly #spare: Uint8Array<ArrayBuffer>[] = [];
	readonly #writing: Promise<void>[] = [];
	/** Given to `write` so far. */
	bytes = 0;

	/** @param writer of a stream that is done with a chunk when its write has resolved */
	constructor(writer: WritableStreamDefaultWriter<Uint8Array>, chunkBytes: number) {
		this.#writer = writer;
		this.#chunkBytes = chunkBytes;
		this.#mostWriting = Math.max(1, Math.floor(WAITING_BYTES / chunkBytes));
	}

	get memoryBytes(): number {
		const filling = this.#chunk === undefined ? 0 : 1;
		return (this.#spare.length + this.#writing.length + filling) * this.#chunkBytes;
	}

	/** Resolves when `bytes` are copied and the next call need not wait. @throws what the stream fails with */
	async write(bytes: Uint8Array): Promise<void> {
		this.bytes += bytes.length;
		for (let at = 0; at < bytes.length;) {
			const chunk = (this.#chunk ??= this.#spare.pop() ?? new Uint8Array(this.#chunkBytes));
			const part = bytes.subarray(at, at + chunk.length - this.#used);
			chunk.set(part, this.#used);
			this.#used += part.length;
			at += part.length;
			if (this.#used === chunk.length) await this.#send(chunk);
		}
	}

	/** Everything is in the stream then but what does not fill a chunk. */
	async settle(): Promise<void> {
		await Promise.all(this.#writing);
	}

	/** Everything is in the stream then. */
	async flush(): Promise<void> {
		if (this.#chunk !== undefined && this.#used > 0) await this.#send(this.#chunk);
		await this.settle();
	}

	async #write(chunk: Uint8Array<ArrayBuffer>, used: number): Promise<void> {
		await this.#writer.write(chunk.subarray(0, used));
		this.#spare.push(chunk);
		this.#writing.shift();
	}

	async #send(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
		const written = this.#write(chunk, this.#used);
		// Whoever waits for it next is told; until then it is no unhandled rejection.
		written.catch(() => undefined);
		this.#writing.push(written);
		this.#chunk = undefined;
		this.#used = 0;
		if (this.#writing.length > this.#mostWriting) await this.#writing[0];
	}
}
