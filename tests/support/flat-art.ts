/** Collections drawn like those that people make: large flat shapes with soft edges, and pixel art. */
import { assetHash } from '../../src/engine/design/asset-hash.ts';
import { Random } from '../../src/engine/combine/random.ts';
import { defaultDesign } from '../../src/engine/design/default-design.ts';
import type { AssetHash, Design } from '../../src/engine/design/design.ts';

export interface ArtCollection {
	design: Design;
	assets: Map<AssetHash, Blob>;
}

type Draw = (context: OffscreenCanvasRenderingContext2D, random: Random, size: number) => void;

interface ArtLayer {
	name: string;
	traits: number;
	none?: number;
	draw: Draw;
}

const colour = (random: Random) =>
	`rgb(${Math.floor(random.unit() * 256)},${Math.floor(random.unit() * 256)},${Math.floor(random.unit() * 256)})`;

/** A round shape with an outline, about `scale` of the image large. */
const blob =
	(x: number, y: number, scale: number): Draw =>
	(context, random, size) => {
		context.beginPath();
		const radius = size * scale * (0.8 + random.unit() * 0.4);
		context.ellipse(size * x, size * y, radius, radius * (0.6 + random.unit() * 0.8), random.unit(), 0, 7);
		context.fillStyle = colour(random);
		context.fill();
		context.lineWidth = size / 90;
		context.strokeStyle = '#221a20';
		context.stroke();
	};

const fill: Draw = (context, random, size) => {
	context.fillStyle = colour(random);
	context.fillRect(0, 0, size, size);
};

/** Few layers of few traits, as the samples of nftchef and HashLips. */
export function flatArt(size: number, count: number): Promise<ArtCollection> {
	return collection('Flat art', size, count, false, [
		{ name: 'Background', traits: 3, draw: fill },
		{ name: 'Body', traits: 3, draw: blob(0.5, 0.8, 0.3) },
		{ name: 'Head', traits: 3, draw: blob(0.5, 0.4, 0.22) },
		{ name: 'Eyes', traits: 4, draw: blob(0.5, 0.36, 0.07) },
		{ name: 'Hair', traits: 4, none: 0.2, draw: blob(0.5, 0.2, 0.16) },
		{ name: 'Accessory', traits: 3, none: 0.5, draw: blob(0.7, 0.65, 0.08) },
	]);
}

/** 24 × 24 large pixels without smooth edges; few colours. */
export function pixelArt(size: number, count: number): Promise<ArtCollection> {
	const squares =
		(x: number, y: number, width: number, height: number): Draw =>
		(context, random, side) => {
			const pixel = side / 24;
			context.fillStyle = colour(random);
			for (let i = 0; i < width * height; i++) {
				if (random.unit() < 0.35) context.fillStyle = colour(random);
				if (random.unit() < 0.8) {
					context.fillRect((x + (i % width)) * pixel, (y + Math.floor(i / width)) * pixel, pixel, pixel);
				}
			}
		};
	return collection('Pixel art', size, count, true, [
		{ name: 'Background', traits: 4, draw: fill },
		{ name: 'Body', traits: 5, draw: squares(6, 15, 12, 9) },
		{ name: 'Head', traits: 5, draw: squares(7, 5, 10, 10) },
		{ name: 'Eyes', traits: 6, draw: squares(9, 8, 6, 2) },
		{ name: 'Hat', traits: 6, none: 0.4, draw: squares(6, 2, 12, 4) },
	]);
}

async function collection(
	name: string,
	size: number,
	count: number,
	pixelated: boolean,
	layers: readonly ArtLayer[],
): Promise<ArtCollection> {
	const design = defaultDesign(name, size, size);
	design.supply.count = count;
	if (pixelated) design.output.resampling = 'pixelated';
	const assets = new Map<AssetHash, Blob>();
	for (const layer of layers) {
		const traits: Design['layers'][number]['traits'] = [];
		for (let t = 0; t < layer.traits; t++) {
			const trait = `${layer.name} ${t}`;
			const canvas = new OffscreenCanvas(size, size);
			const context = canvas.getContext('2d');
			if (context === null) throw new Error('no 2D context');
			layer.draw(context, new Random(trait, name), size);
			const file = await canvas.convertToBlob({ type: 'image/png' });
			const hash = await assetHash(new Uint8Array(await file.arrayBuffer()));
			assets.set(hash, file);
			design.assets[hash] = { name: `${trait}.png`, type: 'image/png', bytes: file.size, width: size, height: size };
			traits.push({ id: trait, name: trait, weight: t + 1, parts: [{ asset: hash }], tags: [] });
		}
		design.layers.push({
			id: layer.name,
			name: layer.name,
			blend: 'source-over',
			opacity: 1,
			unique: true,
			inMetadata: true,
			traits,
			...(layer.none === undefined ? {} : { none: { share: layer.none } }),
		});
	}
	return { design, assets };
}
