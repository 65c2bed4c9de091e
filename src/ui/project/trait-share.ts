import type { Layer, Trait } from '../../engine/design/design.ts';

/** Sum of the weights of a layer's traits that are drawn by weight. */
export function weightSum(layer: Layer): number {
	return layer.traits.reduce((sum, trait) => sum + (trait.count === undefined ? trait.weight : 0), 0);
}

/**
 * The share of tokens (0 to 1) that shows the trait when nothing but weights and None odds decides. Rules and uniqueness
 * change it; what they make of it is the combination engine's to say.
 * @param sum `weightSum(layer)`, given so that a list of thousands of traits sums once.
 */
export function traitShare(layer: Layer, trait: Trait, sum: number): number {
	return sum === 0 ? 0 : (1 - (layer.none?.share ?? 0)) * (trait.weight / sum);
}
