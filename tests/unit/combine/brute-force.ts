/** Rules and counting by looking at every combination: written from the rules' description alone, nothing of the engine's. */
import type { Design, Rule, Section, Selector } from '../../../src/engine/design/design.ts';
import { NONE } from '../../../src/engine/combine/plan.ts';

function matched(design: Design, row: readonly number[], selector: Selector): number[] {
	return row.flatMap((value, index) => {
		const { id, traits } = design.layers[index];
		if (selector.kind === 'none') return selector.layer === id && value === NONE ? [index] : [];
		if (value === NONE || ('layer' in selector && selector.layer !== undefined && selector.layer !== id)) return [];
		if (selector.kind === 'trait') return traits[value].id === selector.trait ? [index] : [];
		if (selector.kind === 'tag') return traits[value].tags.includes(selector.tag) ? [index] : [];
		return [index];
	});
}

/** Whether a token (DNA values per layer) obeys a rule. */
export function obeys(design: Design, row: readonly number[], rule: Rule, section?: Section): boolean {
	if (rule.kind === 'order') return true;
	const when = matched(design, row, rule.when);
	if (when.length === 0) return true;
	switch (rule.kind) {
		case 'excludes':
			return !rule.targets.some((target) =>
				matched(design, row, target).some((hit) => when.some((other) => other !== hit)),
			);
		case 'requires': {
			const met = rule.targets.map((target) => matched(design, row, target).length > 0);
			return rule.match === 'all' ? met.every(Boolean) : met.some(Boolean);
		}
		case 'allows': {
			if (section?.layers !== undefined && !section.layers.includes(rule.layer)) return true;
			const index = design.layers.findIndex((layer) => layer.id === rule.layer);
			return rule.allow.some((selector) => matched(design, row, selector).includes(index));
		}
	}
}

/** Every token of a section that obeys the rules. Traits and None of share 0 are never drawn unless a rule needs them. */
export function allTokens(design: Design, section?: Section): number[][] {
	let rows: number[][] = [[]];
	for (const layer of design.layers) {
		const present = section?.layers?.includes(layer.id) ?? true;
		const values = layer.traits.flatMap((trait, value) =>
			(section?.weights?.[trait.id] ?? trait.weight) > 0 ? [value] : [],
		);
		if ((section?.none?.[layer.id] ?? layer.none?.share ?? 0) > 0) values.push(NONE);
		const choices = present ? values : [NONE];
		rows = rows.flatMap((row) => choices.map((value) => [...row, value]));
	}
	return rows.filter((row) => design.rules.every((rule) => obeys(design, row, rule, section)));
}

/** The share of each token before rules: the product of its choices' shares. */
export function weightOf(design: Design, row: readonly number[]): number {
	return row.reduce((product, value, index) => {
		const { traits, none } = design.layers[index];
		const share = none?.share ?? 0;
		const total = traits.reduce((sum, trait) => sum + trait.weight, 0);
		return product * (value === NONE ? share : ((1 - share) * traits[value].weight) / total);
	}, 1);
}

/** DNA rows of a plan. */
export function rowsOf(plan: { dna: Uint16Array; layers: number; count: number }): number[][] {
	return Array.from({ length: plan.count }, (_, row) => [
		...plan.dna.subarray(row * plan.layers, (row + 1) * plan.layers),
	]);
}
