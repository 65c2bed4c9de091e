/** Runs tasks strictly one after another, in the order in which they were given. */
export class SerialQueue {
	#tail: Promise<void> = Promise.resolve();
	readonly #onError: (error: unknown) => void;

	/** @param onError told of a task that rejects; the next task runs all the same. */
	constructor(onError: (error: unknown) => void) {
		this.#onError = onError;
	}

	add(task: () => Promise<void> | void): void {
		this.#tail = this.#tail.then(task).catch(this.#onError);
	}
}
