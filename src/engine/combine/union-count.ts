/** How many different tokens several sections have together: inclusion and exclusion over what they share. */
import { countTokens } from './diagram-count.ts';
import { compileSpace } from './section-model.ts';
import type { Space } from './section-space.ts';

/** 2^n diagrams are compiled for n spaces that overlap. */
const MOST_OVERLAPPING = 5;

export interface Count {
	number: bigint;
	/** Else `number` is a proven upper bound. */
	exact: boolean;
}

/**
 * @param counts of each space alone, over the columns that count.
 * @param unique the columns that count. Where others exist, what two spaces share cannot be told from a diagram of both.
 */
export function unionCount(spaces: readonly Space[], counts: readonly Count[], unique: readonly number[]): Count {
	const different = spaces.flatMap((space, index) =>
		spaces.findIndex((other) => sameTokens(space, other)) === index ? [index] : [],
	);
	const sum = different.reduce((all, index) => all + counts[index].number, 0n);
	const exact = different.every((index) => counts[index].exact);
	const overlapping = different.filter((index) =>
		different.some((other) => other !== index && !disjoint(spaces[index], spaces[other], unique)),
	);
	if (overlapping.length === 0) return { number: sum, exact };
	const hidden = spaces.some(({ columns }) =>
		columns.some(
			({ values }, column) =>
				!unique.includes(column) && (values.length > 1 || values[0] !== spaces[0].columns[column].values[0]),
		),
	);
	if (hidden || !exact || overlapping.length > MOST_OVERLAPPING) return { number: sum, exact: false };
	let total = sum;
	for (let subset = 1; subset < 1 << overlapping.length; subset++) {
		const chosen = overlapping.filter((_, bit) => (subset >> bit) & 1).map((index) => spaces[index]);
		if (chosen.length < 2) continue;
		const shared = sharedCount(chosen);
		if (shared === undefined) return { number: sum, exact: false };
		total += chosen.length % 2 === 0 ? -shared : shared;
	}
	return { number: total, exact: true };
}

function sharedCount(spaces: readonly Space[]): bigint | undefined {
	const columns = spaces[0].columns.map(({ values }, column) => {
		const common = values.filter((value) => spaces.every((space) => space.columns[column].values.includes(value)));
		return { values: common, shares: common.map(() => 1) };
	});
	if (columns.some(({ values }) => values.length === 0)) return 0n;
	const diagram = compileSpace({ ...spaces[0], columns, clauses: spaces.flatMap(({ clauses }) => clauses) }, []);
	return diagram.dropped.length > 0 ? undefined : countTokens(diagram);
}

/** Whether two sections choose among the same tokens: the same values under the same number of clauses. */
function sameTokens(a: Space, b: Space): boolean {
	return (
		a.clauses.length === b.clauses.length &&
		a.columns.every(({ values }, column) => values.join() === b.columns[column].values.join())
	);
}

function disjoint(a: Space, b: Space, unique: readonly number[]): boolean {
	return unique.some((column) => !a.columns[column].values.some((value) => b.columns[column].values.includes(value)));
}
