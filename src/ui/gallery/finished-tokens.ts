/** The tokens of a run whose files are complete, as a list without gaps. */
export class FinishedTokens {
	readonly #ranges: readonly (readonly [first: number, last: number])[];
	/** How many tokens there are before each range. */
	readonly #before: readonly number[];
	readonly count: number;

	/** @param ranges token numbers, inclusive, ascending, disjoint */
	constructor(ranges: readonly (readonly [first: number, last: number])[]) {
		let sum = 0;
		this.#ranges = ranges;
		this.#before = ranges.map(([first, last]) => {
			const before = sum;
			sum += last - first + 1;
			return before;
		});
		this.count = sum;
	}

	/** Token number of an entry, 0 to `count` - 1. */
	numberAt(index: number): number {
		let range = this.#before.length - 1;
		while (range > 0 && index < (this.#before[range] ?? 0)) range--;
		return (this.#ranges[range]?.[0] ?? 0) + index - (this.#before[range] ?? 0);
	}

	/** Entry of a token number, or of the next one that is there; the last one where none follows. */
	indexOf(number: number): number {
		for (const [range, [first, last]] of this.#ranges.entries()) {
			if (number <= last) return (this.#before[range] ?? 0) + Math.max(0, number - first);
		}
		return Math.max(0, this.count - 1);
	}

	get first(): number {
		return this.#ranges[0]?.[0] ?? 0;
	}

	get last(): number {
		return this.#ranges.at(-1)?.[1] ?? 0;
	}
}
