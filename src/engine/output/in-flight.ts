/** A bounded number of tasks, and of bytes that they hold, at a time. The first failure is kept and ends everything: what comes later is refused with it. */
export class InFlight {
	readonly #limit: number;
	readonly #maxBytes: number;
	#bytes = 0;
	readonly #running = new Set<Promise<void>>();
	#failure: { readonly reason: unknown } | undefined;

	/** @param maxBytes a task that holds more runs alone */
	constructor(limit: number, maxBytes = Infinity) {
		this.#limit = limit;
		this.#maxBytes = maxBytes;
	}

	/**
	 * Resolves when the task has been started, which waits for room. Rejects with the first failure of any task so far.
	 * @param bytes what the task holds while it runs
	 */
	async start(task: () => Promise<void>, bytes = 0): Promise<void> {
		await this.#room(bytes);
		this.#begin(task, bytes);
	}

	/** As `start`, but resolves when the task has ended. */
	async run(task: () => Promise<void>): Promise<void> {
		await this.#room(0);
		await this.#begin(task, 0);
		this.#check();
	}

	/** Resolves when no task is running. Rejects with the first failure of any. */
	async settle(): Promise<void> {
		while (this.#running.size > 0) await Promise.all(this.#running);
		this.#check();
	}

	async #room(bytes: number): Promise<void> {
		const isFull = (): boolean =>
			this.#running.size >= this.#limit || (this.#running.size > 0 && this.#bytes + bytes > this.#maxBytes);
		while (this.#failure === undefined && isFull()) await Promise.race(this.#running);
		this.#check();
	}

	/** The promise of a task never rejects, so that nobody has to watch each of them. */
	#begin(task: () => Promise<void>, bytes: number): Promise<void> {
		this.#bytes += bytes;
		const running: Promise<void> = task()
			.catch((reason: unknown) => {
				this.#failure ??= { reason };
			})
			.finally(() => {
				this.#bytes -= bytes;
				this.#running.delete(running);
			});
		this.#running.add(running);
		return running;
	}

	#check(): void {
		if (this.#failure !== undefined) throw this.#failure.reason;
	}
}
