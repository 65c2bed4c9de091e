/** Lets a few go at a time: scrolling through thousands of pictures asks for far more of them than are ever seen. */
export class Turns {
	#free: number;
	readonly #waiting: (() => void)[] = [];

	/** @param most that go at the same time */
	constructor(most: number) {
		this.#free = most;
	}

	/** Runs `task` when it is its turn, and gives the turn back when it has ended. */
	async take<T>(task: () => Promise<T>): Promise<T> {
		if (this.#free > 0) this.#free--;
		else await new Promise<void>((go) => this.#waiting.push(go));
		try {
			return await task();
		} finally {
			const next = this.#waiting.shift();
			if (next === undefined) this.#free++;
			else next();
		}
	}
}
