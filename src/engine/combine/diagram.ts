/**
 * The layered decision diagram of a space (a multi-valued decision diagram; Bryant 1986, Kam et al. 1998). One level per
 * column, one node per state that allows a different future, one edge per option class. Every path from the first node to
 * the end is a set of tokens that obeys every clause, and every such token is on exactly one path.
 */
import type { OptionClass } from './option-classes.ts';
import { optionClasses } from './option-classes.ts';
import { reduceLevels } from './diagram-reduce.ts';
import { nextStates, stateRules } from './diagram-states.ts';
import type { Clause } from './rule-clauses.ts';
import type { Column } from './section-space.ts';

export interface Level {
	/** The column it decides: an index of `Space.columns`. */
	column: number;
	classes: OptionClass[];
	nodes: number;
	/** `nodes × classes`: node of the next level, or -1 where the class is not allowed. */
	children: Int32Array;
}

export interface Diagram {
	/** In deciding order. Level 0 has one node, or none if nothing is possible. After the last level there is one end. */
	levels: Level[];
	/** Clauses that were left out to stay within the node limit: the diagram then allows too much. */
	dropped: Clause[];
}

export interface DiagramRequest {
	columns: readonly Column[];
	clauses: readonly Clause[];
	/** Column indices in deciding order. */
	order: readonly number[];
	/** Nodes of all levels together, before equal ones are merged. */
	nodeLimit?: number;
}

const NODE_LIMIT = 400_000;

/** Compiles the clauses. Past the node limit the clauses that reach across the widest level are left out, and named. */
export function compileDiagram(request: DiagramRequest): Diagram {
	let clauses = [...request.clauses];
	for (;;) {
		const { columns, order } = request;
		const classes = order.map((column) => optionClasses(column, columns[column], clauses));
		const result = expand(order, classes, clauses, request.nodeLimit ?? NODE_LIMIT);
		if (result.tooWide === undefined) {
			const kept = new Set(clauses);
			return {
				levels: reduceLevels(result.levels),
				dropped: request.clauses.filter((clause) => !kept.has(clause)),
			};
		}
		clauses = withoutWidest(clauses, order, result.tooWide);
	}
}

function expand(
	order: readonly number[],
	classes: readonly OptionClass[][],
	clauses: readonly Clause[],
	nodeLimit: number,
): { levels: Level[]; tooWide?: number } {
	const rules = stateRules(order, classes, clauses);
	const levels: Level[] = [];
	let states = rules.start;
	let total = 1;
	for (const [depth, column] of order.entries()) {
		const next = nextStates(rules, depth, states, nodeLimit - total);
		if (next === undefined) return { levels, tooWide: depth };
		levels.push({
			column,
			classes: classes[depth],
			nodes: next.children.length / classes[depth].length,
			children: next.children,
		});
		states = next.states;
		total += next.count;
	}
	return { levels };
}

/** Leaves out a quarter of the clauses alive after `depth`, those whose columns lie furthest apart. */
function withoutWidest(clauses: readonly Clause[], order: readonly number[], depth: number): Clause[] {
	const spans = clauses.map((clause) => {
		const depths = order.flatMap((column, at) => (clause.when.has(column) || clause.target.has(column) ? [at] : []));
		return { clause, first: Math.min(...depths), last: Math.max(...depths) };
	});
	const alive = spans.filter(({ first, last }) => first <= depth && last > depth);
	alive.sort((a, b) => b.last - b.first - (a.last - a.first));
	const gone = new Set(alive.slice(0, Math.max(1, alive.length >> 2)).map(({ clause }) => clause));
	return clauses.filter((clause) => !gone.has(clause));
}
