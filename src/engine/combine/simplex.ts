/**
 * The revised simplex method with an explicit inverse of the basis (Dantzig), for problems whose columns are made on
 * demand: minimise cost · x subject to A x = b, x ≥ 0. Small dense problems of some hundred rows.
 */

export interface SimplexColumn {
	cost: number;
	/** Row → coefficient; rows not named are 0. */
	entries: ReadonlyMap<number, number>;
}

export interface SimplexProblem {
	/** Right-hand side, ≥ 0 in terms of the first basis. */
	target: readonly number[];
	/** One column per row, whose inverse is easy for the caller. */
	basis: SimplexColumn[];
	inverse: Float64Array[];
	/** A column with negative reduced cost under the given row prices, or undefined at the optimum. */
	nextColumn(prices: Float64Array): SimplexColumn | undefined;
	maxSteps: number;
}

const TINY = 1e-9;
/** Steps after which the prices are worked out anew, so that rounding errors do not add up. */
const REFRESH = 64;

/** @returns the row prices (dual values) it ended with: the optimum's, or the best so far after `maxSteps`. */
export function simplexPrices({ target, basis, inverse, nextColumn, maxSteps }: SimplexProblem): Float64Array {
	const rows = target.length;
	const values = inverse.map((row) => row.reduce((sum, entry, at) => sum + entry * target[at], 0));
	const prices = new Float64Array(rows);
	for (let step = 0; ; step++) {
		if (step % REFRESH === 0) refreshPrices(prices, basis, inverse);
		if (step === maxSteps) return prices;
		const column = nextColumn(prices);
		if (column === undefined) return prices;
		const direction = inverse.map((row) => {
			let sum = 0;
			for (const [at, entry] of column.entries) sum += row[at] * entry;
			return sum;
		});
		let leaving = -1;
		let least = Infinity;
		for (let row = 0; row < rows; row++) {
			if (direction[row] <= TINY) continue;
			const ratio = Math.max(0, values[row]) / direction[row];
			// Among equals the largest pivot, which is the most stable.
			if (ratio < least - TINY || (ratio < least + TINY && direction[row] > (direction[leaving] ?? 0))) {
				[leaving, least] = [row, ratio];
			}
		}
		if (leaving < 0) return prices;
		let reduced = column.cost;
		for (const [at, entry] of column.entries) reduced -= prices[at] * entry;
		pivot(inverse, values, direction, leaving);
		basis[leaving] = column;
		for (let at = 0; at < rows; at++) prices[at] += reduced * inverse[leaving][at];
	}
}

function refreshPrices(prices: Float64Array, basis: readonly SimplexColumn[], inverse: readonly Float64Array[]): void {
	prices.fill(0);
	for (const [row, { cost }] of basis.entries()) {
		if (cost !== 0) for (let at = 0; at < prices.length; at++) prices[at] += cost * inverse[row][at];
	}
}

function pivot(inverse: Float64Array[], values: number[], direction: readonly number[], leaving: number): void {
	const pivotRow = inverse[leaving];
	const scale = 1 / direction[leaving];
	for (let at = 0; at < pivotRow.length; at++) pivotRow[at] *= scale;
	values[leaving] *= scale;
	for (const [row, factor] of direction.entries()) {
		if (row === leaving || factor === 0) continue;
		const other = inverse[row];
		for (let at = 0; at < other.length; at++) other[at] -= factor * pivotRow[at];
		values[row] -= factor * values[leaving];
	}
}
