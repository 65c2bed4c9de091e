/** Keeps long work polite: lets other messages in a few times a second, ends it on Cancel, reports progress. */
import { TesseraError } from '../errors.ts';

export interface PaceOptions {
	/** Ends the work with the signal's reason. */
	signal?: AbortSignal;
	/** Tokens decided so far. */
	onProgress?(done: number, total: number): void;
	/** Milliseconds that a search for a hard combination of demands may take; 30 seconds if absent. */
	deadlineMs?: number;
}

const SLICE_MS = 40;
const DEADLINE_MS = 30_000;

export class Pace {
	private readonly options: PaceOptions;
	private readonly total: number;
	private readonly started = performance.now();
	private breathed = performance.now();

	constructor(options: PaceOptions, total: number) {
		this.options = options;
		this.total = total;
	}

	/** Whether it is time to `breathe`. Cheap enough for every few hundred steps. */
	get due(): boolean {
		return performance.now() - this.breathed > SLICE_MS;
	}

	/** Lets other work of this thread run. */
	async breathe(done: number): Promise<void> {
		this.options.signal?.throwIfAborted();
		this.options.onProgress?.(done, this.total);
		await new Promise((resume) => setTimeout(resume));
		this.options.signal?.throwIfAborted();
		this.breathed = performance.now();
	}

	/**
	 * Time never decides what a search finds, since the same seed must give the same plan on a slow machine: it can only
	 * end the search.
	 * @throws TesseraError `undecided` past the deadline. @param best what was reached, for the message.
	 */
	checkDeadline(best: string): void {
		if (performance.now() - this.started < (this.options.deadlineMs ?? DEADLINE_MS)) return;
		throw new TesseraError({
			code: 'undecided',
			message: `The search for a collection that meets every demand took too long; ${best}.`,
			hint: 'Relax a count or a strict pair, or ask for fewer tokens.',
		});
	}
}
