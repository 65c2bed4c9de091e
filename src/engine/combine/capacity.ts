/** How many tokens a section can have at most under rules, uniqueness and strict pairs. */
import { countsAt, countTokens } from './diagram-count.ts';
import type { Diagram } from './diagram.ts';
import { matchPairs } from './pair-matching.ts';
import { NONE } from './plan.ts';
import type { SectionModel } from './section-model.ts';

export interface Capacity {
	/** Different tokens under the rules, over the layers that count; Infinity if none counts. */
	possible: bigint | number;
	/** The same, over all layers if none counts. */
	tokens: bigint;
	/** Tokens that fit into one collection. */
	largest: bigint | number;
	/** Whether `largest` is reachable; else it is a proven upper bound. */
	exact: boolean;
	/** Indices of the strict pairs (of the active ones) that make it smaller than `possible`. */
	pairs: number[];
	/** Per strict pair (of the active ones): what it alone leaves of `possible`. */
	pairLimits: { largest: bigint | number; exact: boolean }[];
}

export function capacityOf(model: SectionModel, unique: readonly number[], pairs: readonly number[][]): Capacity {
	const { diagram } = model.sampler;
	const tokens = countTokens(diagram, unique.length > 0 ? unique.length : undefined);
	const possible = unique.length > 0 ? tokens : Infinity;
	const best: Capacity = {
		possible,
		tokens,
		largest: possible,
		exact: diagram.dropped.length === 0,
		pairs: [],
		pairLimits: [],
	};
	const lower = (largest: bigint | number, exact: boolean, because: number[]) => {
		if (largest < best.largest) Object.assign(best, { largest, exact: exact && best.exact, pairs: because });
	};
	for (const [index, pair] of pairs.entries()) {
		const first = model.pairFirst(pair).diagram;
		const inside = unique.length === 0 || pair.every((column) => unique.includes(column));
		const alone = pairCapacity(first, pair, unique, possible);
		const exact = inside && first.dropped.length === 0 && diagram.dropped.length === 0;
		best.pairLimits.push({ largest: alone < possible ? alone : possible, exact });
		lower(alone, inside && first.dropped.length === 0, [index]);
	}
	if (pairs.length > 1) best.exact = false;
	for (const [a, first] of pairs.entries()) {
		for (const [b, second] of pairs.slice(a + 1).entries()) {
			const matched = matchPairs(model, first, second, unique);
			if (matched === undefined) continue;
			lower(matched, true, [a, a + 1 + b]);
			const inside = [...first, ...second].every((column) => unique.length === 0 || unique.includes(column));
			// The matching is the whole truth when there are no other pairs.
			if (pairs.length === 2 && inside && diagram.dropped.length === 0) best.exact = true;
		}
	}
	return best;
}

/** Complete tuples, each once, and every token whose tuple has a None. */
function pairCapacity(
	diagram: Diagram,
	pair: readonly number[],
	unique: readonly number[],
	possible: bigint | number,
): bigint | number {
	const inPair = new Set(pair);
	const complete = (column: number, value: number) => !inPair.has(column) || value !== NONE;
	const tuples = countsAt(diagram, pair.length, complete)[0] ?? 0n;
	const depth = new Set([...pair, ...unique]).size;
	const all = countTokens(diagram, depth);
	const whole = countsAt(diagram, depth, complete)[0] ?? 0n;
	if (all === whole) return tuples;
	if (typeof possible === 'number') return possible;
	return depth === unique.length ? tuples + all - whole : possible;
}
