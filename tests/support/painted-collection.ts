/** A small collection that is as nasty as compositing gets: random alpha, every kind of operator, opacity, gaps. */
import { encode } from 'fast-png';
import { assetHash } from '../../src/engine/design/asset-hash.ts';
import { defaultDesign } from '../../src/engine/design/default-design.ts';
import type { AssetHash, Design } from '../../src/engine/design/design.ts';
import type { Operator } from '../../src/engine/design/operators.ts';
import { Random } from '../../src/engine/combine/random.ts';

export interface PaintedCollection {
	design: Design;
	assets: Map<AssetHash, Blob>;
	/** Straight RGBA of every asset, of the design's size. */
	pixels: Map<AssetHash, Uint8Array>;
}

interface PaintedLayer {
	name: string;
	blend: Operator;
	opacity: number;
	none?: number;
}

const LAYERS: PaintedLayer[] = [
	{ name: 'Ground', blend: 'source-over', opacity: 1 },
	{ name: 'Shade', blend: 'multiply', opacity: 0.7, none: 0.2 },
	{ name: 'Figure', blend: 'source-over', opacity: 1 },
	{ name: 'Glow', blend: 'screen', opacity: 0.35, none: 0.5 },
	{ name: 'Cut', blend: 'destination-out', opacity: 0.5, none: 0.6 },
	{ name: 'Tint', blend: 'color', opacity: 0.9, none: 0.3 },
];

/** One asset per trait, four traits per layer; equal arguments give equal bytes. */
export async function paintedCollection(
	width: number,
	height: number,
	count: number,
	layers: readonly PaintedLayer[] = LAYERS,
): Promise<PaintedCollection> {
	const design = defaultDesign('Painted', width, height);
	design.supply.count = count;
	const assets = new Map<AssetHash, Blob>();
	const pixels = new Map<AssetHash, Uint8Array>();
	for (const layer of layers) {
		const traits: Design['layers'][number]['traits'] = [];
		for (let t = 0; t < 4; t++) {
			const name = `${layer.name} ${t}`;
			const data = paint(name, width, height);
			const bytes = new Uint8Array(encode({ width, height, data, channels: 4 }));
			const hash = await assetHash(bytes);
			assets.set(hash, new Blob([bytes], { type: 'image/png' }));
			pixels.set(hash, data);
			design.assets[hash] = { name: `${name}.png`, type: 'image/png', bytes: bytes.length, width, height };
			traits.push({ id: name, name, weight: t + 1, parts: [{ asset: hash }], tags: [] });
		}
		const { name, blend, opacity, none } = layer;
		design.layers.push({
			id: name,
			name,
			blend,
			opacity,
			unique: true,
			inMetadata: true,
			traits,
			...(none === undefined ? {} : { none: { share: none } }),
		});
	}
	return { design, assets, pixels };
}

/** Stripes of noise, flat opaque areas and holes, different for every name. */
function paint(name: string, width: number, height: number): Uint8Array {
	const random = new Random(name, 'paint');
	const data = new Uint8Array(width * height * 4);
	const flat = Array.from({ length: 3 }, () => Math.floor(random.unit() * 256));
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = (y * width + x) * 4;
			const area = Math.floor((x * 4) / width + (y * 3) / height) % 4;
			if (area === 0) data.set([...flat, 255], at);
			else if (area === 1) for (let c = 0; c < 4; c++) data[at + c] = Math.floor(random.unit() * 256);
			else if (area === 2) data.set([...flat, Math.floor((x * 255) / width)], at);
		}
	}
	return data;
}
