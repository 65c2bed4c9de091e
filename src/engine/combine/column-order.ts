/**
 * The order in which a diagram decides its columns. A column stays in the diagram's state until the last column that it
 * shares a clause with is decided, so columns that share clauses should stand close together (the pathwidth problem).
 * Greedy from every start, the narrowest result wins; integers only, since the order decides which token a seed draws.
 */
import type { OptionClass } from './option-classes.ts';

/**
 * @param classes per column.
 * @param groups columns in groups that must follow each other; the order inside a group is free.
 */
export function columnOrder(classes: readonly OptionClass[][], groups: readonly (readonly number[])[]): number[] {
	const graph = neighbours(classes);
	// 4 × log2 of the number of classes, rounded down.
	const bits = classes.map((list) => {
		const square = Math.min(list.length, 200) * Math.min(list.length, 200);
		return 31 - Math.clz32(square * square);
	});
	let best: { order: number[]; width: number; sum: number } | undefined;
	const starts = groups.find((group) => group.length > 0) ?? [];
	for (const start of starts) {
		const found = greedy(start, groups, graph, bits);
		if (best === undefined || found.width < best.width || (found.width === best.width && found.sum < best.sum)) {
			best = found;
		}
	}
	return best?.order ?? [];
}

function neighbours(classes: readonly OptionClass[][]): Set<number>[] {
	const scopes = new Map<number, Set<number>>();
	for (const [column, list] of classes.entries()) {
		for (const { touches } of list) {
			for (const { clause } of touches) scopes.set(clause, (scopes.get(clause) ?? new Set()).add(column));
		}
	}
	const graph = classes.map(() => new Set<number>());
	for (const scope of scopes.values()) {
		for (const a of scope) for (const b of scope) if (a !== b) graph[a].add(b);
	}
	return graph;
}

function greedy(
	start: number,
	groups: readonly (readonly number[])[],
	graph: readonly Set<number>[],
	bits: readonly number[],
) {
	const order: number[] = [];
	const placed = graph.map(() => false);
	/** Neighbours not yet placed. */
	const open = graph.map((set) => set.size);
	let cut = 0;
	let width = 0;
	let sum = 0;
	const change = (column: number) => {
		let delta = open[column] > 0 ? bits[column] : 0;
		for (const other of graph[column]) if (placed[other] && open[other] === 1) delta -= bits[other];
		return delta;
	};
	const place = (column: number) => {
		cut += change(column);
		placed[column] = true;
		for (const other of graph[column]) open[other]--;
		order.push(column);
		width = Math.max(width, cut);
		sum += cut;
	};
	for (const group of groups) {
		const waiting = new Set(group);
		while (waiting.size > 0) {
			let next = -1;
			let least = Infinity;
			for (const column of order.length === 0 ? [start] : waiting) {
				const delta = change(column);
				if (delta < least) [next, least] = [column, delta];
			}
			place(next);
			waiting.delete(next);
		}
	}
	return { order, width, sum };
}
