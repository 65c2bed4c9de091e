/** What a new Design starts from; the sample and every import fill in the rest. */
import { DESIGN_VERSION, type Design } from './design.ts';

/** A valid design but for its layers: 1,000 tokens from number 1, PNG, no background, ERC-721 style metadata. */
export function defaultDesign(name: string, width: number, height: number): Design {
	return {
		version: DESIGN_VERSION,
		name,
		description: '',
		output: { width, height, format: 'png', quality: 0.9, fit: 'contain', resampling: 'smooth' },
		background: { kind: 'none' },
		layers: [],
		rules: [],
		strictPairs: [],
		supply: {
			count: 1000,
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
			descriptionTemplate: '',
			imageTemplate: '{base}/{file}',
			baseUri: '',
		},
		seed: '1',
		assets: {},
	};
}
