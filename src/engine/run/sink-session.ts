/** The sink worker of a run, from opening its target to closing it. */
import type { TesseraError } from '../errors.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { SavedTokens } from '../store/run-tokens.ts';
import type { RunJson } from '../metadata/run-json.ts';
import { after } from './resource-counters.ts';
import type { SinkLink } from './run-team.ts';
import type { DamageReason, FileSetup, FromSink, SinkReport, ToSink } from './sink-protocol.ts';
import type { RowRange } from './token-ledger.ts';
import { WorkerLink } from './worker-link.ts';

/** A worker that hangs does not answer; then it is ended without. */
const ABORT_MILLISECONDS = 5000;

export class SinkSession {
	readonly link: SinkLink;
	/** It reported a failure or died: nothing more can be written through it. */
	isBroken = false;

	constructor(worker: Worker, onFailure: (error: TesseraError) => void) {
		this.link = new WorkerLink<ToSink, FromSink>(worker, 'sink worker', (error) => {
			this.isBroken = true;
			onFailure(error);
		});
	}

	/** @returns where the files are, for people. @throws TesseraError as `openSink` */
	async open(target: SinkTarget): Promise<string> {
		const opened = this.link.next('opened');
		this.link.post({ type: 'open', target }, target.kind === 'zip-stream' ? [target.stream] : []);
		return (await opened).location;
	}

	describe(files: FileSetup): void {
		this.link.post({ type: 'describe', files });
	}

	/** @returns rows whose files are not as they should be */
	async verify(tokens: SavedTokens): Promise<{ row: number; why: DamageReason }[]> {
		const verified = this.link.next('verified');
		this.link.post({ type: 'verify', tokens });
		return (await verified).damaged;
	}

	/** Resolves when everything taken so far is complete (in a ZIP: is in it). */
	async flush(): Promise<void> {
		const flushed = this.link.next('flushed');
		this.link.post({ type: 'flush' });
		await flushed;
	}

	/** Forgets batches whose parts will not come, completes the others. @returns false if it did not within `seconds` */
	async detach(seconds: number): Promise<boolean> {
		if (this.isBroken) return false;
		const detached = this.link.next('detached').then(() => this.flush());
		this.link.post({ type: 'detach' });
		return within(seconds * 1000, detached);
	}

	async closeVolume(): Promise<void> {
		const closed = this.link.next('volume-closed');
		this.link.post({ type: 'close-volume' });
		await closed;
	}

	async finish({ first, count }: RowRange, run: RunJson, hashes: Uint8Array<ArrayBuffer>): Promise<SinkReport> {
		const finished = this.link.next('finished');
		this.link.post({ type: 'finish', first, count, run, hashes }, [hashes.buffer]);
		return (await finished).report;
	}

	/** Ends it without leaving a half-written file, if it still answers. */
	async abort(): Promise<void> {
		const aborted = this.link.next('aborted');
		this.link.post({ type: 'abort' });
		await within(ABORT_MILLISECONDS, aborted);
		this.end();
	}

	/** Ends the worker as it is. */
	end(): void {
		this.link.terminate();
	}
}

/** Whether the promise was fulfilled in time. A failure is known already: whoever asked gives the worker up. */
function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
	return new Promise((resolve) => {
		const end = after(milliseconds, () => resolve(false));
		const settle = (inTime: boolean): void => {
			end();
			resolve(inTime);
		};
		promise.then(
			() => settle(true),
			() => settle(false),
		);
	});
}
