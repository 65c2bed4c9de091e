/** Edits of rules and strict pairs. */
import type { Rule, StrictPair } from '../../engine/design/design.ts';
import type { DesignEdit } from './project.ts';

function put<T extends { id: string }>(items: T[], item: T, at = items.length): void {
	const index = items.findIndex(({ id }) => id === item.id);
	if (index >= 0) items[index] = item;
	else items.splice(at, 0, item);
}

function remove(items: { id: string }[], id: string): void {
	const index = items.findIndex((item) => item.id === id);
	if (index >= 0) items.splice(index, 1);
}

/** Puts a rule in the place of the one with its id, or at position `at` (else the end) if there is none. */
export function putRule(rule: Rule, at?: number): DesignEdit {
	return (design) => put(design.rules, rule, at);
}

export function removeRule(id: string): DesignEdit {
	return (design) => remove(design.rules, id);
}

/** Puts a strict pair in the place of the one with its id, or at the end if there is none. */
export function putStrictPair(pair: StrictPair): DesignEdit {
	return (design) => put(design.strictPairs, pair);
}

export function removeStrictPair(id: string): DesignEdit {
	return (design) => remove(design.strictPairs, id);
}
