/**
 * The choices of a column that no clause can tell apart, as one class. A layer of 40 traits of which two are in rules has
 * three classes, so a diagram node has three edges instead of 40.
 */
import type { Clause } from './rule-clauses.ts';
import type { Column } from './section-space.ts';

/** How a class touches one clause. */
export interface Touch {
	clause: number;
	when: boolean;
	target: boolean;
}

export interface OptionClass {
	/** DNA values. */
	values: number[];
	/** Share of each value. */
	shares: number[];
	/** Sum of the shares. */
	share: number;
	touches: Touch[];
}

/** The classes of one column, in the order of their first value. */
export function optionClasses(layer: number, column: Column, clauses: readonly Clause[]): OptionClass[] {
	const touches = column.values.map((): Touch[] => []);
	for (const [clause, { when, target }] of clauses.entries()) {
		const inWhen = when.get(layer);
		const inTarget = target.get(layer);
		if (inWhen === undefined && inTarget === undefined) continue;
		for (const [at, value] of column.values.entries()) {
			const touch = { clause, when: inWhen?.has(value) ?? false, target: inTarget?.has(value) ?? false };
			if (touch.when || touch.target) touches[at].push(touch);
		}
	}
	const classes = new Map<string, OptionClass>();
	for (const [at, value] of column.values.entries()) {
		const key = touches[at]
			.map(({ clause, when, target }) => `${clause}${when ? 'w' : ''}${target ? 't' : ''}`)
			.join(' ');
		const found = classes.get(key) ?? { values: [], shares: [], share: 0, touches: touches[at] };
		classes.set(key, found);
		found.values.push(value);
		found.shares.push(column.shares[at]);
		found.share += column.shares[at];
	}
	return [...classes.values()];
}
