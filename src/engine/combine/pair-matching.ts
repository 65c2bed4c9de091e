/**
 * Two strict pairs together, as a flow: every token joins a tuple of the one to a tuple of the other, and each complete
 * tuple has room for one token. The maximum flow is the most tokens that any collection can have.
 */
import { countsAt, countTokens } from './diagram-count.ts';
import type { Diagram } from './diagram.ts';
import { FlowNetwork } from './max-flow.ts';
import { NONE } from './plan.ts';
import type { SectionModel } from './section-model.ts';

/** Combinations of the pairs' layers looked at, at most. */
const LIMIT = 100_000n;
/** The same without regard to rules: past this it is not worth finding out. */
const PRODUCT_LIMIT = 1_000_000;

/** Room enough for any collection. */
const PLENTY = 2 ** 40;

/** @returns undefined if there are too many combinations to look at, or nothing that limits the collection. */
export function matchPairs(
	model: SectionModel,
	first: readonly number[],
	second: readonly number[],
	unique: readonly number[],
): bigint | undefined {
	const columns = [...new Set([...first, ...second])];
	const product = columns.reduce((all, column) => all * model.space.columns[column].values.length, 1);
	if (product > PRODUCT_LIMIT) return undefined;
	const { diagram } = model.pairFirst(columns);
	if (countTokens(diagram, columns.length) > LIMIT) return undefined;
	const loose = looseTokens(diagram, first, second, new Set([...columns, ...unique]).size);
	if (loose > 0n && unique.length === 0) return undefined;
	const left = new Map<string, number>();
	const right = new Map<string, number>();
	const links: [string, string][] = [];
	for (const values of beginnings(diagram, columns.length)) {
		const from = tupleKey(first, values);
		const to = tupleKey(second, values);
		if (from === '' && to === '') continue;
		if (!left.has(from)) left.set(from, left.size);
		if (!right.has(to)) right.set(to, right.size);
		links.push([from, to]);
	}
	const network = new FlowNetwork(2 + left.size + right.size);
	for (const [key, node] of left) network.addEdge(0, 2 + node, key === '' ? PLENTY : 1);
	for (const [key, node] of right) network.addEdge(2 + left.size + node, 1, key === '' ? PLENTY : 1);
	for (const [from, to] of links) {
		network.addEdge(2 + (left.get(from) ?? 0), 2 + left.size + (right.get(to) ?? 0), 1);
	}
	return BigInt(network.maximum(0, 1)) + loose;
}

/** Tokens with a None in both tuples: only uniqueness binds them. */
function looseTokens(diagram: Diagram, first: readonly number[], second: readonly number[], depth: number): bigint {
	const complete = (columns: readonly number[]) =>
		countsAt(diagram, depth, (column, value) => value !== NONE || !columns.includes(column))[0] ?? 0n;
	return complete([]) - complete(first) - complete(second) + complete([...first, ...second]);
}

/** The tuple of a pair as text, empty if it has a None. */
function tupleKey(pair: readonly number[], values: ReadonlyMap<number, number>): string {
	const tuple = pair.map((column) => values.get(column) ?? NONE);
	return tuple.includes(NONE) ? '' : tuple.join();
}

/** Every different beginning of `depth` columns, as column → value; the same map each time. */
function* beginnings(
	diagram: Diagram,
	depth: number,
	level = 0,
	node = 0,
	values = new Map<number, number>(),
): Generator<ReadonlyMap<number, number>> {
	if (level === depth) {
		yield values;
		return;
	}
	const { classes, children, column, nodes } = diagram.levels[level];
	if (nodes === 0) return;
	for (const [option, { values: choices }] of classes.entries()) {
		const child = children[node * classes.length + option];
		if (child < 0) continue;
		for (const value of choices) {
			values.set(column, value);
			yield* beginnings(diagram, depth, level + 1, child, values);
		}
	}
}
