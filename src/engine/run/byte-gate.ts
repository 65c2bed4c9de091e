/** Lets work begin as long as all that goes on together fits into a number of bytes; in the order in which it came. */
export class ByteGate {
	readonly #limit: number;
	readonly #waiting: { bytes: number; begin: () => void }[] = [];
	#used = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/**
	 * Waits until there is room. What is larger than the limit goes alone.
	 * @returns the function that gives the room back
	 */
	async enter(bytes: number): Promise<() => void> {
		await new Promise<void>((begin) => {
			this.#waiting.push({ bytes, begin });
			this.#admit();
		});
		return () => {
			this.#used -= bytes;
			this.#admit();
		};
	}

	#admit(): void {
		for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
			if (this.#used > 0 && this.#used + next.bytes > this.#limit) return;
			this.#waiting.shift();
			this.#used += next.bytes;
			next.begin();
		}
	}
}
