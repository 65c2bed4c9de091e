/** How many tokens must show each choice: exact counts, minima, maxima, and weights turned into counts. */
import type { Design, Layer } from '../design/design.ts';
import { TesseraError } from '../errors.ts';
import { largestRemainder } from './largest-remainder.ts';
import { NONE } from './plan.ts';
import { drawnLayers, type Space } from './section-space.ts';

export interface Demand {
	layer: number;
	/** DNA value. */
	value: number;
	/** Tokens, both inclusive. */
	low: number;
	high: number;
	/** Asked for by the artist; else it comes from a weight and is met as far as rules allow. */
	hard: boolean;
}

/**
 * @param spaces per section. @param wanted tokens with traits per section.
 * @throws TesseraError `impossible` when the counts of one layer cannot add up.
 */
export function traitDemands(design: Design, spaces: readonly Space[], wanted: readonly number[]): Demand[] {
	const drawn = spaces.map(drawnLayers);
	return design.layers.flatMap((layer, index) => {
		const present = drawn.map((layers) => layers[index]);
		const tokens = wanted.reduce((sum, count, section) => sum + (present[section] ? count : 0), 0);
		const asked = askedFor(layer, index);
		checkSum(layer, asked, tokens);
		if (design.supply.distribution === 'weights') return asked.filter(({ low, high }) => low > 0 || high < tokens);
		return fromWeights(asked, tokens, (value) =>
			spaces.reduce((sum, space, section) => {
				const { values, shares, onDemand } = space.columns[index];
				const at = values.indexOf(value);
				const weighted = at >= 0 && present[section] && onDemand?.has(value) !== true;
				return sum + (weighted ? shares[at] * wanted[section] : 0);
			}, 0),
		);
	});
}

function askedFor(layer: Layer, index: number): Demand[] {
	const demands = layer.traits.map(({ count, minCount, maxCount }, value): Demand => {
		const low = count ?? minCount ?? 0;
		const high = count ?? maxCount ?? Infinity;
		return { layer: index, value, low, high, hard: low > 0 || high < Infinity };
	});
	if (layer.none === undefined) return demands;
	const { count } = layer.none;
	return [
		...demands,
		{ layer: index, value: NONE, low: count ?? 0, high: count ?? Infinity, hard: count !== undefined },
	];
}

/** Weights of one layer as counts, next to the counts that are asked for. */
function fromWeights(asked: readonly Demand[], tokens: number, quota: (value: number) => number): Demand[] {
	const free = asked.filter(({ low, high }) => low < high);
	const taken = asked.reduce((sum, { low, high }) => sum + (low === high ? low : 0), 0);
	const drawn = free.filter(({ value, low }) => quota(value) > 0 || low > 0);
	const counts = largestRemainder(
		tokens - taken,
		drawn.map(({ value }) => quota(value)),
		drawn,
	);
	return asked
		.filter((demand) => demand.low === demand.high || drawn.includes(demand))
		.flatMap((demand) => {
			if (demand.low === demand.high) return [demand];
			const count = counts[drawn.indexOf(demand)];
			const exact = { ...demand, low: count, high: count, hard: false };
			return demand.hard ? [exact, demand] : [exact];
		});
}

function checkSum(layer: Layer, asked: readonly Demand[], tokens: number): void {
	const least = asked.reduce((sum, { low }) => sum + low, 0);
	const most = asked.reduce((sum, { high }) => sum + high, 0);
	const problem = (message: string, hint: string) =>
		new TesseraError({ code: 'impossible', message, hint, place: { layer: layer.name } });
	for (const { value, low, high } of asked) {
		if (low <= high) continue;
		throw problem(
			`“${layer.name}: ${value === NONE ? 'None' : layer.traits[value].name}” is to occur at least ${low} and at most ${high} times.`,
			'Make the minimum no larger than the maximum.',
		);
	}
	if (least > tokens) {
		throw problem(
			`The counts of layer “${layer.name}” add up to ${least}, but only ${tokens} tokens show the layer.`,
			`Take ${least - tokens} away from its counts and minima.`,
		);
	}
	if (tokens > 0 && most < tokens) {
		throw problem(
			`The counts of layer “${layer.name}” allow at most ${most} tokens, but ${tokens} need one of its traits.`,
			`Raise its counts and maxima by ${tokens - most}, or ask for fewer tokens.`,
		);
	}
}
