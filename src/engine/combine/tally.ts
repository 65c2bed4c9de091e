/** How often each choice occurs, and how far that is from what is asked for. */
import type { Draft } from './draft.ts';
import { NONE } from './plan.ts';
import { drawnLayers, type Space } from './section-space.ts';
import type { Demand } from './trait-demands.ts';

/** A missed hard demand weighs as much as this many missed soft ones. */
export const HARD = 64;

export class Tally {
	/** Sum over all demands of the tokens missing or too many, hard ones times `HARD`. */
	cost = 0;
	private readonly demands: (Demand[] | undefined)[][];
	private readonly counts: Int32Array[];
	/** Per section and layer: whether the layer is drawn there; elsewhere its None is no choice. */
	private readonly drawn: boolean[][];
	private readonly draft: Draft;

	constructor(draft: Draft, spaces: readonly Space[], demands: readonly Demand[]) {
		this.draft = draft;
		const sizes = spaces[0].columns.map((_, layer) =>
			Math.max(
				1,
				...spaces.flatMap(({ columns }) => columns[layer].values.map((value) => (value === NONE ? 1 : value + 2))),
			),
		);
		const asked = demands.reduce((all, { layer, value }) => {
			all[layer] = Math.max(all[layer], value === NONE ? 1 : value + 2);
			return all;
		}, sizes);
		this.counts = asked.map((size) => new Int32Array(size));
		this.demands = asked.map((size) => Array.from({ length: size }, () => undefined));
		for (const demand of demands) (this.demands[demand.layer][slot(demand.value)] ??= []).push(demand);
		this.drawn = spaces.map(drawnLayers);
		for (const list of this.demands) for (const each of list) this.cost += price(each, 0);
	}

	count(layer: number, value: number): number {
		return this.counts[layer][slot(value)];
	}

	/** Counts a decided row in (`by` 1) or out (-1). */
	enter(row: number, by: 1 | -1): void {
		const drawn = this.drawn[this.draft.section[row]];
		for (let layer = 0; layer < drawn.length; layer++) {
			if (!drawn[layer]) continue;
			const at = slot(this.draft.dna[row * drawn.length + layer]);
			const demands = this.demands[layer][at];
			const before = this.counts[layer][at];
			this.counts[layer][at] = before + by;
			if (demands !== undefined) this.cost += price(demands, before + by) - price(demands, before);
		}
	}

	/** What the cost would change by if the choice occurred `by` times more. */
	change(layer: number, value: number, by: 1 | -1): number {
		const at = slot(value);
		const demands = this.demands[layer][at];
		if (demands === undefined) return 0;
		return price(demands, this.counts[layer][at] + by) - price(demands, this.counts[layer][at]);
	}

	/** Demands not met now. `miss` is the tokens missing, or negative, those too many. */
	missed(): { demand: Demand; miss: number }[] {
		return this.demands.flatMap((list, layer) =>
			list.flatMap((each, at) =>
				(each ?? []).flatMap((demand) => {
					const count = this.counts[layer][at];
					if (count < demand.low) return [{ demand, miss: demand.low - count }];
					return count > demand.high ? [{ demand, miss: demand.high - count }] : [];
				}),
			),
		);
	}
}

function slot(value: number): number {
	return value === NONE ? 0 : value + 1;
}

function price(demands: readonly Demand[] | undefined, count: number): number {
	let sum = 0;
	for (const { low, high, hard } of demands ?? []) {
		const miss = count < low ? low - count : count > high ? count - high : 0;
		sum += hard ? miss * HARD : miss;
	}
	return sum;
}
