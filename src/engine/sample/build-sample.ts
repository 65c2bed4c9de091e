/** The built-in sample collection: what a newcomer sees first, and what the benchmark draws. */
import { assetHash } from '../design/asset-hash.ts';
import { defaultDesign } from '../design/default-design.ts';
import type { AssetHash, Design, Layer } from '../design/design.ts';
import { BACKGROUNDS, backgroundSvg } from './backgrounds.ts';
import { sampleRules, tagLongArms } from './sample-rules.ts';
import { CANVAS, type Group, partSvg, variantsOf } from './notionists.ts';

interface SampleLayer {
	name: string;
	group: Group;
	/** Share of tokens without it. */
	none?: number;
}

/** Back to front, as the avatars are drawn. */
const LAYERS: SampleLayer[] = [
	{ name: 'Base', group: 'base' },
	{ name: 'Body', group: 'body' },
	{ name: 'Hair', group: 'hair' },
	{ name: 'Lips', group: 'lips' },
	{ name: 'Beard', group: 'beard', none: 0.72 },
	{ name: 'Nose', group: 'nose' },
	{ name: 'Eyes', group: 'eyes' },
	{ name: 'Glasses', group: 'glasses', none: 0.65 },
	{ name: 'Brows', group: 'brows' },
	{ name: 'Gesture', group: 'gesture', none: 0.775 },
];

/** Common to rare; the traits of a layer take them in turn, so that every layer has both. */
const WEIGHTS = [12, 10, 8, 8, 6.5, 5, 5, 4, 3, 2.5, 2, 1.25, 0.75];

/**
 * Notionists over backgrounds of our own: 11 layers, 203 traits, one SVG each. Takes some 10 ms and rasterises nothing.
 * @returns the design and the file of every asset in it
 */
export async function buildSample(): Promise<{ design: Design; assets: Map<AssetHash, Blob> }> {
	const design = defaultDesign('Tessera Notionists', 1080, 1080);
	const description =
		'Hand-drawn portraits assembled from the Notionists by Zoish (CC0), each one of a kind. A sample to try Tessera with.';
	design.description = description;
	design.metadata.descriptionTemplate = description;
	design.seed = 'tessera';
	const assets = new Map<AssetHash, Blob>();

	/** Files the SVG as an asset and returns its hash. */
	const addAsset = async (name: string, svg: string): Promise<AssetHash> => {
		const bytes = new TextEncoder().encode(svg);
		const hash = await assetHash(bytes);
		assets.set(hash, new Blob([bytes], { type: 'image/svg+xml' }));
		design.assets[hash] = { name, type: 'image/svg+xml', bytes: bytes.length, width: CANVAS, height: CANVAS };
		return hash;
	};
	const addLayer = async (
		name: string,
		none: number | undefined,
		traits: { name: string; weight: number; svg: string }[],
	): Promise<Layer> => {
		const id = name.toLowerCase();
		return {
			id,
			name,
			...(none !== undefined && { none: { share: none } }),
			blend: 'source-over',
			opacity: 1,
			unique: true,
			inMetadata: true,
			traits: await Promise.all(
				traits.map(async ({ name: traitName, weight, svg }, i) => ({
					id: `${id}-${i + 1}`,
					name: traitName,
					weight,
					parts: [{ asset: await addAsset(`${traitName}.svg`, svg) }],
					tags: [],
				})),
			),
		};
	};

	const backgrounds = BACKGROUNDS.map((b) => ({ name: b.name, weight: b.weight, svg: backgroundSvg(b) }));
	design.layers = await Promise.all([
		addLayer('Background', undefined, backgrounds),
		...LAYERS.map(({ name, group, none }) => {
			const traits = variantsOf(group).map((variant, i) => ({
				name: traitName(name, variant),
				weight: WEIGHTS[i % WEIGHTS.length],
				svg: partSvg(group, variant),
			}));
			return addLayer(name, none, traits);
		}),
	]);
	tagLongArms(design.layers);
	design.rules = sampleRules(design.layers);
	return { design, assets };
}

/** `Hair 07` for `variant07`, `Hair Hat` for `hat`, `Gesture Wave Long Arm` for `waveLongArm`. */
function traitName(layer: string, variant: string): string {
	const numbered = /^variant(\d+)$/.exec(variant);
	if (numbered) return `${layer} ${numbered[1]}`;
	const words = variant.replaceAll(/([A-Z]|\d+)/g, ' $1');
	return `${layer} ${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
