/** What the tokens placed so far forbid to the next: equal rows over the layers that count, and strict pairs' tuples. */
import type { Design } from '../design/design.ts';
import { NONE } from './plan.ts';
import { RowTable } from './row-table.ts';

/** Layer indices of each active strict pair. */
export function activePairs(design: Design): number[][] {
	return design.strictPairs
		.filter((pair) => pair.active)
		.map((pair) => pair.layers.map((id) => design.layers.findIndex((layer) => layer.id === id)))
		.filter((pair) => pair.length > 1 && !pair.includes(-1));
}

/** Indices of the layers that count for uniqueness. */
export function uniqueColumns(design: Design): number[] {
	return design.layers.flatMap((layer, index) => (layer.unique ? [index] : []));
}

export class Ledger {
	readonly pairs: readonly number[][];
	private readonly dna: Uint16Array;
	private readonly width: number;
	private readonly rows: RowTable | undefined;
	private readonly tuples: RowTable[];

	constructor(design: Design, dna: Uint16Array) {
		this.dna = dna;
		this.width = design.layers.length;
		this.pairs = activePairs(design);
		const unique = uniqueColumns(design);
		this.rows = unique.length > 0 ? new RowTable(dna, this.width, unique, design.supply.count) : undefined;
		this.tuples = this.pairs.map((pair) => new RowTable(dna, this.width, pair));
	}

	/** Whether `row` may not join the placed tokens. */
	clashes(row: number): boolean {
		if (this.rows !== undefined && this.rows.find(row) >= 0) return true;
		for (let pair = 0; pair < this.tuples.length; pair++) {
			if (this.complete(row, pair) && this.tuples[pair].find(row) >= 0) return true;
		}
		return false;
	}

	/** The placed tokens that keep `row` out, each once. */
	clashingRows(row: number): number[] {
		const found = new Set<number>();
		if (this.rows !== undefined) found.add(this.rows.find(row));
		for (const [pair, table] of this.tuples.entries()) if (this.complete(row, pair)) found.add(table.find(row));
		found.delete(-1);
		return [...found];
	}

	add(row: number): void {
		this.rows?.add(row);
		for (const [pair, table] of this.tuples.entries()) if (this.complete(row, pair)) table.add(row);
	}

	/** Takes a token out; its row must still hold what it was added with. */
	remove(row: number): void {
		this.rows?.remove(row);
		for (const [pair, table] of this.tuples.entries()) if (this.complete(row, pair)) table.remove(row);
	}

	/** Whether the token's tuple counts: one with a None in it does not. */
	complete(row: number, pair: number): boolean {
		for (const column of this.pairs[pair]) if (this.dna[row * this.width + column] === NONE) return false;
		return true;
	}
}
