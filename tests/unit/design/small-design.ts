import { NONE, type Plan } from '../../../src/engine/combine/plan.ts';
import { defaultDesign } from '../../../src/engine/design/default-design.ts';
import type { Design, Layer, TraitPart } from '../../../src/engine/design/design.ts';

/** A hash-like text per letter. */
export function asset(letter: string): string {
	return letter.codePointAt(0)?.toString(16).padStart(64, '0') ?? '';
}

/** A layer with a trait per entry; `parts` by the letters of their assets. */
export function layer(id: string, traits: (string | TraitPart[])[], more: Partial<Layer> = {}): Layer {
	return {
		id,
		name: id.toUpperCase(),
		blend: 'source-over',
		opacity: 1,
		unique: true,
		inMetadata: true,
		traits: traits.map((parts, i) => ({
			id: `${id}${i}`,
			name: `${id} ${i}`,
			weight: 1,
			parts: typeof parts === 'string' ? [...parts].map((letter) => ({ asset: asset(letter) })) : parts,
			tags: [],
		})),
		...more,
	};
}

/** A valid design of these layers, all of whose assets exist. */
export function designOf(layers: Layer[], more: Partial<Design> = {}): Design {
	const hashes = layers.flatMap(({ traits }) => traits.flatMap(({ parts }) => parts.map((part) => part.asset)));
	return {
		...defaultDesign('Test', 100, 50),
		layers,
		assets: Object.fromEntries(hashes.map((hash) => [hash, { name: 'a.png', type: 'image/png', bytes: 9 }])),
		...more,
	};
}

/** A plan of the given rows; `null` is None. */
export function planOf(rows: (number | null)[][], more: Partial<Plan> = {}): Plan {
	return {
		algorithm: 1,
		count: rows.length,
		layers: rows[0].length,
		dna: Uint16Array.from(rows.flat().map((trait) => trait ?? NONE)),
		firstNumber: 1,
		section: new Uint8Array(rows.length),
		special: new Uint16Array(rows.length),
		...more,
	};
}
