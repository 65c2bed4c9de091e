import { NONE, type Plan } from '../../src/engine/combine/plan.ts';
import type { Design, Layer, Trait } from '../../src/engine/design/design.ts';

export function trait(name: string, more: Partial<Trait> = {}): Trait {
	return { id: `trait-${name}`, name, weight: 1, parts: [], tags: [], ...more };
}

export function layer(name: string, traits: Trait[], more: Partial<Layer> = {}): Layer {
	return {
		id: `layer-${name}`,
		name,
		blend: 'source-over',
		opacity: 1,
		unique: true,
		inMetadata: true,
		traits,
		...more,
	};
}

export function design(layers: Layer[], more: Partial<Design> = {}): Design {
	return {
		version: 1,
		name: 'Cats',
		description: '',
		output: { width: 64, height: 64, format: 'png', quality: 0.9, fit: 'contain', resampling: 'smooth' },
		background: { kind: 'none' },
		layers,
		rules: [],
		strictPairs: [],
		supply: {
			count: 3,
			firstNumber: 1,
			distribution: 'weights',
			shuffle: false,
			sections: [],
			specials: [],
			locks: [],
			pins: [],
		},
		metadata: {
			nameTemplate: '{name} #{number}',
			descriptionTemplate: 'One of the {name}.',
			imageTemplate: '{base}/{file}',
			baseUri: 'ipfs://CID',
		},
		seed: '7',
		assets: {},
		...more,
	};
}

/** A plan of the rows given as trait indices, null for None. */
export function plan(rows: (number | null)[][], more: Partial<Plan> = {}): Plan {
	return {
		algorithm: 1,
		count: rows.length,
		layers: rows[0]?.length ?? 0,
		dna: Uint16Array.from(rows.flat(), (choice) => choice ?? NONE),
		firstNumber: 1,
		section: new Uint8Array(rows.length),
		special: new Uint16Array(rows.length),
		...more,
	};
}
