/** What one section may draw: for every layer of the design its choices with their shares, and the clauses that bind them. */
import type { Choice, Design, Layer, Section } from '../design/design.ts';
import { TesseraError } from '../errors.ts';
import { NONE } from './plan.ts';
import { clausesOf, unite, type Clause } from './rule-clauses.ts';

/** One layer of the section. A layer that the section leaves out is a column whose only choice is NONE. */
export interface Column {
	/** DNA values, each once. */
	values: number[];
	/** Share of each value before any rule; positive. They add up to 1 unless a choice is there on demand only. */
	shares: number[];
	/** Values of weight 0 that are there because a rule may demand them. */
	onDemand?: ReadonlySet<number>;
}

export interface Space {
	/** Index into `supply.sections`, 0 if there are none. */
	section: number;
	/** Tokens of the section, specials included. */
	count: number;
	/** One per layer of the design, in its order. */
	columns: Column[];
	clauses: Clause[];
}

/** Per layer: whether the section draws it. Where it does not, its None is no choice and no count asks for it. */
export function drawnLayers(space: Space): boolean[] {
	return space.columns.map(({ values }) => values.some((value) => value !== NONE));
}

/** The sections of a design; one of everything if it names none. */
export function sectionsOf(design: Design): Section[] {
	const { sections, count } = design.supply;
	return sections.length > 0 ? sections : [{ id: '', name: '', count }];
}

/**
 * @param fixed choices that are settled (a lock or a pin): their layers have that choice only, whatever its weight.
 * @throws TesseraError `invalid-design` when a layer has nothing to show, `impossible` when a fixed choice is not there.
 */
export function sectionSpace(design: Design, index: number, fixed: readonly Choice[] = []): Space {
	const section = sectionsOf(design)[index];
	const present = design.layers.map((layer) => section.layers?.includes(layer.id) ?? true);
	const clauses = design.rules.flatMap((rule) => clausesOf(design, rule, present));
	const columns = design.layers.map((layer, at): Column => {
		const choice = fixed.find((candidate) => candidate.layer === layer.id);
		if (choice !== undefined) return fixedColumn(layer, choice, present[at]);
		return present[at] ? baseColumn(design, layer, section) : { values: [NONE], shares: [1] };
	});
	const demanded = settleOnDemand(columns, clauses);
	for (const [at, column] of columns.entries()) {
		if (column.values.length > 0) continue;
		const { name } = design.layers[at];
		throw new TesseraError({
			code: 'invalid-design',
			message: `Layer “${name}” has no trait with a weight above 0.`,
			hint: 'Give one of its traits a weight or a count, or let the layer stay empty.',
			place: { layer: name },
		});
	}
	return { section: index, count: section.count, columns, clauses: [...clauses, ...demanded] };
}

function fixedColumn(layer: Layer, choice: Choice, present: boolean): Column {
	const value = choice.trait === null ? NONE : layer.traits.findIndex((trait) => trait.id === choice.trait);
	const known = value === NONE ? layer.none !== undefined || !present : value >= 0 && present;
	if (!known) {
		throw new TesseraError({
			code: 'impossible',
			message:
				choice.trait === null
					? `A lock or pin leaves layer “${layer.name}” empty, but the layer has no “None”.`
					: `A lock or pin asks for a trait of layer “${layer.name}” that the layer or its section does not have.`,
			place: { layer: layer.name },
		});
	}
	return { values: [value], shares: [1] };
}

/** Shares by count, None share and weight. A share of 0 is left in: `settleOnDemand` decides about it. */
function baseColumn(design: Design, layer: Layer, section: Section): Column {
	const total = Math.max(1, design.supply.count);
	const none = layer.none;
	const weights = layer.traits.map((trait) => section.weights?.[trait.id] ?? trait.weight);
	const counted = layer.traits.map((trait) => (trait.count === undefined ? 0 : Math.min(1, trait.count / total)));
	const noneCount = none?.count === undefined ? undefined : Math.min(1, none.count / total);
	const free = layer.traits.map((trait, at) => (trait.count === undefined && trait.maxCount !== 0 ? weights[at] : 0));
	const freeWeight = free.reduce((sum, weight) => sum + weight, 0);
	const byCount = counted.reduce((sum, share) => sum + share, 0);
	const asked = noneCount ?? section.none?.[layer.id] ?? none?.share ?? 0;
	const noneShare = freeWeight === 0 && byCount === 0 ? 1 : asked;
	const rest = Math.max(0, 1 - noneShare - byCount);
	// Counts that fill the collection leave the weighted traits no share; they stay possible with a negligible one.
	const scale = rest > 0 ? rest : 1e-6;
	const column: Column = { values: [], shares: [] };
	for (const [value, trait] of layer.traits.entries()) {
		if (trait.count === 0 || trait.maxCount === 0) continue;
		column.values.push(value);
		column.shares.push(
			trait.count === undefined ? (freeWeight > 0 ? (free[value] / freeWeight) * scale : 0) : counted[value],
		);
	}
	if (none !== undefined && none.count !== 0) {
		column.values.push(NONE);
		column.shares.push(noneShare);
	}
	return column;
}

/**
 * A choice of weight 0 is drawn only when a rule demands it, which is when nothing else can satisfy the rule. Such a
 * choice gets the layer's whole share and a clause that ties it to its demand; every other choice of share 0 goes.
 */
function settleOnDemand(columns: Column[], clauses: readonly Clause[]): Clause[] {
	const shareOf = (layer: number, value: number) => columns[layer].shares[columns[layer].values.indexOf(value)] ?? 0;
	const dry = clauses.filter(
		(clause) =>
			clause.kind === 'imply' &&
			![...clause.target].some(([layer, values]) => [...values].some((value) => shareOf(layer, value) > 0)),
	);
	const ties: Clause[] = [];
	const kept = columns.map(({ values, shares }, layer): Column => {
		const onDemand = new Set<number>();
		const column: Column = { values: [], shares: [], onDemand };
		for (const [at, value] of values.entries()) {
			const demands = shares[at] > 0 ? [] : dry.filter((clause) => clause.target.get(layer)?.has(value) === true);
			if (shares[at] === 0 && demands.length === 0) continue;
			column.values.push(value);
			if (demands.length === 0) {
				column.shares.push(shares[at]);
				continue;
			}
			onDemand.add(value);
			column.shares.push(1 / Math.max(...demands.map((clause) => clause.target.get(layer)?.size ?? 1)));
			ties.push({
				rules: demands.flatMap((clause) => clause.rules),
				kind: 'imply',
				when: new Map([[layer, new Set([value])]]),
				target: unite(demands.map((clause) => clause.when)),
			});
		}
		return column;
	});
	for (const [layer, column] of kept.entries()) columns[layer] = column;
	return ties;
}
