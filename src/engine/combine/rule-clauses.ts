/**
 * Rules as clauses over what each layer shows. Every kind of rule that decides what is drawn becomes one of two clauses:
 * `forbid` (nothing of `when` together with another choice of `target`) or `imply` (something of `when` needs something of
 * `target`). Order rules move parts only and have no clause.
 */
import type { Design, Rule, Selector } from '../design/design.ts';
import { unreachable } from '../errors.ts';
import { NONE } from './plan.ts';

/** Layer index → DNA values (trait index or NONE) that match. */
export type Matches = Map<number, Set<number>>;

export interface Clause {
	/** Ids of the rules it stands for. */
	rules: string[];
	kind: 'forbid' | 'imply';
	when: Matches;
	target: Matches;
}

/** Which choices a selector matches in the whole design. */
export function matchSelector(design: Design, selector: Selector): Matches {
	const matches: Matches = new Map();
	for (const [index, layer] of design.layers.entries()) {
		if ('layer' in selector && selector.layer !== undefined && selector.layer !== layer.id) continue;
		const values = layer.traits.flatMap((trait, value) => {
			switch (selector.kind) {
				case 'trait':
					return trait.id === selector.trait ? [value] : [];
				case 'tag':
					return trait.tags.includes(selector.tag) ? [value] : [];
				case 'layer':
					return [value];
				case 'none':
					return [];
				default:
					return unreachable(selector);
			}
		});
		if (selector.kind === 'none') values.push(NONE);
		if (values.length > 0) matches.set(index, new Set(values));
	}
	return matches;
}

/** Everything that any of several selectors matches. */
export function matchAny(design: Design, selectors: readonly Selector[]): Matches {
	return unite(selectors.map((selector) => matchSelector(design, selector)));
}

/** What any of several matches. */
export function unite(all: readonly Matches[]): Matches {
	const union: Matches = new Map();
	for (const [layer, values] of all.flatMap((matches) => [...matches])) {
		union.set(layer, new Set([...(union.get(layer) ?? []), ...values]));
	}
	return union;
}

/**
 * The clauses of one rule. A choice that matches both sides of an exclusion does not exclude itself, so "tag red excludes
 * tag red" means at most one red trait.
 * @param present which layers the section draws; an allow-list for a layer that is not drawn asks nothing.
 */
export function clausesOf(design: Design, rule: Rule, present: readonly boolean[]): Clause[] {
	const when = matchSelector(design, rule.kind === 'order' ? { kind: 'layer', layer: rule.layer } : rule.when);
	const rules = [rule.id];
	switch (rule.kind) {
		case 'excludes':
			return [{ rules, kind: 'forbid', when, target: matchAny(design, rule.targets) }];
		case 'requires': {
			const groups = rule.match === 'any' ? [rule.targets] : rule.targets.map((target) => [target]);
			return groups.map((group) => ({ rules, kind: 'imply', when, target: matchAny(design, group) }));
		}
		case 'allows': {
			const layer = design.layers.findIndex((candidate) => candidate.id === rule.layer);
			if (layer < 0 || !present[layer]) return [];
			const allowed = matchAny(design, rule.allow).get(layer) ?? new Set<number>();
			return [{ rules, kind: 'imply', when, target: new Map([[layer, allowed]]) }];
		}
		case 'order':
			return [];
		default:
			return unreachable(rule);
	}
}

/** Whether the values of one token break a clause. `at(layer)` is the token's DNA value. */
export function breaks(clause: Clause, at: (layer: number) => number): boolean {
	const hits = (matches: Matches) => [...matches].flatMap(([layer, values]) => (values.has(at(layer)) ? [layer] : []));
	const when = hits(clause.when);
	if (when.length === 0) return false;
	const target = hits(clause.target);
	if (clause.kind === 'imply') return target.length === 0;
	return target.some((layer) => when.some((other) => other !== layer));
}
