/** Rate and time left, from when tokens were finished. */

/** Long enough to smooth batches, short enough to follow a change. */
const WINDOW_SECONDS = 5;

export class Throughput {
	#marks: { seconds: number; done: number }[] = [];

	/** @param seconds of running time so far. @param done tokens finished so far. */
	mark(seconds: number, done: number): void {
		this.#marks.push({ seconds, done });
		while (this.#marks.length > 2 && seconds - this.#marks[1].seconds >= WINDOW_SECONDS) this.#marks.shift();
	}

	/** Tokens per second over the window; 0 until known. */
	get rate(): number {
		const first = this.#marks[0];
		const last = this.#marks[this.#marks.length - 1];
		if (first === undefined || last.seconds <= first.seconds) return 0;
		return (last.done - first.done) / (last.seconds - first.seconds);
	}

	/** Predicted seconds for `left` more tokens; absent until known. */
	secondsFor(left: number): number | undefined {
		return this.rate > 0 ? left / this.rate : undefined;
	}
}
