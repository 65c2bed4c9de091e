import { MAX_ROW_BYTES } from './encoded-tile.ts';
import type { StretchCode } from './stretch-code.ts';

/** The literals and matches that a row is divided into, in order. Reused from row to row. */
export class RowSteps {
	count = 0;
	/** Bytes that each step covers; 1 for a literal. */
	readonly lengths = new Uint16Array(MAX_ROW_BYTES);
	/** The literal's byte, or the match's distance less 1. */
	readonly values = new Uint16Array(MAX_ROW_BYTES);

	clear(): void {
		this.count = 0;
	}

	literal(byte: number): void {
		this.lengths[this.count] = 1;
		this.values[this.count++] = byte;
	}

	match(length: number, distance: number): void {
		this.lengths[this.count] = length;
		this.values[this.count++] = distance - 1;
	}

	/** `bytes` bytes (0, or 3 and more) as matches of one distance. */
	stretch({ first, distance }: StretchCode, bytes: number): void {
		for (let left = bytes; left > 0; left -= first[left]) this.match(first[left], distance);
	}
}
