/**
 * Files to the local server of the command line, which writes them to disk. The protocol, all requests POST below `url`,
 * each answered with 200, or with any other status and a `Problem` as JSON that ends the run:
 *
 * - `/files`: whole files, as repeated frames [u32le path bytes][u32le data bytes][path, UTF-8][data]. Up to 3 requests are
 *   under way at a time; the order between them means nothing, and no path comes twice.
 * - `/file-chunk?path=P&index=I`: the next bytes of one large file; I counts from 0, one request at a time.
 *   `/file-end?path=P`: the file is whole and gets its name. `/file-abort?path=P`: what came of it is to be dropped.
 * - `/trial-end?path=P`: removes the folder P, named `tessera-trial-…`, with the files that were written into it.
 * - `/zip-chunk?index=I`, `/zip-end`, `/zip-abort`: the same for the one ZIP of the run.
 *
 * A path is relative, with `/`, from `file-names.ts`; the server must still refuse one that leaves its folder.
 */
import { TesseraError, type Problem } from '../errors.ts';
import { InFlight } from './in-flight.ts';
import type { OutputFile, Pieces, Sink } from './sink.ts';
import { createZipSink } from './zip-sink.ts';

const MAX_REQUEST_BYTES = 4 << 20;
const MAX_REQUEST_FILES = 64;
const REQUESTS_IN_FLIGHT = 3;

/** @param url of the server, with or without a slash at its end */
export function createHttpSink(url: string, zip: boolean): Sink {
	const base = url.replace(/\/$/u, '');
	return zip ? createZipSink(postedStream(base, 'zip', {}), 'ZIP', MAX_REQUEST_BYTES) : new HttpSink(base);
}

/** Removes what was written on trial into `folder`. @throws TesseraError as `Sink.write` */
export function endHttpTrial(url: string, folder: string): Promise<void> {
	return post(`${url.replace(/\/$/u, '')}/trial-end?${new URLSearchParams({ path: folder })}`, new Uint8Array());
}

class HttpSink implements Sink {
	readonly location: string;
	readonly #base: string;
	readonly #inFlight = new InFlight(REQUESTS_IN_FLIGHT);
	#batch: OutputFile[] = [];
	#batchBytes = 0;
	/** Of requests under way, which hold copies. */
	memoryBytes = 0;
	#closed = false;

	constructor(base: string) {
		this.location = base;
		this.#base = base;
	}

	async write(file: OutputFile): Promise<void> {
		if (this.#closed) throw new Error('the sink is closed');
		if (this.#batchBytes + file.bytes.length > MAX_REQUEST_BYTES) await this.#send();
		this.#batch.push(file);
		this.#batchBytes += file.bytes.length;
		if (this.#batch.length >= MAX_REQUEST_FILES) await this.#send();
	}

	async writePieces(path: string, pieces: Pieces): Promise<void> {
		if (this.#closed) throw new Error('the sink is closed');
		await this.#inFlight.run(async () => {
			const writer = postedStream(this.#base, 'file', { path }).getWriter();
			try {
				for await (const piece of pieces) await writer.write(piece);
				await writer.close();
			} catch (thrown) {
				await writer.abort(thrown).catch(() => undefined);
				throw thrown;
			}
		});
	}

	async flush(): Promise<void> {
		await this.#send();
		await this.#inFlight.settle();
	}

	async close(): Promise<void> {
		await this.flush();
		this.#closed = true;
	}

	async abort(): Promise<void> {
		this.#closed = true;
		this.#batch = [];
		// Requests under way carry whole files and may end; the caller gives up, so their failures no longer matter.
		await this.#inFlight.settle().catch(() => undefined);
	}

	async #send(): Promise<void> {
		if (this.#batch.length === 0) return;
		const body = encodeFrames(this.#batch);
		const files = this.#batch.map(({ settled }) => settled);
		this.#batch = [];
		this.#batchBytes = 0;
		this.memoryBytes += body.length;
		await this.#inFlight.start(async () => {
			await post(`${this.#base}/files`, body);
			this.memoryBytes -= body.length;
			for (const settled of files) settled?.();
		});
	}
}

/** [u32le path bytes][u32le data bytes][path][data], repeated. */
function encodeFrames(files: readonly OutputFile[]): Uint8Array<ArrayBuffer> {
	const encoder = new TextEncoder();
	const frames = files.map(({ path, bytes }) => ({ path: encoder.encode(path), bytes }));
	const body = new Uint8Array(frames.reduce((sum, { path, bytes }) => sum + 8 + path.length + bytes.length, 0));
	const view = new DataView(body.buffer);
	let at = 0;
	for (const { path, bytes } of frames) {
		view.setUint32(at, path.length, true);
		view.setUint32(at + 4, bytes.length, true);
		body.set(path, at + 8);
		body.set(bytes, at + 8 + path.length);
		at += 8 + path.length + bytes.length;
	}
	return body;
}

/** A stream whose chunks go out one after the other as `kind-chunk`, its end as `kind-end`. */
function postedStream(base: string, kind: 'zip' | 'file', query: Record<string, string>): WritableStream<Uint8Array> {
	let index = 0;
	const address = (verb: string, more: Record<string, string> = {}): string => {
		const parameters = new URLSearchParams({ ...query, ...more }).toString();
		return `${base}/${kind}-${verb}${parameters === '' ? '' : `?${parameters}`}`;
	};
	return new WritableStream<Uint8Array>({
		write: (chunk) => post(address('chunk', { index: String(index++) }), new Uint8Array(chunk)),
		close: () => post(address('end'), new Uint8Array(0)),
		abort: () => post(address('abort'), new Uint8Array(0)),
	});
}

async function post(address: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
	let response: Response;
	try {
		response = await fetch(address, { method: 'POST', body });
	} catch (cause) {
		throw new TesseraError(
			{
				code: 'write-failed',
				message: 'The command line that started this run no longer answers.',
				hint: 'Start the command again.',
			},
			{ cause },
		);
	}
	if (response.ok) {
		await response.body?.cancel();
		return;
	}
	throw new TesseraError(await refusal(response));
}

/** The server's own problem, or what can be said of an answer that is none. */
async function refusal(response: Response): Promise<Problem> {
	try {
		const answer: unknown = await response.json();
		if (isProblem(answer)) return answer;
	} catch {
		// Not JSON: the status is all there is.
	}
	return {
		code: 'write-failed',
		severity: 'error',
		message: `The command line refused a file: ${response.status} ${response.statusText}.`,
	};
}

function isProblem(value: unknown): value is Problem {
	return (
		typeof value === 'object' &&
		value !== null &&
		'code' in value &&
		typeof value.code === 'string' &&
		'message' in value &&
		typeof value.message === 'string' &&
		(!('hint' in value) || typeof value.hint === 'string')
	);
}
