/** Writes a run's record while it goes on: at most once a second, and of images only those that are new. */
import { toProblem } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { progressOf } from '../store/run-record.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { SavedTokens } from '../store/run-tokens.ts';
import type { RunStore } from '../store/runs.ts';
import { after } from './resource-counters.ts';

const WRITE_MILLISECONDS = 1000;

export interface JournalSource {
	/** What is true now. */
	record(): RunRecord;
	/** Images that were completed since the last call. */
	newTokens(): SavedTokens;
	/** All images that are complete. */
	allTokens(): SavedTokens;
	/** The run goes on, but not beyond this page. */
	onProblem(problem: Problem): void;
}

export class RunJournal {
	readonly #open: () => Promise<RunStore>;
	readonly #source: JournalSource;
	#lastWrite = -Infinity;
	#writing: Promise<void> | undefined;
	/** Something changed since what is being written was read. */
	#isBehind = false;
	#endTimer: (() => void) | undefined;
	/** The record in the store is whole; otherwise the next write is of everything. */
	#isWhole = false;
	#warned = false;
	#ended = false;
	writes = 0;

	constructor(open: () => Promise<RunStore>, source: JournalSource) {
		this.#open = open;
		this.#source = source;
	}

	/** Whether what is known now can be read after the page is gone. */
	get isKept(): boolean {
		return this.#isWhole;
	}

	/** Something changed that is to be kept; it is written now or soon. */
	touch(): void {
		if (this.#writing !== undefined) this.#isBehind = true;
		if (this.#endTimer !== undefined || this.#writing !== undefined || this.#ended) return;
		const wait = this.#lastWrite + WRITE_MILLISECONDS - performance.now();
		if (wait <= 0) void this.#write();
		else
			this.#endTimer = after(wait, () => {
				this.#endTimer = undefined;
				void this.#write();
			});
	}

	/** Writes everything anew: the parts that stay, and the images in one piece. */
	async rewrite(): Promise<void> {
		this.#isWhole = false;
		await this.save();
	}

	/** Writes what is true now. Resolves when it is kept, or cannot be. */
	async save(): Promise<void> {
		// What it was behind with is in the next write; a timer for it would write the same once more.
		await this.#writing;
		this.#endTimer?.();
		this.#endTimer = undefined;
		await this.#write();
	}

	/** Nothing more is written. */
	end(): void {
		this.#ended = true;
		this.#endTimer?.();
		this.#endTimer = undefined;
	}

	#write(): Promise<void> {
		this.#lastWrite = performance.now();
		const writing = this.#writeOnce().finally(() => {
			if (this.#writing === writing) this.#writing = undefined;
			if (!this.#isBehind) return;
			this.#isBehind = false;
			this.touch();
		});
		this.#writing = writing;
		return writing;
	}

	#append(store: RunStore): Promise<boolean> {
		const record = this.#source.record();
		return store.append(record.id, progressOf(record), this.#source.newTokens());
	}

	async #writeOnce(): Promise<void> {
		try {
			const store = await this.#open();
			this.#isBehind = false;
			if (!this.#isWhole || !(await this.#append(store))) {
				// All images are written, with those that were finished while the store looked for the record: they are not new any more.
				this.#source.newTokens();
				await store.replace(this.#source.record(), this.#source.allTokens());
				this.#isWhole = true;
			}
			this.writes++;
		} catch (thrown) {
			this.#isWhole = false;
			if (this.#warned) return;
			this.#warned = true;
			const { message } = toProblem(thrown);
			this.#source.onProblem({
				code: 'run-not-kept',
				severity: 'warning',
				message: `This run could not be resumed after the page is closed or reloaded: ${message}`,
				hint: 'Leave this page open until it has finished.',
			});
		}
	}
}
