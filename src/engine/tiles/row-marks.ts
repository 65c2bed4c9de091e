/**
 * Knows rows of tiles by the stacks of their tiles. A row is worth keeping once it has come twice, and a small table of marks
 * remembers which have come once.
 */

/** A newer row may take the place of an older one, which then counts as new. */
const MARKS = 1 << 18;

/** A number for the row of `columns` stacks that starts at `at`; equal rows have equal numbers, others nearly never. */
export function rowKey(states: Int32Array, at: number, columns: number): number {
	let high = 0x9747b28c;
	let low = 0x85ebca6b;
	for (let i = at; i < at + columns; i++) {
		high = Math.imul(high ^ states[i], 0x9e3779b1);
		high ^= high >>> 15;
		low = Math.imul(low + states[i], 0xc2b2ae35);
		low ^= low >>> 13;
	}
	// 21 bits and 32 bits: as much as a number holds exactly.
	return (high >>> 11) * 0x100000000 + (low >>> 0);
}

export class RowMarks {
	readonly #marks = new Uint32Array(MARKS);

	get memoryBytes(): number {
		return this.#marks.byteLength;
	}

	/** Whether the row of that key has come before, as far as remembered; from now on it has. */
	cameBefore(key: number): boolean {
		const slot = key % MARKS;
		const mark = Math.floor(key / MARKS) % 0xffffffff;
		const before = this.#marks[slot] === mark;
		this.#marks[slot] = mark;
		return before;
	}

	/** Forgets everything. */
	clear(): void {
		this.#marks.fill(0);
	}
}
