/**
 * Bends the shares so that the expected counts under the rules are those asked for (iterative proportional fitting;
 * Deming and Stephan 1940): of all distributions with these counts, the one nearest to the artist's weights.
 */
import { choiceChances } from './choice-chances.ts';
import type { SectionModel } from './section-model.ts';
import { drawnLayers } from './section-space.ts';
import type { Demand } from './trait-demands.ts';

const ROUNDS = 40;
/** Diagram edges visited at most. */
const WORK = 30_000_000;
/** Counts nearer than this share of themselves, or half a token, are left to chance. */
const CLOSE = 0.01;

/** @param wanted tokens to draw per section. */
export function fitShares(
	models: readonly SectionModel[],
	demands: readonly Demand[],
	wanted: readonly number[],
): void {
	if (demands.length === 0) return;
	const edges = models.reduce(
		(sum, { sampler }) => sum + sampler.diagram.levels.reduce((all, { children }) => all + children.length, 0),
		0,
	);
	const rounds = Math.min(ROUNDS, Math.ceil(WORK / Math.max(1, edges)));
	const drawn = models.map(({ space }) => drawnLayers(space));
	for (let round = 0; round < rounds; round++) {
		const chances = models.map(choiceChances);
		const factors = demands.map((demand) => {
			const expected = models.reduce((sum, { space }, section) => {
				const at = space.columns[demand.layer].values.indexOf(demand.value);
				return (
					sum + (at < 0 || !drawn[section][demand.layer] ? 0 : chances[section][demand.layer][at] * wanted[section])
				);
			}, 0);
			return factorFor(demand, expected);
		});
		if (factors.every((factor) => factor === 1)) return;
		for (const model of models) {
			const shares = model.space.columns.map((column) => [...column.shares]);
			for (const [index, { layer, value }] of demands.entries()) {
				const at = model.space.columns[layer].values.indexOf(value);
				if (at >= 0) shares[layer][at] *= factors[index];
			}
			model.reshare(shares.map(normalised));
		}
	}
}

function factorFor({ low, high }: Demand, expected: number): number {
	const target = expected < low ? low : expected > high ? high : expected;
	if (expected === 0 || Math.abs(target - expected) <= Math.max(0.5, CLOSE * target)) return 1;
	return Math.min(100, Math.max(0.01, target / expected));
}

/** Shares that add up to 1, none so small that it would vanish. */
function normalised(shares: readonly number[]): number[] {
	const sum = shares.reduce((all, share) => all + share, 0);
	return shares.map((share) => Math.max(share / sum, 1e-9));
}
