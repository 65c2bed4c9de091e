/** The smallest set of rules behind an impossibility: take rules away one by one as long as it stays impossible. */
import type { Design } from '../design/design.ts';
import { optionClasses } from './option-classes.ts';
import { columnOrder } from './column-order.ts';
import { compileDiagram } from './diagram.ts';
import { NONE } from './plan.ts';
import type { Clause } from './rule-clauses.ts';
import type { Space } from './section-space.ts';

/** Past this the question is left open, and the rule in question is kept in the set. */
const NODE_LIMIT = 20_000;

/**
 * Ids of rules that together leave no token, or none with `shown`; no rule of them could be missing.
 * @returns an empty list when the rules are not what makes it impossible.
 */
export function conflictingRules(space: Space, shown?: { layer: number; value: number }): string[] {
	const columns = space.columns.map((column, layer) =>
		layer === shown?.layer ? { values: [shown.value], shares: [1] } : column,
	);
	const impossible = (clauses: readonly Clause[]) => provenImpossible({ ...space, columns, clauses: [...clauses] });
	let kept = nearest(space.clauses, shown?.layer, impossible);
	if (kept === undefined) return [];
	const ids = [...new Set(kept.flatMap(({ rules }) => rules))];
	for (const id of ids) {
		const fewer: Clause[] = kept.filter(({ rules }) => !rules.includes(id));
		if (impossible(fewer)) kept = fewer;
	}
	return [...new Set(kept.flatMap(({ rules }) => rules))];
}

/** The rules' clauses around a layer, in growing circles, until they make it impossible: most conflicts are local. */
function nearest(
	clauses: readonly Clause[],
	layer: number | undefined,
	impossible: (clauses: readonly Clause[]) => boolean,
): readonly Clause[] | undefined {
	const all = layer === undefined ? [...clauses.keys()] : [];
	const chosen = new Set(all);
	const layers = new Set(layer === undefined ? [] : [layer]);
	for (;;) {
		const before = chosen.size;
		const scopes = clauses.map(({ when, target }) => [...when.keys(), ...target.keys()]);
		for (const [index, scope] of scopes.entries()) if (scope.some((column) => layers.has(column))) chosen.add(index);
		for (const index of chosen) for (const column of scopes[index]) layers.add(column);
		// A rule may be several clauses, each enough alone.
		const rules = new Set([...chosen].flatMap((index) => clauses[index].rules));
		const found = clauses.filter((clause) => clause.rules.some((id) => rules.has(id)));
		if (impossible(found)) return found;
		// Rules elsewhere may leave nothing at all.
		if (chosen.size === before) return impossible(clauses) ? clauses : undefined;
	}
}

function provenImpossible(space: Space): boolean {
	const touched = new Set(space.clauses.flatMap(({ when, target }) => [...when.keys(), ...target.keys()]));
	const classes = space.columns.map((column, layer) => optionClasses(layer, column, space.clauses));
	const order = columnOrder(classes, [[...touched]]);
	if (order.length === 0) return false;
	const diagram = compileDiagram({ columns: space.columns, clauses: space.clauses, order, nodeLimit: NODE_LIMIT });
	return diagram.levels[0].nodes === 0;
}

/** “Layer: Trait”, as a person knows it. */
export function nameOf(design: Design, layer: number, value: number): string {
	const { name, traits } = design.layers[layer];
	return `“${name}: ${value === NONE ? 'None' : traits[value].name}”`;
}

/** One rule as a sentence, for messages. */
export function ruleInWords(design: Design, id: string): string {
	const rule = design.rules.find((candidate) => candidate.id === id);
	if (rule === undefined) return id;
	const layerName = (layerId: string) => design.layers.find((layer) => layer.id === layerId)?.name ?? layerId;
	const say = (selector: (typeof rule)['when']): string => {
		switch (selector.kind) {
			case 'trait': {
				const layer = design.layers.find((candidate) => candidate.id === selector.layer);
				const trait = layer?.traits.find((candidate) => candidate.id === selector.trait);
				return `“${layerName(selector.layer)}: ${trait?.name ?? selector.trait}”`;
			}
			case 'tag':
				return selector.layer === undefined
					? `tag “${selector.tag}”`
					: `tag “${selector.tag}” of “${layerName(selector.layer)}”`;
			case 'layer':
				return `any “${layerName(selector.layer)}”`;
			case 'none':
				return `no “${layerName(selector.layer)}”`;
		}
	};
	const list = (selectors: readonly (typeof rule)['when'][], word: string) => selectors.map(say).join(` ${word} `);
	switch (rule.kind) {
		case 'excludes':
			return `${say(rule.when)} excludes ${list(rule.targets, 'and')}`;
		case 'requires':
			return `${say(rule.when)} requires ${list(rule.targets, rule.match === 'any' ? 'or' : 'and')}`;
		case 'allows':
			return `${say(rule.when)} allows in “${layerName(rule.layer)}” only ${list(rule.allow, 'or') || 'nothing'}`;
		case 'order':
			return `${say(rule.when)} moves “${layerName(rule.layer)}”`;
	}
}
