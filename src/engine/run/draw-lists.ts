/** The draw lists of some rows of the plan, as band workers take them. */
import type { Plan } from '../combine/plan.ts';
import type { DrawList } from '../design/draw-list.ts';
import type { DrawLists } from './band-protocol.ts';

/** @param rows plan rows, in the order in which the tokens are to come. */
export function drawListsOf(drawList: DrawList, plan: Plan, rows: readonly number[]): DrawLists {
	const offsets = new Uint32Array(rows.length + 1);
	const all = new Int32Array(rows.length * drawList.maxOps * 2);
	const ops = new Int32Array(drawList.maxOps * 2);
	for (const [i, row] of rows.entries()) {
		const count = drawList.opsFor(plan, row, ops);
		all.set(ops.subarray(0, count * 2), offsets[i]);
		offsets[i + 1] = offsets[i] + count * 2;
	}
	return { offsets, ops: all.slice(0, offsets[rows.length]) };
}

/** Those of the draw list's sources that some token of the plan is made of, ascending. */
export function usedSources(drawList: DrawList, plan: Plan): number[] {
	const used = new Set<number>();
	const ops = new Int32Array(drawList.maxOps * 2);
	for (let row = 0; row < plan.count && used.size < drawList.sources.length; row++) {
		const count = drawList.opsFor(plan, row, ops);
		for (let i = 0; i < count; i++) used.add(ops[2 * i]);
	}
	return Array.from(used).toSorted((a, b) => a - b);
}

/** `count` consecutive rows from `first`. */
export function rowRange(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, i) => first + i);
}
