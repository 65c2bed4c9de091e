/** The plan in the making: the DNA table, which rows are decided, and what the decided rows forbid. */
import type { Design } from '../design/design.ts';
import { Ledger, uniqueColumns } from './ledger.ts';
import { NONE } from './plan.ts';

export class Draft {
	readonly dna: Uint16Array<ArrayBuffer>;
	readonly width: number;
	readonly ledger: Ledger;
	readonly unique: readonly number[];
	/** Per row: the section it belongs to. */
	readonly section: Uint8Array<ArrayBuffer>;
	/** Per row: 1 + index of its special, or 0. */
	readonly special: Uint16Array<ArrayBuffer>;
	/** Rows whose choices are settled by a lock or a pin: a search must leave them as they are. */
	readonly fixed: Uint8Array;
	private readonly decided: Uint8Array;
	/** Rows decided, specials included. */
	done = 0;

	constructor(design: Design) {
		const { count } = design.supply;
		this.width = design.layers.length;
		this.dna = new Uint16Array(count * this.width).fill(NONE);
		this.ledger = new Ledger(design, this.dna);
		this.unique = uniqueColumns(design);
		this.section = new Uint8Array(count);
		this.special = new Uint16Array(count);
		this.fixed = new Uint8Array(count);
		this.decided = new Uint8Array(count);
	}

	get count(): number {
		return this.decided.length;
	}

	isDecided(row: number): boolean {
		return this.decided[row] === 1;
	}

	/** The decided rows that show traits. */
	decidedRows(): number[] {
		return [...this.decided.keys()].filter((row) => this.decided[row] === 1 && this.special[row] === 0);
	}

	/** Makes a row special number `index`: it shows no traits and forbids nothing. */
	makeSpecial(row: number, index: number): void {
		this.special[row] = index + 1;
		this.decided[row] = 1;
		this.done++;
	}

	/** Decides a row with what its DNA holds now. */
	place(row: number): void {
		this.ledger.add(row);
		this.decided[row] = 1;
		this.done++;
	}

	/** Undoes `place`; the DNA must still be the same. */
	unplace(row: number): void {
		this.ledger.remove(row);
		this.decided[row] = 0;
		this.done--;
	}
}
