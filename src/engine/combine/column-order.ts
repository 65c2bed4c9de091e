/**
 * The order in which a diagram decides its columns. The number of nodes at a depth is at most the number of ways in which
 * the columns decided before still matter to those after, so the order is built column by column to keep that product
 * small (the pathwidth problem, greedy from every start). No logarithms: the order decides which token a seed draws, and
 * sums and products are the same on every machine.
 */
import type { OptionClass } from './option-classes.ts';

/** A clause over more columns than this is a property of the whole token: it adds a few states, not some per column. */
const NARROW = 4;
/** States that such a clause adds while it is open. */
const BROAD_STATES = 3;

/**
 * @param classes per column.
 * @param groups columns in groups that must follow each other; the order inside a group is free.
 */
export function columnOrder(classes: readonly OptionClass[][], groups: readonly (readonly number[])[]): number[] {
	const cut = new Cut(classes);
	let best: { order: number[]; nodes: number } | undefined;
	for (const start of groups.find((group) => group.length > 0) ?? []) {
		const found = greedy(start, groups, cut);
		if (best === undefined || found.nodes < best.nodes) best = found;
	}
	return best?.order ?? [];
}

function greedy(start: number, groups: readonly (readonly number[])[], cut: Cut): { order: number[]; nodes: number } {
	cut.clear();
	const order: number[] = [];
	let nodes = 0;
	for (const group of groups) {
		const waiting = new Set(group);
		while (waiting.size > 0) {
			let next = start;
			let least = Infinity;
			if (order.length > 0) {
				for (const column of waiting) {
					const states = cut.statesWith(column);
					if (states < least) [next, least] = [column, states];
				}
			}
			cut.place(next);
			waiting.delete(next);
			order.push(next);
			nodes += cut.states;
		}
	}
	return { order, nodes };
}

/** The line between the columns placed and the others, and an upper estimate of the states that cross it. */
class Cut {
	states = 1;
	/** Per clause: its columns, and how many of them are not placed. */
	private readonly scopes: number[][] = [];
	private readonly open: number[];
	/** Per column: its clauses; the narrow ones by bit, with the flags of each class. */
	private readonly clausesOf: number[][];
	private readonly narrowOf: number[][];
	private readonly flags: number[][][];
	private readonly known: Map<number, number>[];
	private readonly placed: boolean[];

	constructor(classes: readonly OptionClass[][]) {
		for (const [column, list] of classes.entries()) {
			for (const { clause } of list.flatMap(({ touches }) => touches)) {
				const scope = (this.scopes[clause] ??= []);
				if (!scope.includes(column)) scope.push(column);
			}
		}
		this.open = Array.from(this.scopes, (scope) => scope?.length ?? 0);
		this.clausesOf = classes.map((list) => [
			...new Set(list.flatMap(({ touches }) => touches.map(({ clause }) => clause))),
		]);
		// Thirty clauses of one column fit into a bit mask; more would hardly tell orders apart.
		this.narrowOf = this.clausesOf.map((list) =>
			list.filter((clause) => this.scopes[clause].length <= NARROW).slice(0, 30),
		);
		this.flags = classes.map((list, column) =>
			list.map(({ touches }) =>
				this.narrowOf[column].map((clause) => {
					const touch = touches.find((candidate) => candidate.clause === clause);
					return (touch?.when === true ? 1 : 0) + (touch?.target === true ? 2 : 0);
				}),
			),
		);
		this.known = classes.map(() => new Map());
		this.placed = classes.map(() => false);
	}

	clear(): void {
		this.states = 1;
		this.placed.fill(false);
		for (const [clause, scope] of this.scopes.entries()) this.open[clause] = scope?.length ?? 0;
	}

	place(column: number): void {
		this.states = this.statesWith(column);
		this.placed[column] = true;
		for (const clause of this.clausesOf[column]) this.open[clause]--;
	}

	/** The states there would be with one more column placed. Only columns that share a clause with it change. */
	statesWith(column: number): number {
		let states = this.states;
		const around = new Set<number>();
		for (const clause of this.clausesOf[column]) {
			const scope = this.scopes[clause];
			if (scope.length > NARROW) {
				if (this.open[clause] === scope.length && scope.length > 1) states *= BROAD_STATES;
				if (this.open[clause] === 1) states /= BROAD_STATES;
			} else {
				for (const other of scope) if (this.placed[other]) around.add(other);
			}
		}
		for (const other of around) states /= this.ways(other);
		for (const clause of this.clausesOf[column]) this.open[clause]--;
		for (const other of around) states *= this.ways(other);
		states *= this.ways(column);
		for (const clause of this.clausesOf[column]) this.open[clause]++;
		return states;
	}

	/** In how many ways the column's choice matters to its open clauses. */
	private ways(column: number): number {
		let mask = 0;
		for (const [bit, clause] of this.narrowOf[column].entries()) if (this.open[clause] > 0) mask |= 1 << bit;
		let ways = this.known[column].get(mask);
		if (ways === undefined) {
			const open = this.narrowOf[column].flatMap((_, bit) => ((mask >> bit) & 1 ? [bit] : []));
			ways = new Set(this.flags[column].map((flags) => open.map((bit) => flags[bit]).join(''))).size;
			this.known[column].set(mask, ways);
		}
		return ways;
	}
}
