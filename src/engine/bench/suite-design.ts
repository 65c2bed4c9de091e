/** The art of the suite: the built-in sample with few traits, so that preparing it leaves time for measuring. */
import type { AssetHash, Design } from '../design/design.ts';
import { buildSample } from '../sample/build-sample.ts';

/** Kept of every layer: enough for any number of tokens that the suite makes (3⁸ at least). */
const TRAITS_PER_LAYER = 3;

export interface SuiteArt {
	/** At 1080² and any number of tokens; `atSize` makes the others. */
	design: Design;
	assets: Map<AssetHash, Blob>;
}

export async function buildSuiteArt(): Promise<SuiteArt> {
	const { design, assets } = await buildSample();
	design.name = 'Tessera benchmark';
	for (const layer of design.layers) layer.traits = layer.traits.slice(0, TRAITS_PER_LAYER);
	const used = new Set(design.layers.flatMap(({ traits }) => traits.flatMap(({ parts }) => parts.map((p) => p.asset))));
	design.assets = Object.fromEntries(Object.entries(design.assets).filter(([hash]) => used.has(hash)));
	return { design, assets: new Map([...assets].filter(([hash]) => used.has(hash))) };
}

/** The same art on a square of `side` pixels, `count` tokens. */
export function atSize(design: Design, side: number, count: number): Design {
	return {
		...design,
		output: { ...design.output, width: side, height: side },
		supply: { ...design.supply, count },
	};
}
