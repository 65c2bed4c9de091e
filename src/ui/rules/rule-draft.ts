/** A rule while it is being put together: some of its parts may not be chosen yet. */
import type { LayerId, Rule, Selector } from '../../engine/design/design.ts';

/** What the rule does, as the form offers it: `requires` is two choices. */
export type Effect = 'excludes' | 'requires-any' | 'requires-all' | 'allows' | 'order';

export interface RuleDraft {
	id: string;
	effect: Effect;
	when: Selector | undefined;
	/** What is excluded, required or allowed; `undefined` is a line that nothing is chosen on yet. */
	targets: (Selector | undefined)[];
	/** The layer of `allows` and `order`. */
	layer: LayerId | undefined;
	place: 'above' | 'below';
	of: LayerId | undefined;
	note: string;
}

export function emptyDraft(id: string): RuleDraft {
	return {
		id,
		effect: 'excludes',
		when: undefined,
		targets: [undefined],
		layer: undefined,
		place: 'above',
		of: undefined,
		note: '',
	};
}

export function draftOf(rule: Rule): RuleDraft {
	const draft = { ...emptyDraft(rule.id), when: rule.when, note: rule.note ?? '' };
	switch (rule.kind) {
		case 'excludes':
			return { ...draft, effect: 'excludes', targets: [...rule.targets] };
		case 'requires':
			return { ...draft, effect: rule.match === 'any' ? 'requires-any' : 'requires-all', targets: [...rule.targets] };
		case 'allows':
			return { ...draft, effect: 'allows', layer: rule.layer, targets: [...rule.allow] };
		case 'order':
			return { ...draft, effect: 'order', layer: rule.layer, place: rule.place, of: rule.of };
	}
}

/** The rule, as soon as everything that it needs is chosen. */
export function ruleOf(draft: RuleDraft): Rule | undefined {
	const { id, when, layer, of, place } = draft;
	const targets = draft.targets.filter((target) => target !== undefined);
	if (when === undefined) return undefined;
	const common = { id, when, ...(draft.note === '' ? {} : { note: draft.note }) };
	switch (draft.effect) {
		case 'excludes':
			return targets.length === 0 ? undefined : { ...common, kind: 'excludes', targets };
		case 'requires-any':
		case 'requires-all':
			if (targets.length === 0) return undefined;
			return { ...common, kind: 'requires', targets, match: draft.effect === 'requires-any' ? 'any' : 'all' };
		case 'allows': {
			const allow = targets.filter((target) => target.layer === layer);
			return layer === undefined || allow.length === 0 ? undefined : { ...common, kind: 'allows', layer, allow };
		}
		case 'order':
			return layer === undefined || of === undefined || of === layer
				? undefined
				: { ...common, kind: 'order', layer, place, of };
	}
}

/** What is still to be chosen, in words; undefined when the rule is whole. */
export function missingPart(draft: RuleDraft): string | undefined {
	if (ruleOf(draft) !== undefined) return undefined;
	if (draft.when === undefined) return 'Choose when the rule applies.';
	if (draft.effect === 'order') {
		return draft.layer !== undefined && draft.layer === draft.of
			? 'Choose two different layers.'
			: 'Choose both layers.';
	}
	if (draft.effect === 'allows' && draft.layer === undefined) return 'Choose the layer that the rule limits.';
	return 'Choose at least one trait, tag or layer that the rule is about.';
}
