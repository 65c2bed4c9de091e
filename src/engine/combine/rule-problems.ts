/** Rules that say nothing: they name what is not there. */
import type { Design, Rule, Selector } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import { ruleInWords } from './explain.ts';
import { matchAny, matchSelector } from './rule-clauses.ts';

/** One warning per rule with a side that matches nothing in the design. */
export function ruleProblems(design: Design): Problem[] {
	return design.rules.flatMap((rule) => {
		const empty = [rule.when, ...others(rule)].find((selector) => matchSelector(design, selector).size === 0);
		const noAllowed = rule.kind === 'allows' && !matchAny(design, rule.allow).has(layerIndex(design, rule.layer));
		if (empty === undefined && !noAllowed) return [];
		const what =
			empty === undefined ? 'Its list allows nothing of the layer' : `${describe(empty)} is not in the design`;
		return [
			{
				code: 'rule-names-nothing',
				severity: 'warning',
				message: `The rule ${ruleInWords(design, rule.id)} names nothing on one side: ${what}.`,
				hint: 'Change the rule or remove it.',
			} satisfies Problem,
		];
	});
}

function others(rule: Rule): readonly Selector[] {
	switch (rule.kind) {
		case 'excludes':
		case 'requires':
			return rule.targets;
		case 'allows':
			return rule.allow;
		case 'order':
			return [];
	}
}

function layerIndex(design: Design, id: string): number {
	return design.layers.findIndex((layer) => layer.id === id);
}

function describe(selector: Selector): string {
	return selector.kind === 'tag' ? `the tag “${selector.tag}”` : `the ${selector.kind} it chooses`;
}
