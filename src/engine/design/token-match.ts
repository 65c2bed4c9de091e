/** Compiles a rule's selector into a test of one token's DNA. */
import { NONE } from '../combine/plan.ts';
import type { Design, Selector } from './design.ts';

/** @param dna the plan's table, @param base index of the token's first column. */
export type TokenMatch = (dna: Uint16Array, base: number) => boolean;

/** A selector whose layer or trait does not exist matches nothing; `validate-design.ts` reports it. */
export function compileSelector(design: Design, selector: Selector): TokenMatch {
	switch (selector.kind) {
		case 'trait': {
			const layer = design.layers.findIndex((l) => l.id === selector.layer);
			const trait = design.layers[layer]?.traits.findIndex((t) => t.id === selector.trait) ?? -1;
			return (dna, base) => trait >= 0 && dna[base + layer] === trait;
		}
		case 'layer':
		case 'none': {
			const layer = design.layers.findIndex((l) => l.id === selector.layer);
			const none = selector.kind === 'none';
			return (dna, base) => layer >= 0 && (dna[base + layer] === NONE) === none;
		}
		case 'tag': {
			const tagged = design.layers.map(({ id, traits }) =>
				traits.map((t) => (selector.layer ?? id) === id && t.tags.includes(selector.tag)),
			);
			// NONE is beyond every list of traits, so it reads as undefined.
			return (dna, base) => tagged.some((traits, layer) => traits[dna[base + layer]]);
		}
	}
}
