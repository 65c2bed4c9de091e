/** Lawful tokens to look at while a design is edited: drawn like the collection's, but each for itself. */
import type { Design } from '../design/design.ts';
import { TesseraError } from '../errors.ts';
import { checkSupply } from './check-supply.ts';
import { ruleInWords, conflictingRules } from './explain.ts';
import { ModelCache } from './model-cache.ts';
import { Random } from './random.ts';
import { sectionsOf, sectionSpace } from './section-space.ts';

export interface ExampleTokens {
	/** `count × layers`, as in a Plan. */
	dna: Uint16Array<ArrayBuffer>;
	layers: number;
	/** Per token. */
	section: Uint8Array<ArrayBuffer>;
}

const TRIES = 10_000;

/**
 * @param shuffle any number; another one gives other examples of the same design.
 * @throws TesseraError like `makePlan`, when a section has no token to show.
 */
export function exampleTokens(design: Design, count: number, shuffle: number, cache = new ModelCache()): ExampleTokens {
	checkSupply(design);
	const sections = sectionsOf(design);
	const layers = design.layers.length;
	const dna = new Uint16Array(count * layers);
	const section = new Uint8Array(count);
	const random = new Random(design.seed, `examples ${shuffle}`);
	for (let token = 0; token < count; token++) {
		let place = random.below(design.supply.count);
		let index = 0;
		while (place >= sections[index].count) place -= sections[index++].count;
		section[token] = index;
		const { model } = cache.get(design, sectionSpace(design, index));
		if (model.empty) {
			const rules = conflictingRules(model.space).map((id) => ruleInWords(design, id));
			throw new TesseraError({
				code: 'impossible',
				message: `No token can obey these rules together: ${rules.join('; ')}.`,
			});
		}
		const base = token * layers;
		for (let attempt = 0; attempt < TRIES; attempt++) {
			model.sampler.draw(random, dna, base);
			if (model.obeysDropped(dna, base)) break;
		}
	}
	return { dna, layers, section };
}
