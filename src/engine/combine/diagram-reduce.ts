/** Brings a diagram into its smallest form: nodes without completion go, nodes with the same children become one. */
import type { Level } from './diagram.ts';

/** @param levels as expanded from the first column on; the last level's children are 0 (the end) or -1. */
export function reduceLevels(levels: readonly Level[]): Level[] {
	const reduced: Level[] = [];
	let renamed: Int32Array = Int32Array.of(0);
	for (const level of levels.toReversed()) {
		const found = mergeLevel(level, renamed);
		reduced.push(found.level);
		renamed = found.renamed;
	}
	reduced.reverse();
	return onlyReached(reduced);
}

/** @param below new numbers of the next level's nodes. @returns the level, and the new numbers of its own nodes. */
function mergeLevel(level: Level, below: Int32Array): { level: Level; renamed: Int32Array } {
	const width = level.classes.length;
	const children = new Int32Array(level.children.length);
	const renamed = new Int32Array(level.nodes);
	const mask = 2 ** (33 - Math.clz32(Math.max(8, level.nodes))) - 1;
	const slots = new Int32Array(mask + 1).fill(-1);
	let kept = 0;
	for (let node = 0; node < level.nodes; node++) {
		const base = kept * width;
		let hash = 0x811c9dc5;
		let alive = false;
		for (let option = 0; option < width; option++) {
			const old = level.children[node * width + option];
			const child = old < 0 ? -1 : below[old];
			children[base + option] = child;
			alive ||= child >= 0;
			hash = Math.imul(hash ^ child ^ (hash >>> 15), 0x9e3779b1);
		}
		if (!alive) {
			renamed[node] = -1;
			continue;
		}
		let at = (hash ^ (hash >>> 16)) & mask;
		while (slots[at] >= 0 && !sameChildren(children, slots[at] * width, base, width)) at = (at + 1) & mask;
		if (slots[at] < 0) slots[at] = kept++;
		renamed[node] = slots[at];
	}
	return { level: { ...level, nodes: kept, children: children.slice(0, kept * width) }, renamed };
}

function sameChildren(children: Int32Array, a: number, b: number, width: number): boolean {
	for (let option = 0; option < width; option++) if (children[a + option] !== children[b + option]) return false;
	return true;
}

/** Removes nodes that no path reaches: they hung on nodes that went, or on nothing at all. */
function onlyReached(levels: readonly Level[]): Level[] {
	let reached: number[] = levels.length > 0 && levels[0].nodes > 0 ? [0] : [];
	return levels.map((level, depth) => {
		const width = level.classes.length;
		const last = depth === levels.length - 1;
		const names = new Int32Array(last ? 1 : levels[depth + 1].nodes).fill(-1);
		const next: number[] = [];
		const children = new Int32Array(reached.length * width);
		for (const [at, node] of reached.entries()) {
			for (let option = 0; option < width; option++) {
				const child = level.children[node * width + option];
				if (child >= 0 && names[child] < 0) names[child] = next.push(child) - 1;
				children[at * width + option] = child < 0 ? -1 : names[child];
			}
		}
		const nodes = reached.length;
		reached = next;
		return { ...level, nodes, children };
	});
}
