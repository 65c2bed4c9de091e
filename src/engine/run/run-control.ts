/** Pause, resume and cancel of one run, and what interrupts it, as something that its loop can wait at. */
import { TesseraError } from '../errors.ts';
import type { Problem } from '../errors.ts';

export class RunControl {
	#paused = false;
	#because: Problem | undefined;
	#ended: TesseraError | undefined;
	#cancel: TesseraError | undefined;
	#wake = new Set<() => void>();
	#reject: (reason: TesseraError) => void = () => undefined;
	#whenEnded = new Promise<never>(() => undefined);
	/** Set with a pause after which nothing may be kept in memory. */
	releases = false;

	constructor() {
		this.#listen();
	}

	get paused(): boolean {
		return this.#paused;
	}

	/** Why the run is paused, if nobody asked for it. */
	get because(): Problem | undefined {
		return this.#because;
	}

	get cancelled(): boolean {
		return this.#ended?.problem.code === 'cancelled';
	}

	pause(because?: Problem): void {
		this.#paused = true;
		this.#because = because;
		this.changed();
	}

	resume(): void {
		this.#paused = false;
		this.#because = undefined;
		this.releases = false;
		this.changed();
	}

	cancel(): void {
		this.#cancel = new TesseraError({ code: 'cancelled', message: 'The run was cancelled.' });
		this.end(this.#cancel);
	}

	/** Ends the run, or this attempt of it, with an error; the first one counts. */
	end(error: TesseraError): void {
		this.#ended ??= error;
		this.#reject(error);
		this.changed();
	}

	/** Another attempt begins: what ended the one before no longer counts, unless it was `cancel`. */
	reopen(): void {
		this.#ended = undefined;
		this.#listen();
		if (this.#cancel !== undefined) this.end(this.#cancel);
	}

	#listen(): void {
		this.#whenEnded = new Promise<never>((_, reject) => (this.#reject = reject));
		// Nobody may be waiting when the run is ended.
		this.#whenEnded.catch(() => undefined);
	}

	/** Throws if the run was ended. */
	check(): void {
		if (this.#ended !== undefined) throw this.#ended;
	}

	/** The promise's value, unless the run is ended first. @throws what ended the run */
	unlessEnded<T>(promise: Promise<T>): Promise<T> {
		return Promise.race([promise, this.#whenEnded]);
	}

	/** Something happened that a waiting loop may be interested in. */
	changed(): void {
		for (const wake of this.#wake) wake();
		this.#wake.clear();
	}

	/** Resolves as soon as `ready` holds. @throws what ended the run */
	async until(ready: () => boolean): Promise<void> {
		for (;;) {
			this.check();
			if (ready()) return;
			await new Promise<void>((resolve) => this.#wake.add(resolve));
		}
	}
}
