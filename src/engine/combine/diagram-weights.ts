/**
 * Total weights of completions (the backward pass) and the chance of every choice (forward times backward). Float64: all
 * terms are positive and nothing is subtracted, so a relative error stays below 2^-52 × (columns + classes), far under
 * what any test of a collection could see.
 */
import type { Diagram, Level } from './diagram.ts';

export interface Weights {
	/** Per level and node: the weight of all completions, times a power of two that keeps the level near 1. */
	completions: Float64Array[];
	/** Per level: that power of two, relative to the next level. */
	scales: number[];
}

export function completionWeights({ levels }: Diagram): Weights {
	const completions: Float64Array[] = [Float64Array.of(1)];
	const scales: number[] = [];
	for (const level of levels.toReversed()) {
		const below = completions[completions.length - 1];
		const sums = levelSums(level, below);
		let largest = 0;
		for (const sum of sums) if (sum > largest) largest = sum;
		const scale = powerNear(largest);
		for (let node = 0; node < sums.length; node++) sums[node] *= scale;
		completions.push(sums);
		scales.push(scale);
	}
	return { completions: completions.reverse(), scales: scales.reverse() };
}

function levelSums({ classes, children, nodes }: Level, below: Float64Array): Float64Array<ArrayBuffer> {
	const sums = new Float64Array(nodes);
	const shares = classes.map(({ share }) => share);
	for (let node = 0, edge = 0; node < nodes; node++) {
		let sum = 0;
		for (let option = 0; option < shares.length; option++, edge++) {
			const child = children[edge];
			if (child >= 0) sum += shares[option] * below[child];
		}
		sums[node] = sum;
	}
	return sums;
}

/** 1 / value rounded to a power of two, so that scaling is exact. */
function powerNear(value: number): number {
	let scale = 1;
	if (!(value > 0)) return scale;
	while (value * scale < 0.5) scale *= 2;
	while (value * scale >= 1) scale /= 2;
	return scale;
}

/**
 * The chance of each class under the rules, uniqueness aside.
 * @returns per level, per class.
 */
export function classChances({ levels }: Diagram, { completions, scales }: Weights): Float64Array[] {
	let forward: Float64Array = Float64Array.of(completions[0].length > 0 ? 1 / completions[0][0] : 0);
	return levels.map(({ classes, children, nodes }, depth) => {
		const below = completions[depth + 1];
		const chances = new Float64Array(classes.length);
		const next = new Float64Array(below.length);
		const factors = classes.map(({ share }) => share * scales[depth]);
		for (let node = 0, edge = 0; node < nodes; node++) {
			const weight = forward[node];
			for (let option = 0; option < factors.length; option++, edge++) {
				const child = children[edge];
				if (child < 0) continue;
				const flow = weight * factors[option];
				next[child] += flow;
				chances[option] += flow * below[child];
			}
		}
		forward = next;
		return chances;
	});
}
