/**
 * A proven lower bound for how far the counts must be missed, uniqueness and strict pairs aside: the linear programme "as
 * few tokens missing as possible, over all mixtures of lawful tokens", whose columns (tokens) are found as cheapest paths
 * through the diagram. Its row prices are the proof: they are rounded to fractions and the bound they give (Lagrange) is
 * worked out again in whole numbers, so no rounding of the solver can make it wrong.
 */
import { CheapestToken } from './cheapest-token.ts';
import type { Diagram } from './diagram.ts';
import { simplexPrices, type SimplexColumn } from './simplex.ts';

/** “At least / at most / exactly `target` tokens show one of the choices.” */
export interface CountRow {
	layer: number;
	values: number[];
	target: number;
	/** What a missing token costs, and one too many; whole numbers, 0 for what is allowed. */
	missing: number;
	extra: number;
}

export interface SectionTokens {
	diagram: Diagram;
	/** Tokens to draw. */
	count: number;
	/** Per layer: whether the section draws it. */
	drawn: boolean[];
}

export interface DemandBound {
	/** What every collection costs at least. */
	cost: number;
	/** Whole-number price per row; the rows with a price other than 0 are what conflicts. */
	prices: number[];
}

const DENOMINATORS = [1, 2, 3, 4, 6];
const MAX_STEPS = 4000;
/** Multiplications that the solver may take, and diagram edges that it may visit. */
const WORK = 600_000_000;
const EDGES = 300_000_000;

export function demandBound(rows: readonly CountRow[], sections: readonly SectionTokens[]): DemandBound {
	const prices = solve(rows, sections);
	let best: DemandBound = { cost: 0, prices: rows.map(() => 0) };
	for (const denominator of DENOMINATORS) {
		const whole = rows.map(({ missing, extra }, row) => {
			const price = Math.round(prices[row] * denominator);
			return Math.min(missing * denominator, Math.max(-extra * denominator, price)) + 0;
		});
		const cost = Math.ceil(provenCost(rows, whole, sections) / denominator);
		if (cost > best.cost) best = { cost, prices: whole };
	}
	return best;
}

/** Lagrange's bound for whole-number prices, times their denominator: exact as long as it stays below 2^53. */
export function provenCost(
	rows: readonly CountRow[],
	prices: readonly number[],
	sections: readonly SectionTokens[],
): number {
	const wanted = rows.reduce((sum, { target }, row) => sum + prices[row] * target, 0);
	const reward = rewards(rows, prices);
	return sections.reduce((sum, { diagram, count, drawn }) => {
		const best =
			count > 0 ? -new CheapestToken(diagram).find((layer, value) => (drawn[layer] ? -reward(layer, value) : 0)) : 0;
		return sum - best * count;
	}, wanted);
}

function rewards(rows: readonly CountRow[], prices: ArrayLike<number>): (layer: number, value: number) => number {
	const byChoice = new Map<number, number>();
	for (const [row, { layer, values }] of rows.entries()) {
		for (const value of values) {
			const key = layer * 65536 + value;
			byChoice.set(key, (byChoice.get(key) ?? 0) + prices[row]);
		}
	}
	return (layer, value) => byChoice.get(layer * 65536 + value) ?? 0;
}

function solve(rows: readonly CountRow[], sections: readonly SectionTokens[]): Float64Array {
	const active = sections.filter(({ count }) => count > 0);
	const rowsOf = new Map<number, number[]>();
	for (const [row, { layer, values }] of rows.entries()) {
		for (const value of values) {
			const key = layer * 65536 + value;
			rowsOf.set(key, [...(rowsOf.get(key) ?? []), row]);
		}
	}
	const paths = active.map(({ diagram }) => new CheapestToken(diagram));
	const tokenColumn = (section: number, reward: (layer: number, value: number) => number) => {
		const entries = new Map([[rows.length + section, 1]]);
		const cost = paths[section].find(
			(layer, value) => (active[section].drawn[layer] ? -reward(layer, value) : 0),
			(layer, value) => {
				if (!active[section].drawn[layer]) return;
				for (const row of rowsOf.get(layer * 65536 + value) ?? []) entries.set(row, 1);
			},
		);
		return { cost, column: { cost: 0, entries } satisfies SimplexColumn };
	};
	const unit = (row: number, sign: 1 | -1): SimplexColumn => ({
		cost: sign > 0 ? rows[row].missing : rows[row].extra,
		entries: new Map([[row, sign]]),
	});
	const first = active.map((_, section) => tokenColumn(section, () => 0).column);
	const size = rows.length + active.length;
	const edges = active.reduce(
		(sum, { diagram }) => sum + diagram.levels.reduce((all, { children }) => all + children.length, 0),
		0,
	);
	const inverse = Array.from({ length: size }, (_, row) =>
		Float64Array.from({ length: size }, (_, at) => (at === row ? 1 : 0)),
	);
	const basis: SimplexColumn[] = [];
	for (const [row, { target }] of rows.entries()) {
		const shown = first.reduce((sum, { entries }, section) => sum + (entries.get(row) ?? 0) * active[section].count, 0);
		const sign = target >= shown ? 1 : -1;
		basis.push(unit(row, sign));
		inverse[row][row] = sign;
		for (const [section, { entries }] of first.entries())
			inverse[row][rows.length + section] = -sign * (entries.get(row) ?? 0);
	}
	return simplexPrices({
		target: [...rows.map(({ target }) => target), ...active.map(({ count }) => count)],
		basis: [...basis, ...first],
		inverse,
		maxSteps: Math.min(MAX_STEPS, Math.ceil(WORK / (size * size)), Math.ceil(EDGES / Math.max(1, edges))),
		nextColumn: (prices) => {
			let best: { gain: number; column: SimplexColumn | undefined } = { gain: 1e-7, column: undefined };
			for (const row of rows.keys()) {
				for (const sign of [1, -1] as const) {
					const column = unit(row, sign);
					const gain = sign * prices[row] - column.cost;
					if (gain > best.gain) best = { gain, column };
				}
			}
			const reward = rewards(rows, prices);
			for (const section of active.keys()) {
				const { cost, column } = tokenColumn(section, reward);
				const gain = prices[rows.length + section] - cost;
				if (gain > best.gain) best = { gain, column };
			}
			return best.column;
		},
	});
}
