/** What is known of a design before anything is drawn; quick enough for every edit. */
import type { Design, LayerId, TraitId } from '../design/design.ts';
import { TesseraError, toProblem, type Problem } from '../errors.ts';
import { checkSupply } from './check-supply.ts';
import { choiceChances } from './choice-chances.ts';
import { countConflict, freePart } from './count-conflict.ts';
import { conflictingRules, nameOf, ruleInWords } from './explain.ts';
import { fitShares } from './fit-shares.ts';
import { uniqueColumns } from './ledger.ts';
import { ModelCache, type KeptModel } from './model-cache.ts';
import { NONE } from './plan.ts';
import { refuseImpossible } from './refusal.ts';
import { ruleProblems } from './rule-problems.ts';
import { refuseScarce } from './scarce-choices.ts';
import type { SectionModel } from './section-model.ts';
import { sectionsOf, sectionSpace } from './section-space.ts';
import { traitDemands, type Demand } from './trait-demands.ts';
import { unionCount } from './union-count.ts';

export interface Analysis {
	/** Different tokens that the rules allow, over the layers that count for uniqueness (over all if none counts). */
	possible: bigint;
	/**
	 * Whether `possible` is exact; else it is a proven upper bound: either some rules did not fit into the diagram, and then
	 * `expected` does not know them either, or sections overlap in a way that cannot be counted.
	 */
	exact: boolean;
	/** The most tokens with traits under rules, uniqueness, strict pairs and maximum counts; Infinity if nothing limits it. */
	largest: number | bigint;
	/** Whether `largest` can be reached; else it is a proven upper bound. */
	largestExact: boolean;
	/** Per active strict pair, by its id: the most tokens that it alone would leave. `exact` as for `largest`. */
	pairs: Record<string, { largest: number | bigint; exact: boolean }>;
	/** Chance that a token shows the trait, under the rules and counts; uniqueness and strict pairs are not in it. */
	expected: Record<TraitId, number>;
	/** Chance that a token leaves the layer empty. */
	expectedNone: Record<LayerId, number>;
	/** Traits that no token can show, with the rules that make it so; without rules, it is the weight of 0. */
	neverAppear: { trait: TraitId; because: string[] }[];
	problems: Problem[];
}

/** @param cache keeps what an edit of weights leaves valid; use one as long as one design is edited. */
export function analyse(design: Design, cache = new ModelCache()): Analysis {
	const nothing: Analysis = {
		possible: 0n,
		exact: true,
		largest: 0,
		largestExact: true,
		pairs: {},
		expected: {},
		expectedNone: {},
		neverAppear: [],
		problems: [],
	};
	try {
		checkSupply(design);
		const kept = sectionsOf(design).map((_, index) => cache.get(design, sectionSpace(design, index)));
		return analyseModels(design, kept);
	} catch (thrown) {
		if (thrown instanceof TesseraError) return { ...nothing, problems: [thrown.problem, ...ruleProblems(design)] };
		throw thrown;
	}
}

function analyseModels(design: Design, kept: readonly KeptModel[]): Analysis {
	const models = kept.map(({ model }) => model);
	const spaces = models.map(({ space }) => space);
	const unique = uniqueColumns(design);
	const problems = ruleProblems(design);
	const wanted = wantedCounts(design);
	const { demands, conflicts } = demandsOf(design, kept, wanted);
	problems.push(...conflicts);
	const columns = unique.length > 0 ? unique : [...design.layers.keys()];
	const counts = kept.map(({ model, capacity }) => ({
		number: capacity?.tokens ?? 0n,
		exact: model.sampler.diagram.dropped.length === 0,
	}));
	const possible = unionCount(spaces, counts, columns);
	const limits = kept.map(({ capacity }) => capacity?.largest ?? 0n);
	const sum = limits.reduce<bigint | number>((all, limit) => add(all, limit), 0n);
	const shared = unique.length > 0 && possible.number < sum ? possible.number : sum;
	const byCount = mostByCounts(design);
	fitShares(models, demands, wanted);
	const { expected, expectedNone } = chancesOf(design, models, wanted, demands);
	const neverAppear = neverShown(design, models);
	for (const { trait, because } of neverAppear)
		if (because.length > 0) problems.push(neverProblem(design, trait, because));
	return {
		possible: possible.number,
		exact: possible.exact,
		largest: byCount < shared ? byCount : shared,
		largestExact: kept.length === 1 && (kept[0].capacity?.exact ?? true) && byCount === Infinity,
		pairs: pairLimits(design, kept),
		expected,
		expectedNone,
		neverAppear,
		problems,
	};
}

function add(a: bigint | number, b: bigint | number): bigint | number {
	return typeof a === 'bigint' && typeof b === 'bigint' ? a + b : Infinity;
}

function pairLimits(design: Design, kept: readonly KeptModel[]): Analysis['pairs'] {
	const active = design.strictPairs.filter((pair) => pair.active);
	return Object.fromEntries(
		active.map(({ id }, index) => {
			const limits = kept.map(({ capacity }) => capacity?.pairLimits[index] ?? { largest: 0n, exact: true });
			const largest = limits.reduce<bigint | number>((all, limit) => add(all, limit.largest), 0n);
			return [id, { largest, exact: kept.length === 1 && limits[0].exact }];
		}),
	);
}

/** Tokens with traits per section: specials are spread over the sections in proportion. */
function wantedCounts(design: Design): number[] {
	const { count, specials } = design.supply;
	return sectionsOf(design).map((section) =>
		Math.max(0, section.count - Math.floor((specials.length * section.count) / count)),
	);
}

function demandsOf(
	design: Design,
	kept: readonly KeptModel[],
	wanted: readonly number[],
): { demands: Demand[]; conflicts: Problem[] } {
	const models = kept.map(({ model }) => model);
	const spaces = models.map(({ space }) => space);
	let demands: Demand[] = [];
	try {
		refuseImpossible(design, kept, wanted);
		demands = traitDemands(design, spaces, wanted);
		refuseScarce(design, models, demands);
		const message = demands.some(({ hard }) => hard)
			? countConflict(design, freePart(models, wanted), demands)
			: undefined;
		return { demands, conflicts: message === undefined ? [] : [{ code: 'impossible', severity: 'error', message }] };
	} catch (thrown) {
		if (thrown instanceof TesseraError) return { demands, conflicts: [toProblem(thrown)] };
		throw thrown;
	}
}

/** A layer whose choices all have a maximum limits the collection, if every section draws it. */
function mostByCounts(design: Design): number {
	const everywhere = design.layers.filter(({ id }) =>
		design.supply.sections.every((section) => section.layers?.includes(id) ?? true),
	);
	return everywhere.reduce((least, { traits, none }) => {
		const most = traits.reduce((sum, { count, maxCount }) => sum + (count ?? maxCount ?? Infinity), 0);
		return Math.min(least, most + (none === undefined ? 0 : (none.count ?? Infinity)));
	}, Infinity);
}

function chancesOf(
	design: Design,
	models: readonly SectionModel[],
	wanted: readonly number[],
	demands: readonly Demand[],
) {
	const total = Math.max(
		1,
		wanted.reduce((sum, count) => sum + count, 0),
	);
	const chances = models.map(choiceChances);
	const expected: Record<TraitId, number> = {};
	const expectedNone: Record<LayerId, number> = {};
	for (const [layer, { id, traits }] of design.layers.entries()) {
		const chanceOf = (value: number) => {
			const exact = demands.find(
				(demand) => demand.layer === layer && demand.value === value && demand.low === demand.high,
			);
			const chance =
				models.reduce((sum, { space }, section) => {
					const at = space.columns[layer].values.indexOf(value);
					return sum + (at < 0 ? 0 : chances[section][layer][at] * wanted[section]);
				}, 0) / total;
			// A count that the rules leave room for will be met to the token.
			return exact !== undefined && Math.abs(chance * total - exact.low) < Math.max(1, exact.low * 0.02)
				? exact.low / total
				: chance;
		};
		for (const [value, trait] of traits.entries()) expected[trait.id] = chanceOf(value);
		expectedNone[id] = chanceOf(NONE);
	}
	return { expected, expectedNone };
}

function neverShown(design: Design, models: readonly SectionModel[]): Analysis['neverAppear'] {
	const shown = design.layers.map(() => new Set<number>());
	for (const { sampler } of models) {
		for (const { column, classes, children } of sampler.diagram.levels) {
			for (const [option, { values }] of classes.entries()) {
				for (let edge = option; edge < children.length; edge += classes.length) {
					if (children[edge] < 0) continue;
					for (const value of values) shown[column].add(value);
					break;
				}
			}
		}
	}
	return design.layers.flatMap(({ traits }, layer) =>
		traits.flatMap(({ id }, value) => {
			if (shown[layer].has(value)) return [];
			const space = models.find(({ space: { columns } }) => columns[layer].values.includes(value))?.space;
			return [{ trait: id, because: space === undefined ? [] : conflictingRules(space, { layer, value }) }];
		}),
	);
}

function neverProblem(design: Design, trait: TraitId, because: readonly string[]): Problem {
	const layer = design.layers.findIndex(({ traits }) => traits.some(({ id }) => id === trait));
	const value = design.layers[layer].traits.findIndex(({ id }) => id === trait);
	return {
		code: 'trait-never-appears',
		severity: 'warning',
		message: `${nameOf(design, layer, value)} can never appear: ${because.map((id) => ruleInWords(design, id)).join('; ')}.`,
		hint: because.length === 1 ? 'Change the rule.' : 'Change one of these rules.',
		place: { layer: design.layers[layer].name, trait: design.layers[layer].traits[value].name },
	};
}
