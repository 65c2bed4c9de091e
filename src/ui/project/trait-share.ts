import type { Layer, Trait } from '../../engine/design/design.ts';

/** How a layer's tokens are divided before any rule: exact counts first, then None, the rest by weight. */
export interface LayerOdds {
	/** Sum of the weights of the traits that are drawn by weight. */
	weights: number;
	/** Share of tokens (0 to 1) that leaves the layer empty. */
	none: number;
	/** Share of tokens that the weights divide. */
	rest: number;
	/** Tokens of the collection. */
	tokens: number;
}

/** Made once per layer, so that a list of thousands of traits sums once. */
export function layerOdds(layer: Layer, tokens: number): LayerOdds {
	let weights = 0;
	let counted = 0;
	for (const { weight, count } of layer.traits) {
		if (count === undefined) weights += weight;
		else counted += count / tokens;
	}
	const none = layer.none?.count === undefined ? (layer.none?.share ?? 0) : layer.none.count / tokens;
	return { weights, none, rest: Math.max(0, 1 - none - counted), tokens };
}

/**
 * The share of tokens (0 to 1) that shows the trait when nothing but weights, counts and None odds decides. Rules and
 * uniqueness change it; what they make of it is the combination engine's to say.
 */
export function traitShare({ count, weight }: Trait, { weights, rest, tokens }: LayerOdds): number {
	if (count !== undefined) return count / tokens;
	return weights === 0 ? 0 : rest * (weight / weights);
}
