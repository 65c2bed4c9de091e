/** Pause, resume and cancel of one run, as something that its loop can wait at. */
import { TesseraError } from '../errors.ts';

export class RunControl {
	#paused = false;
	#ended: TesseraError | undefined;
	#wake = new Set<() => void>();
	#reject: (reason: TesseraError) => void = () => undefined;
	readonly #whenEnded = new Promise<never>((_, reject) => (this.#reject = reject));

	constructor() {
		// Nobody may be waiting when the run is ended.
		this.#whenEnded.catch(() => undefined);
	}

	get paused(): boolean {
		return this.#paused;
	}

	get cancelled(): boolean {
		return this.#ended?.problem.code === 'cancelled';
	}

	pause(): void {
		this.#paused = true;
		this.changed();
	}

	resume(): void {
		this.#paused = false;
		this.changed();
	}

	cancel(): void {
		this.end(new TesseraError({ code: 'cancelled', message: 'The run was cancelled.' }));
	}

	/** Ends the run with an error; the first one counts. */
	end(error: TesseraError): void {
		this.#ended ??= error;
		this.#reject(error);
		this.changed();
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
