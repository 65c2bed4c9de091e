/** Small builders of designs for the combination tests and its benchmark. */
import type { Design, Layer, Rule, Selector, StrictPair, Supply, Trait } from '../../../src/engine/design/design.ts';

export function trait(id: string, weight = 1, more: Partial<Trait> = {}): Trait {
	return { id, name: id, weight, parts: [], tags: [], ...more };
}

/** A layer named by its id, with traits `id0, id1, …` of the given weights; `none` is the share of None. */
export function layer(id: string, weights: number[], none?: number, more: Partial<Layer> = {}): Layer {
	return {
		id,
		name: id,
		blend: 'source-over',
		opacity: 1,
		unique: true,
		inMetadata: true,
		traits: weights.map((weight, index) => trait(`${id}${index}`, weight)),
		...(none === undefined ? {} : { none: { share: none } }),
		...more,
	};
}

export interface DesignParts {
	layers: Layer[];
	count: number;
	rules?: Rule[];
	pairs?: StrictPair[];
	seed?: string;
	supply?: Partial<Supply>;
}

export function design({ layers, count, rules = [], pairs = [], seed = 'seed', supply = {} }: DesignParts): Design {
	return {
		version: 1,
		name: 'Test',
		description: '',
		output: { width: 64, height: 64, format: 'png', quality: 1, fit: 'none', resampling: 'smooth' },
		background: { kind: 'none' },
		layers,
		rules,
		strictPairs: pairs,
		supply: {
			count,
			firstNumber: 1,
			distribution: 'weights',
			shuffle: false,
			sections: [],
			specials: [],
			locks: [],
			pins: [],
			...supply,
		},
		metadata: { nameTemplate: '{name}', descriptionTemplate: '', imageTemplate: '{file}', baseUri: '' },
		seed,
		assets: {},
	};
}

/** The trait `layer` + `index`, as `layer()` names them. */
export function is(layerId: string, index: number): Selector {
	return { kind: 'trait', layer: layerId, trait: `${layerId}${index}` };
}

export function ones(count: number): number[] {
	return Array.from({ length: count }, () => 1);
}
