/** Gathers what several workers send for a batch, until everything for the next batch in order is there. */
export class PartCollector<T> {
	readonly #parts: number;
	readonly #bytesOf: (content: T) => number;
	#batches = new Map<number, (T | undefined)[]>();
	#waits = new Map<number, { resolve(parts: T[]): void; reject(reason: unknown): void }>();
	/** Of the parts that wait. */
	memoryBytes = 0;

	/** @param parts how many make up a batch. @param bytesOf what a part holds, for `memoryBytes`. */
	constructor(parts: number, bytesOf: (content: T) => number = () => 0) {
		this.#parts = parts;
		this.#bytesOf = bytesOf;
	}

	add(batch: number, part: number, content: T): void {
		const parts = this.#batches.get(batch) ?? Array.from<T | undefined>({ length: this.#parts });
		parts[part] = content;
		this.#batches.set(batch, parts);
		this.memoryBytes += this.#bytesOf(content);
		const wait = this.#waits.get(batch);
		const complete = wait === undefined ? undefined : this.#complete(batch);
		if (wait === undefined || complete === undefined) return;
		this.#waits.delete(batch);
		wait.resolve(complete);
	}

	/** All parts of a batch, in part order; to be asked for once per batch. @throws what `cancel` was given */
	take(batch: number): Promise<T[]> {
		const complete = this.#complete(batch);
		if (complete !== undefined) return Promise.resolve(complete);
		return new Promise((resolve, reject) => this.#waits.set(batch, { resolve, reject }));
	}

	/** Nothing more will come: ends every wait. */
	cancel(reason: unknown): void {
		for (const { reject } of this.#waits.values()) reject(reason);
		this.#waits.clear();
		this.#batches.clear();
		this.memoryBytes = 0;
	}

	#complete(batch: number): T[] | undefined {
		const complete = (this.#batches.get(batch) ?? []).filter((p) => p !== undefined);
		if (complete.length < this.#parts) return undefined;
		this.#batches.delete(batch);
		for (const part of complete) this.memoryBytes -= this.#bytesOf(part);
		return complete;
	}
}
