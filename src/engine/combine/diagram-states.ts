/**
 * The state of a diagram node: the classes still allowed in each later column, and for each implication with targets in
 * several columns whether it is idle (0), due (1) or met (2). Only what matters for columns still to come is kept, so
 * equal states allow the same future and each is kept once per level. A state that leaves a later column nothing is dead.
 */
import type { OptionClass } from './option-classes.ts';
import { pairwiseLimits, type Limits } from './pairwise-limits.ts';
import type { Clause } from './rule-clauses.ts';
import { StateTable } from './state-table.ts';

const CLAUSES_PER_WORD = 16;

export interface StateRules {
	/** 32-bit words per state. */
	words: number;
	/** The one state of level 0. */
	start: Uint32Array;
	/** Per depth and class: what choosing it does; absent where it is never allowed. */
	moves: (Move | undefined)[][];
}

interface Move {
	/** The bit that must be set for the class to be allowed; mask 0 if nothing limits the column. */
	own: { word: number; mask: number };
	/** Bits to clear: the column's own field, and in each later field what the choice rules out. */
	clears: { word: number; mask: number }[];
	/** Fields that must keep a bit. */
	needs: { word: number; masks: number[] }[];
	/** For one wide implication: the next two bits for each of the old ones; 4 = dead. */
	wide: { word: number; shift: number; next: number[] }[];
}

export function stateRules(
	order: readonly number[],
	classes: readonly OptionClass[][],
	clauses: readonly Clause[],
): StateRules {
	const limits = pairwiseLimits(order, classes, clauses);
	const words = Math.max(1, limits.words + Math.ceil(limits.wide.length / CLAUSES_PER_WORD));
	const start = new Uint32Array(words);
	for (const field of limits.fields) field?.full.forEach((mask, at) => (start[field.word + at] |= mask));
	const moves = classes.map((list, depth) =>
		list.map((option, index): Move | undefined => {
			if (limits.never[depth][index]) return undefined;
			return { ...limitMove(limits, depth, index), wide: wideMoves(order, clauses, limits, depth, option) };
		}),
	);
	return { words, start, moves };
}

function limitMove(limits: Limits, depth: number, option: number): Omit<Move, 'wide'> {
	const clears: Move['clears'] = [];
	const needs: Move['needs'] = [];
	const own = { word: 0, mask: 0 };
	const field = limits.fields[depth];
	if (field !== undefined) {
		own.word = field.word + (option >> 5);
		own.mask = 1 << (field.shift + (option & 31));
		for (const [at, mask] of field.full.entries()) clears.push({ word: field.word + at, mask });
	}
	for (const [late, ruledOut] of limits.conflicts[depth][option]) {
		const other = limits.fields[late];
		if (other === undefined) continue;
		for (const classIndex of ruledOut) {
			const word = other.word + (classIndex >> 5);
			const mask = 1 << (other.shift + (classIndex & 31));
			const found = clears.find((clear) => clear.word === word);
			if (found === undefined) clears.push({ word, mask });
			else found.mask |= mask;
		}
		needs.push({ word: other.word, masks: other.full });
	}
	return { own, clears, needs };
}

function wideMoves(
	order: readonly number[],
	clauses: readonly Clause[],
	limits: Limits,
	depth: number,
	{ touches }: OptionClass,
): Move['wide'] {
	const later = order.slice(depth + 1);
	return limits.wide.flatMap((clause, at) => {
		const { when, target } = clauses[clause];
		if (!when.has(order[depth]) && !target.has(order[depth])) return [];
		const touch = touches.find((candidate) => candidate.clause === clause);
		const moreWhen = later.some((column) => when.has(column));
		const moreTarget = later.some((column) => target.has(column));
		const next = [0, 1, 2, 3].map((bits) => {
			if (touch?.target === true || bits === 2) return moreWhen ? 2 : 0;
			if (touch?.when !== true && bits === 0) return 0;
			return moreTarget ? 1 : 4;
		});
		const word = limits.words + Math.floor(at / CLAUSES_PER_WORD);
		return next.every((value, bits) => value === bits) ? [] : [{ word, shift: (at % CLAUSES_PER_WORD) * 2, next }];
	});
}

/**
 * Decides one column for every state of a level.
 * @returns children (`states × classes`, -1 where forbidden) and the distinct states of the next level, or undefined
 *   when there would be more than `limit`.
 */
export function nextStates(
	{ words, moves }: StateRules,
	depth: number,
	states: Uint32Array,
	limit: number,
): { children: Int32Array; states: Uint32Array; count: number } | undefined {
	const nodes = states.length / words;
	const width = moves[depth].length;
	const children = new Int32Array(nodes * width).fill(-1);
	const table = new StateTable(words, nodes);
	for (let node = 0; node < nodes; node++) {
		for (let option = 0; option < width; option++) {
			const move = moves[depth][option];
			if (move !== undefined && apply(move, states, node * words, table.scratch)) {
				children[node * width + option] = table.enter();
			}
		}
		if (table.count > limit) return undefined;
	}
	return { children, states: table.states.slice(0, table.count * words), count: table.count };
}

function apply(move: Move, states: Uint32Array, base: number, out: Uint32Array): boolean {
	if (move.own.mask !== 0 && (states[base + move.own.word] & move.own.mask) === 0) return false;
	for (let word = 0; word < out.length; word++) out[word] = states[base + word];
	for (const { word, mask } of move.clears) out[word] &= ~mask;
	for (const { word, masks } of move.needs) {
		let left = 0;
		for (let at = 0; at < masks.length; at++) left |= out[word + at] & masks[at];
		if (left === 0) return false;
	}
	for (const { word, shift, next } of move.wide) {
		const bits = (out[word] >>> shift) & 3;
		const value = next[bits];
		if (value === 4) return false;
		out[word] ^= (bits ^ value) << shift;
	}
	return true;
}
