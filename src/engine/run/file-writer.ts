/** The sink worker's mind: finishes each image, writes it with its metadata, keeps the collection's hashes, and closes. */
import { toProblem, unreachable } from '../errors.ts';
import { collectionMetadata, tokenMetadataFile } from '../metadata/token-files.ts';
import { HASH_BYTES, provenanceOf } from '../metadata/provenance.ts';
import { runJsonFile } from '../metadata/run-json.ts';
import { imageFileName, metadataFileName } from '../output/file-names.ts';
import { openSink } from '../output/open-sink.ts';
import type { Sink } from '../output/sink.ts';
import { imageSource } from './image-files.ts';
import type { ImageSource } from './image-files.ts';
import { SerialQueue } from './serial-queue.ts';
import type { FileSetup, FromSink, SinkReport, ToSink } from './sink-protocol.ts';
import { StageClock } from './stage-clock.ts';

export class FileWriter {
	readonly #send: (message: FromSink) => void;
	readonly #clock = new StageClock();
	readonly #queue: SerialQueue;
	#sink: Sink | undefined;
	#setup: FileSetup | undefined;
	#images: ImageSource | undefined;
	/** SHA-256 of each image, by plan row. */
	#hashes = new Uint8Array(0);
	#hashing: Promise<void>[] = [];
	#files = 0;
	#bytes = 0;
	#lastThumbnail = -Infinity;
	/** After a failure or an abort nothing more is written. */
	#broken = false;

	constructor(send: (message: FromSink) => void) {
		this.#send = send;
		this.#queue = new SerialQueue((error) => {
			this.#broken = true;
			send({ type: 'failed', problem: toProblem(error) });
		});
	}

	receive(message: ToSink): void {
		// Not queued: what is before it may wait for parts that will never come.
		if (message.type === 'abort') void this.#abort();
		else this.#queue.add(() => this.#handle(message));
	}

	async #handle(message: Exclude<ToSink, { type: 'abort' }>): Promise<void> {
		if (this.#broken) return;
		switch (message.type) {
			case 'open':
				this.#sink = await openSink(message.target);
				return this.#send({ type: 'opened', location: this.#sink.location });
			case 'produce':
				this.#setup = message.setup;
				this.#images = imageSource(message.setup, this.#clock);
				this.#hashes = new Uint8Array(message.setup.plan.count * HASH_BYTES);
				return this.#send({ type: 'producing' });
			case 'batch':
				return this.#writeBatch(message.batch, message.first);
			case 'flush':
				await this.#opened().flush();
				return this.#send({ type: 'flushed' });
			case 'finish':
				await this.#finish(message);
				return this.#send({ type: 'finished', report: this.#report() });
			default:
				return unreachable(message);
		}
	}

	async #abort(): Promise<void> {
		this.#broken = true;
		try {
			await this.#sink?.abort();
		} finally {
			this.#send({ type: 'aborted' });
		}
	}

	#opened(): Sink {
		if (this.#sink === undefined) throw new Error('the sink is not open');
		return this.#sink;
	}

	async #writeBatch(batch: number, first: number): Promise<void> {
		if (this.#images === undefined || this.#setup === undefined) throw new Error('a batch came before its setup');
		const { design, plan, tokenFiles } = this.#setup;
		let row = first;
		for await (const { bytes, crc32 } of this.#images(batch)) {
			const number = plan.firstNumber + row;
			// Before the sink gets the bytes: it may hand their memory on.
			this.#offerThumbnail(number, bytes);
			this.#hashing.push(this.#hash(row, bytes));
			const path = `images/${imageFileName(number, design.output.format)}`;
			await this.#write(crc32 === undefined ? { path, bytes } : { path, bytes, crc32 });
			if (tokenFiles) {
				const json = new TextEncoder().encode(tokenMetadataFile(design, plan, row));
				await this.#write({ path: `metadata/${metadataFileName(number)}`, bytes: json });
			}
			row++;
		}
		await Promise.all(this.#hashing.splice(0));
		this.#send({ type: 'written', batch, report: this.#report() });
	}

	async #write(file: Parameters<Sink['write']>[0]): Promise<void> {
		this.#files++;
		this.#bytes += file.bytes.length;
		await this.#clock.timeAsync('write', () => this.#opened().write(file));
	}

	async #finish({ first, count, run }: ToSink & { type: 'finish' }): Promise<void> {
		if (this.#setup === undefined) throw new Error('a run cannot finish before it began');
		const { design, plan } = this.#setup;
		const sink = this.#opened();
		await sink.writePieces('_metadata.json', collectionMetadata(design, plan, first, count));
		const provenance = provenanceOf(this.#hashes.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES));
		await sink.write({ path: 'run.json', bytes: runJsonFile({ ...run, provenance }) });
		await this.#clock.timeAsync('write', () => sink.close());
	}

	#report(): SinkReport {
		return { bytes: this.#bytes, files: this.#files, stages: this.#clock.seconds, memoryBytes: this.#hashes.length };
	}

	async #hash(row: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		const digest = await crypto.subtle.digest('SHA-256', bytes);
		this.#hashes.set(new Uint8Array(digest), row * HASH_BYTES);
	}

	#offerThumbnail(token: number, bytes: Uint8Array<ArrayBuffer>): void {
		const every = this.#setup?.thumbnailSeconds ?? 0;
		const now = performance.now();
		if (every === 0 || now - this.#lastThumbnail < every * 1000) return;
		this.#lastThumbnail = now;
		this.#send({ type: 'thumbnail', token, image: new Blob([bytes]) });
	}
}
