/** The sink worker's mind: finishes each image, writes it with its metadata, tells what is complete, and closes. */
import { toProblem, unreachable } from '../errors.ts';
import { provenanceOf } from '../metadata/provenance.ts';
import { runJsonFile } from '../metadata/run-json.ts';
import { collectionMetadata, tokenMetadataFile } from '../metadata/token-files.ts';
import { imageFileName, metadataFileName } from '../output/file-names.ts';
import { FileRoom } from '../output/file-room.ts';
import { openSink } from '../output/open-sink.ts';
import type { OutputFile, Sink, SinkTarget } from '../output/sink.ts';
import { imageSource } from './image-files.ts';
import type { ImageFile, ImageSource } from './image-files.ts';
import { SavedFiles } from './saved-files.ts';
import { SerialQueue } from './serial-queue.ts';
import type { FileSetup, FromSink, SinkReport, ToSink } from './sink-protocol.ts';
import { StageClock } from './stage-clock.ts';
import { verifyFiles } from './verify-files.ts';

/** Why a wait for parts ended: the workers that were to send them are gone. */
const DETACHED = new Error('the parts come no more');

export class FileWriter {
	readonly #send: (message: FromSink) => void;
	readonly #clock = new StageClock();
	readonly #queue: SerialQueue;
	readonly #saved: SavedFiles;
	#target: SinkTarget | undefined;
	#sink: Sink | undefined;
	#setup: FileSetup | undefined;
	#images: ImageSource | undefined;
	readonly #room = new FileRoom();
	readonly #encoder = new TextEncoder();
	#hashing: Promise<void>[] = [];
	#files = 0;
	#bytes = 0;
	#lastThumbnail = -Infinity;
	/** Raised by `detach`: batches announced before it are void. */
	#team = 0;
	/** After a failure or an abort nothing more is written. */
	#broken = false;

	constructor(send: (message: FromSink) => void) {
		this.#send = send;
		this.#saved = new SavedFiles(
			(tokens) => send({ type: 'saved', tokens }),
			(row, problem) => send({ type: 'locked', row, problem }),
		);
		this.#queue = new SerialQueue((error) => {
			// What an abort breaks off is no failure; told as one, it would end this worker with its files half written.
			if (this.#broken) return;
			this.#broken = true;
			send({ type: 'failed', problem: toProblem(error) });
		});
	}

	receive(message: ToSink): void {
		// Not queued: what is before them may wait for parts that will never come.
		if (message.type === 'abort') {
			void this.#abort();
			return;
		}
		if (message.type === 'detach') {
			this.#team++;
			this.#images?.close(DETACHED);
		}
		const team = this.#team;
		this.#queue.add(() => this.#handle(message, team));
	}

	async #handle(message: Exclude<ToSink, { type: 'abort' }>, team: number): Promise<void> {
		if (this.#broken) return;
		switch (message.type) {
			case 'open':
				this.#target = message.target;
				this.#sink = await openSink(message.target);
				return this.#send({ type: 'opened', location: this.#sink.location });
			case 'verify':
				return this.#verify(message);
			case 'describe':
				this.#setup = message.files;
				return;
			case 'produce':
				this.#images = imageSource(message.parts, this.#described().design.output, this.#room, this.#clock);
				return this.#send({ type: 'producing' });
			case 'batch':
				return team === this.#team ? this.#writeBatch(message.batch, message.first, team) : undefined;
			case 'detach':
				return this.#send({ type: 'detached' });
			case 'flush':
				await this.#opened().flush();
				this.#saved.tell();
				return this.#send({ type: 'flushed' });
			case 'close-volume':
				await this.#opened().close();
				this.#saved.tell();
				return this.#send({ type: 'volume-closed' });
			case 'finish':
				await this.#finish(message);
				return this.#send({ type: 'finished', report: this.#report() });
			default:
				return unreachable(message);
		}
	}

	async #abort(): Promise<void> {
		this.#broken = true;
		this.#images?.close(DETACHED);
		try {
			await this.#sink?.abort();
			this.#saved.tell();
		} finally {
			this.#send({ type: 'aborted' });
		}
	}

	#opened(): Sink {
		if (this.#sink === undefined) throw new Error('the sink is not open');
		return this.#sink;
	}

	#described(): FileSetup {
		if (this.#setup === undefined) throw new Error('it was not said what to write');
		return this.#setup;
	}

	async #verify({ tokens }: ToSink & { type: 'verify' }): Promise<void> {
		if (this.#target?.kind !== 'folder') throw new Error('only the files of a folder can be verified');
		const damaged = await verifyFiles(this.#target, this.#described(), tokens, (done) =>
			this.#send({ type: 'verifying', done }),
		);
		this.#send({ type: 'verified', damaged });
	}

	async #writeBatch(batch: number, first: number, team: number): Promise<void> {
		if (this.#images === undefined) throw new Error('a batch came before its setup');
		const files = this.#described();
		let row = first;
		try {
			for await (const image of this.#images.images(batch)) await this.#writeToken(row++, image, files);
		} catch (thrown) {
			if (team === this.#team || thrown !== DETACHED) throw thrown;
			return;
		}
		await Promise.all(this.#hashing.splice(0));
		this.#send({ type: 'written', batch, report: this.#report() });
	}

	async #writeToken(row: number, image: ImageFile, { design, plan, tokenFiles }: FileSetup): Promise<void> {
		const { bytes } = image;
		const number = plan.firstNumber + row;
		this.#saved.expect(row, tokenFiles ? 2 : 1, bytes.length);
		// Both take copies, before the sink gets the bytes: their memory may be another file's soon after.
		this.#offerThumbnail(number, bytes);
		this.#hashing.push(this.#hash(row, bytes));
		const path = `images/${imageFileName(number, design.output.format)}`;
		await this.#write(row, { path, ...image });
		if (!tokenFiles) return;
		const json = this.#encoded(tokenMetadataFile(design, plan, row));
		await this.#write(row, { path: `metadata/${metadataFileName(number)}`, bytes: json });
	}

	#encoded(text: string): Uint8Array<ArrayBuffer> {
		// A UTF-16 unit becomes three bytes of UTF-8 at most.
		const buffer = this.#room.take(text.length * 3);
		const { written } = this.#encoder.encodeInto(text, new Uint8Array(buffer));
		return new Uint8Array(buffer, 0, written);
	}

	async #write(row: number, file: OutputFile): Promise<void> {
		this.#files++;
		this.#bytes += file.bytes.length;
		const settled = () => this.#room.giveBack(file.bytes.buffer);
		await this.#clock.timeAsync('write', () => this.#opened().write(this.#saved.follow(row, { ...file, settled })));
	}

	async #finish({ first, count, run, hashes }: ToSink & { type: 'finish' }): Promise<void> {
		const { design, plan } = this.#described();
		const sink = this.#opened();
		await sink.writePieces('_metadata.json', collectionMetadata(design, plan, first, count));
		const provenance = provenanceOf(hashes);
		await sink.write({ path: 'run.json', bytes: runJsonFile({ ...run, provenance }) });
		await this.#clock.timeAsync('write', () => sink.close());
	}

	#report(): SinkReport {
		const memoryBytes =
			this.#saved.bytesInFlight +
			this.#room.memoryBytes +
			(this.#images?.memoryBytes() ?? 0) +
			(this.#sink?.memoryBytes ?? 0);
		return { bytes: this.#bytes, files: this.#files, stages: this.#clock.seconds, memoryBytes };
	}

	async #hash(row: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		this.#saved.hashed(row, new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
	}

	#offerThumbnail(token: number, bytes: Uint8Array<ArrayBuffer>): void {
		const every = this.#setup?.thumbnailSeconds ?? 0;
		const now = performance.now();
		if (every === 0 || now - this.#lastThumbnail < every * 1000) return;
		this.#lastThumbnail = now;
		this.#send({ type: 'thumbnail', token, image: new Blob([bytes]) });
	}
}
