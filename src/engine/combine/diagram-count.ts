/** Exact numbers of what a diagram holds. */
import type { Diagram } from './diagram.ts';

/**
 * The number of different tokens, told apart by the first `depth` columns of the diagram only: choices of the later
 * columns do not count, but at least one must exist.
 */
export function countTokens(diagram: Diagram, depth = diagram.levels.length): bigint {
	return countsAt(diagram, depth)[0] ?? 0n;
}

/** Per node of level 0, the number of different beginnings of `depth` columns. `counted` narrows the DNA values that count. */
export function countsAt(
	diagram: Diagram,
	depth: number,
	counted?: (column: number, value: number) => boolean,
): bigint[] {
	const { levels } = diagram;
	let below: bigint[] = Array.from({ length: depth < levels.length ? levels[depth].nodes : 1 }, () => 1n);
	for (const { column, classes, children, nodes } of levels.slice(0, depth).reverse()) {
		const sizes = classes.map(({ values }) =>
			BigInt(counted === undefined ? values.length : values.filter((value) => counted(column, value)).length),
		);
		const counts: bigint[] = [];
		for (let node = 0; node < nodes; node++) {
			let sum = 0n;
			for (let option = 0; option < classes.length; option++) {
				const child = children[node * classes.length + option];
				if (child >= 0) sum += sizes[option] * below[child];
			}
			counts.push(sum);
		}
		below = counts;
	}
	return below;
}
