/** Gathers what several workers send for a batch, until everything for the next batch in order is there. */
export class PartCollector<T> {
	readonly #parts: number;
	#batches = new Map<number, (T | undefined)[]>();
	#waits = new Map<number, (parts: T[]) => void>();

	/** @param parts how many make up a batch. */
	constructor(parts: number) {
		this.#parts = parts;
	}

	add(batch: number, part: number, content: T): void {
		const parts = this.#batches.get(batch) ?? Array.from<T | undefined>({ length: this.#parts });
		parts[part] = content;
		this.#batches.set(batch, parts);
		const complete = parts.filter((p) => p !== undefined);
		const resolve = this.#waits.get(batch);
		if (complete.length < this.#parts || resolve === undefined) return;
		this.#waits.delete(batch);
		this.#batches.delete(batch);
		resolve(complete);
	}

	/** All parts of a batch, in part order; to be asked for once per batch. */
	take(batch: number): Promise<T[]> {
		const complete = (this.#batches.get(batch) ?? []).filter((p) => p !== undefined);
		if (complete.length === this.#parts) {
			this.#batches.delete(batch);
			return Promise.resolve(complete);
		}
		return new Promise((resolve) => this.#waits.set(batch, resolve));
	}
}
