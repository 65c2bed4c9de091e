/**
 * What a choice in one column takes away from columns decided later. Every exclusion, and every implication whose targets
 * lie in one column, says no more than that certain pairs of classes do not go together (a binary constraint network);
 * only implications with targets in several columns stay as they are.
 */
import type { OptionClass } from './option-classes.ts';
import type { Clause } from './rule-clauses.ts';

/** The bits of one column's still allowed classes in a state of 32-bit words. */
export interface Field {
	word: number;
	/** Of the first word; 0 if the field has several. */
	shift: number;
	/** All classes allowed, per word, shifted. */
	full: number[];
}

export interface Limits {
	/** Per depth; absent where nothing decided earlier limits the column. */
	fields: (Field | undefined)[];
	/** Words that the fields take. */
	words: number;
	/** Per depth and class: per later depth, the classes it rules out. */
	conflicts: Map<number, Set<number>>[][];
	/** Per depth and class: forbidden whatever else is chosen. */
	never: boolean[][];
	/** Indices of the clauses that are not pairwise. */
	wide: number[];
}

/** @param classes per depth. @param order column of each depth. */
export function pairwiseLimits(
	order: readonly number[],
	classes: readonly OptionClass[][],
	clauses: readonly Clause[],
): Limits {
	const members = membership(classes, clauses.length);
	const depthOf = new Map(order.map((column, depth) => [column, depth]));
	const conflicts = classes.map((list) => list.map(() => new Map<number, Set<number>>()));
	const never = classes.map((list) => list.map(() => false));
	const wide: number[] = [];
	const clash = (depthA: number, classA: number, depthB: number, classB: number) => {
		const [early, option, late, other] =
			depthA < depthB ? [depthA, classA, depthB, classB] : [depthB, classB, depthA, classA];
		const ruledOut = conflicts[early][option].get(late) ?? new Set();
		conflicts[early][option].set(late, ruledOut.add(other));
	};
	for (const [index, clause] of clauses.entries()) {
		const { when, target } = members[index];
		if (clause.kind === 'forbid') {
			for (const a of when)
				for (const b of target) if (a.depth !== b.depth) clash(a.depth, a.option, b.depth, b.option);
			continue;
		}
		if (clause.target.size > 1) {
			wide.push(index);
			continue;
		}
		const depth = [...clause.target.keys()].map((column) => depthOf.get(column))[0];
		const good = new Set(target.map(({ option }) => option));
		for (const a of when) {
			if (depth === undefined || (a.depth === depth && !good.has(a.option))) never[a.depth][a.option] = true;
			if (depth === undefined || a.depth === depth) continue;
			for (const option of classes[depth].keys()) if (!good.has(option)) clash(a.depth, a.option, depth, option);
		}
	}
	return { ...layout(classes, conflicts), conflicts, never, wide };
}

interface Member {
	depth: number;
	option: number;
}

function membership(classes: readonly OptionClass[][], count: number): { when: Member[]; target: Member[] }[] {
	const members = Array.from({ length: count }, (): { when: Member[]; target: Member[] } => ({ when: [], target: [] }));
	for (const [depth, list] of classes.entries()) {
		for (const [option, { touches }] of list.entries()) {
			for (const { clause, when, target } of touches) {
				if (when) members[clause].when.push({ depth, option });
				if (target) members[clause].target.push({ depth, option });
			}
		}
	}
	return members;
}

function layout(
	classes: readonly OptionClass[][],
	conflicts: readonly Map<number, Set<number>>[][],
): { fields: (Field | undefined)[]; words: number } {
	const limited = new Set(conflicts.flatMap((list) => list.flatMap((map) => [...map.keys()])));
	let word = 0;
	let shift = 0;
	const fields = classes.map((list, depth): Field | undefined => {
		if (!limited.has(depth)) return undefined;
		if (shift + list.length > 32 && shift > 0) [word, shift] = [word + 1, 0];
		const full = Array.from(
			{ length: Math.ceil(list.length / 32) },
			(_, at) => lowBits(list.length - 32 * at) << shift,
		);
		const field = { word, shift, full };
		if (list.length > 32) word += full.length;
		else shift += list.length;
		return field;
	});
	return { fields, words: word + (shift > 0 ? 1 : 0) };
}

function lowBits(count: number): number {
	return count >= 32 ? -1 : (1 << count) - 1;
}
