import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/engine/combine/analyse.ts';
import { validateDesign } from '../../../src/engine/design/validate-design.ts';
import { assetHash } from '../../../src/engine/design/asset-hash.ts';
import { readSvgHeader } from '../../../src/engine/raster/svg-header.ts';
import { buildSample } from '../../../src/engine/sample/build-sample.ts';

describe('the sample', () => {
	it('has the ten Notionists layers in drawing order over a background', async () => {
		const { design } = await buildSample();
		expect(design.layers.map(({ name, traits }) => `${name} ${traits.length}`)).toEqual([
			'Background 12',
			'Base 1',
			'Body 25',
			'Hair 64',
			'Lips 30',
			'Beard 12',
			'Nose 20',
			'Eyes 5',
			'Glasses 11',
			'Brows 13',
			'Gesture 10',
		]);
	});

	it('is the same every time', async () => {
		expect((await buildSample()).design).toEqual((await buildSample()).design);
	});

	it('has an asset under its hash for every trait, each another drawing of 1744²', async () => {
		const { design, assets } = await buildSample();
		const used = design.layers.flatMap(({ traits }) => traits.flatMap(({ parts }) => parts.map((part) => part.asset)));
		expect(new Set(used).size).toBe(203);
		expect([...assets.keys()].sort()).toEqual([...used].sort());
		for (const [hash, blob] of assets) {
			const bytes = new Uint8Array(await blob.arrayBuffer());
			expect(await assetHash(bytes)).toBe(hash);
			expect(bytes.length).toBe(design.assets[hash].bytes);
			expect(readSvgHeader(bytes)).toEqual({ width: 1744, height: 1744, animated: false, complete: true });
		}
	});

	it('has distinct readable names, and weights that differ', async () => {
		const { design } = await buildSample();
		for (const { traits } of design.layers) {
			const names = traits.map(({ name }) => name);
			expect(new Set(names).size).toBe(names.length);
			for (const name of names) expect(name).toMatch(/^[A-Z][a-z]+( [A-Z][a-z]+| \d\d)*$/);
			if (traits.length > 1) expect(new Set(traits.map(({ weight }) => weight)).size).toBeGreaterThan(2);
		}
	});

	it('draws each part alone, somewhere on the canvas, backgrounds all over it', async () => {
		const { design, assets } = await buildSample();
		for (const { name, traits } of design.layers) {
			for (const trait of traits) {
				const svg = await (assets.get(trait.parts[0].asset) ?? new Blob()).text();
				// Drawn small: the size is on the root element alone.
				const small = svg.replace('width="1744" height="1744"', 'width="64" height="64"');
				const { channels } = await sharp(Buffer.from(small)).ensureAlpha().stats();
				const alpha = channels[3];
				expect(alpha.max).toBeGreaterThan(30);
				expect(alpha.min).toBe(name === 'Background' ? 255 : 0);
			}
		}
	});
});

describe('its rules', () => {
	it('name traits that exist, leave every trait possible, and change the rarity of some', async () => {
		const { design } = await buildSample();
		expect(validateDesign(design).filter(({ severity }) => severity === 'error')).toEqual([]);
		const { neverAppear, problems, expected, exact } = analyse(design);
		expect(problems).toEqual([]);
		expect(neverAppear).toEqual([]);
		expect(exact).toBe(true);
		const goldLeaf = design.layers[0].traits.find(({ name }) => name === 'Gold Leaf');
		const requested = (goldLeaf?.weight ?? 0) / design.layers[0].traits.reduce((sum, { weight }) => sum + weight, 0);
		expect(expected[goldLeaf?.id ?? '']).toBeLessThan(requested / 2);
	});
});
