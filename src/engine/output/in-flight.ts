/** A bounded number of tasks at a time. The first failure is kept and ends everything: what comes later is refused with it. */
export class InFlight {
	readonly #limit: number;
	readonly #running = new Set<Promise<void>>();
	#failure: { readonly reason: unknown } | undefined;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Resolves when the task has been started, which waits for room. Rejects with the first failure of any task so far. */
	async start(task: () => Promise<void>): Promise<void> {
		await this.#room();
		this.#begin(task);
	}

	/** As `start`, but resolves when the task has ended. */
	async run(task: () => Promise<void>): Promise<void> {
		await this.#room();
		await this.#begin(task);
		this.#check();
	}

	/** Resolves when no task is running. Rejects with the first failure of any. */
	async settle(): Promise<void> {
		while (this.#running.size > 0) await Promise.all(this.#running);
		this.#check();
	}

	async #room(): Promise<void> {
		while (this.#failure === undefined && this.#running.size >= this.#limit) await Promise.race(this.#running);
		this.#check();
	}

	/** The promise of a task never rejects, so that nobody has to watch each of them. */
	#begin(task: () => Promise<void>): Promise<void> {
		const running: Promise<void> = task()
			.catch((reason: unknown) => {
				this.#failure ??= { reason };
			})
			.finally(() => this.#running.delete(running));
		this.#running.add(running);
		return running;
	}

	#check(): void {
		if (this.#failure !== undefined) throw this.#failure.reason;
	}
}
