/** Which counts and rules stand against each other, proven, with nothing in the set that could be missing. */
import type { Design } from '../design/design.ts';
import { demandBound, provenCost, type CountRow, type DemandBound, type SectionTokens } from './demand-bound.ts';
import type { Draft } from './draft.ts';
import { nameOf, ruleInWords } from './explain.ts';
import { compileSpace, type SectionModel } from './section-model.ts';
import { drawnLayers } from './section-space.ts';
import { HARD } from './tally.ts';
import type { Demand } from './trait-demands.ts';

/** Rows of the linear programme, at most. */
const MAX_ROWS = 600;
const NODE_LIMIT = 30_000;

/** The tokens that are free to be anything lawful. */
export interface FreePart {
	models: readonly SectionModel[];
	sections: SectionTokens[];
	/** How many settled tokens show a choice. */
	settled(layer: number, value: number): number;
	/** Bounds worked out before; a plan that misses weights asks twice. */
	known: Map<readonly Demand[], PartBound>;
}

interface PartBound extends DemandBound {
	rows: PartRow[];
}

interface PartRow extends CountRow {
	settled: number;
}

/** @param counts free tokens per section. */
export function freePart(
	models: readonly SectionModel[],
	counts: readonly number[],
	settled: FreePart['settled'] = () => 0,
): FreePart {
	const sections = models.map(({ sampler, space }, section) => ({
		diagram: sampler.diagram,
		count: counts[section],
		drawn: drawnLayers(space),
	}));
	return { models, sections, settled, known: new Map() };
}

/** The tokens of a draft that no lock or pin settles. */
export function freeTokens(models: readonly SectionModel[], draft: Draft): FreePart {
	const counts = models.map(() => 0);
	const fixed: number[] = [];
	for (const row of draft.decidedRows()) {
		if (draft.fixed[row] === 1) fixed.push(row);
		else counts[draft.section[row]]++;
	}
	const drawn = models.map(({ space }) => drawnLayers(space));
	return freePart(models, counts, (layer, value) =>
		fixed.reduce((sum, row) => {
			const shows = drawn[draft.section[row]][layer] && draft.dna[row * draft.width + layer] === value;
			return sum + (shows ? 1 : 0);
		}, 0),
	);
}

/** A proven lower bound of `Tally.cost`; Infinity when a count that was asked for cannot be met. */
export function leastCost(part: FreePart, demands: readonly Demand[]): number {
	const hard = demands.filter((demand) => demand.hard);
	if (boundOf(hard, part).cost > 0) return Infinity;
	return hard.length === demands.length ? 0 : boundOf(demands, part).cost;
}

/** Says in a sentence which counts that were asked for conflict; undefined if none is proven to. */
export function countConflict(design: Design, part: FreePart, demands: readonly Demand[]): string | undefined {
	const {
		rows,
		cost: misses,
		prices,
	} = boundOf(
		demands.filter((demand) => demand.hard),
		part,
		1,
	);
	if (misses === 0) return undefined;
	const conflict = rows.filter((_, row) => prices[row] !== 0);
	const asked = conflict.map(({ layer, values, missing, extra, target, settled }) => {
		const word = missing > 0 && extra > 0 ? 'exactly' : missing > 0 ? 'at least' : 'at most';
		const names = values.map((value) => nameOf(design, layer, value)).join(' and ');
		return `${names} ${values.length > 1 ? 'together ' : ''}${word} ${target + settled}`;
	});
	const rules = forcingRules(part, rows, prices).map((id) => ruleInWords(design, id));
	const under = rules.length > 0 ? ` under ${rules.length === 1 ? 'the rule' : 'the rules'} ${rules.join('; ')}` : '';
	const tokens = `${misses} token${misses === 1 ? '' : 's'}`;
	return `These counts cannot be met together${under}: ${asked.join(', ')}. At least ${tokens} would miss.`;
}

/** The rules that keep the counts from what the weights ask for; empty if that is not proven. */
export function rulesAgainstWeights(part: FreePart, demands: readonly Demand[]): string[] {
	const { rows, prices, cost } = boundOf(demands, part);
	return cost > 0 ? forcingRules(part, rows, prices) : [];
}

/** What the settled tokens leave to ask of the free ones, and what missing that costs at least. */
function boundOf(demands: readonly Demand[], part: FreePart, hardCost = HARD): PartBound {
	const before = hardCost === HARD ? part.known.get(demands) : undefined;
	if (before !== undefined) return before;
	const soft = demands.some(({ hard }) => !hard);
	const rows = interchangeable(part.models, demands).flatMap(({ layer, values }) => {
		const own = demands.filter((demand) => demand.layer === layer && values.includes(demand.value));
		const asked = own.filter(({ hard }) => hard);
		// A count that was asked for is in both rows when there are two; together they cost what it costs.
		const hardRows = partRows(part, layer, values, asked, soft ? hardCost - 1 : hardCost);
		return soft ? [...hardRows, ...partRows(part, layer, values, own, 1)] : hardRows;
	});
	const none = { cost: 0, prices: rows.map(() => 0) };
	const bound = { rows, ...(rows.length > MAX_ROWS ? none : demandBound(rows, part.sections)) };
	if (hardCost === HARD) part.known.set(demands, bound);
	return bound;
}

/** “At least the sum of the minima, at most the sum of the maxima”, for choices taken together. */
function partRows(
	part: FreePart,
	layer: number,
	values: number[],
	demands: readonly Demand[],
	cost: number,
): PartRow[] {
	let low = 0;
	let high = 0;
	let settled = 0;
	for (const value of values) {
		const own = demands.filter((demand) => demand.value === value);
		low += Math.max(0, ...own.map((demand) => demand.low));
		high += Math.min(Infinity, ...own.map((demand) => demand.high));
		settled += part.settled(layer, value);
	}
	const row = { layer, values, settled };
	if (low === high) return [{ ...row, target: low - settled, missing: cost, extra: cost }];
	const least: PartRow[] = low > settled ? [{ ...row, target: low - settled, missing: cost, extra: 0 }] : [];
	return high < Infinity ? [...least, { ...row, target: high - settled, missing: 0, extra: cost }] : least;
}

/**
 * The choices of each layer in groups that no rule tells apart: within a group tokens can exchange them freely, so only
 * the group's total can be in the way of a count.
 */
function interchangeable(
	models: readonly SectionModel[],
	demands: readonly Demand[],
): { layer: number; values: number[] }[] {
	const layers = [...new Set(demands.map(({ layer }) => layer))];
	return layers.flatMap((layer) => {
		const groups = new Map<string, number[]>();
		const keys = new Map<number, string>();
		for (const { value } of demands.filter((demand) => demand.layer === layer)) keys.set(value, '');
		for (const { space } of models) for (const value of space.columns[layer].values) keys.set(value, '');
		for (const { sampler } of models) {
			const level = sampler.diagram.levels.find(({ column }) => column === layer);
			for (const [value, key] of keys) {
				const option = level?.classes.findIndex(({ values }) => values.includes(value)) ?? -1;
				keys.set(value, `${key} ${option}`);
			}
		}
		for (const [value, key] of keys) groups.set(key, [...(groups.get(key) ?? []), value]);
		return [...groups.values()].map((values) => ({ layer, values }));
	});
}

/** Rules without one of which the proof would fail. */
function forcingRules({ models, sections }: FreePart, rows: readonly CountRow[], prices: readonly number[]): string[] {
	let gone = new Set<string>();
	const holds = (without: ReadonlySet<string>) => {
		const compiled = models.map(({ space }, section) => {
			const clauses = space.clauses.filter(({ rules }) => !rules.some((id) => without.has(id)));
			return { ...sections[section], diagram: compileSpace({ ...space, clauses }, [], NODE_LIMIT) };
		});
		return provenCost(rows, prices, compiled) > 0;
	};
	const layers = new Set(rows.flatMap(({ layer }, row) => (prices[row] === 0 ? [] : [layer])));
	const clauses = models.flatMap(({ space }) => space.clauses);
	const all = [...new Set(clauses.flatMap(({ rules }) => rules))];
	const near = new Set(
		clauses.flatMap(({ rules, when, target }) =>
			[...when.keys(), ...target.keys()].some((column) => layers.has(column)) ? rules : [],
		),
	);
	const far = new Set(all.filter((id) => !near.has(id)));
	if (holds(far)) gone = far;
	for (const id of all) {
		if (!gone.has(id) && holds(new Set([...gone, id]))) gone.add(id);
	}
	return all.filter((id) => !gone.has(id));
}
