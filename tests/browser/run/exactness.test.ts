/** What a run writes is what its metadata says, pixel by pixel, judged by arithmetic that the engine does not share. */
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { Design } from '../../../src/engine/design/design.ts';
import { engineFilesOf } from '../../support/engine-files.ts';
import { runIntoFiles } from '../../support/engine-run.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { compositeFloat } from '../../support/w3c-compositing.ts';
import type { FloatLayer } from '../../support/w3c-compositing.ts';

interface TokenMetadata {
	attributes: { trait_type: string; value: string }[];
}

/** The layers of a token as its attributes name them, bottom first. */
function layersOf(design: Design, pixels: ReadonlyMap<string, Uint8Array>, { attributes }: TokenMetadata) {
	return attributes.map(({ trait_type, value }) => {
		const layer = design.layers.find(({ name }) => name === trait_type);
		const trait = layer?.traits.find(({ name }) => name === value);
		const data = pixels.get(trait?.parts[0].asset ?? '');
		if (layer === undefined || data === undefined) throw new Error(`no trait ${trait_type}: ${value}`);
		return { data, operator: layer.blend, opacity: layer.opacity };
	});
}

/** Largest difference in any channel, colour judged after multiplying with alpha as it is seen. */
function worstDifference(image: Uint8Array, layers: ReturnType<typeof layersOf>): number {
	let worst = 0;
	for (let at = 0; at < image.length; at += 4) {
		const stack: FloatLayer[] = layers.map(({ data, operator, opacity }) => ({
			rgba: [data[at], data[at + 1], data[at + 2], data[at + 3]],
			operator,
			opacity,
		}));
		const want = compositeFloat(stack);
		worst = Math.max(worst, Math.abs(image[at + 3] - want[3]));
		for (let c = 0; c < 3; c++) {
			const seen = (image[at + c] * image[at + 3] - want[c] * want[3]) / 255;
			worst = Math.max(worst, Math.abs(seen));
		}
	}
	return worst;
}

describe('a finished run', () => {
	it('shows exactly the traits of its metadata, no channel off by more than 1', { timeout: 120_000 }, async () => {
		const { design, assets, pixels } = await paintedCollection(300, 70, 10);
		const { snapshot, files } = await runIntoFiles(design, assets);
		expect(snapshot.problems).toEqual([]);
		expect(snapshot.state).toBe('finished');
		const { images, tokens } = engineFilesOf(files);
		expect(images.size).toBe(10);
		for (const [number, bytes] of images) {
			const png = decode(bytes);
			expect([png.width, png.height, png.channels]).toEqual([300, 70, 4]);
			const worst = worstDifference(Uint8Array.from(png.data), layersOf(design, pixels, tokens[number - 1]));
			expect(worst, `token ${number}`).toBeLessThanOrEqual(1);
		}
	});

	it('writes different tokens, numbered without gaps, and its own record', async () => {
		const { design, assets } = await paintedCollection(40, 40, 200);
		const { files } = await runIntoFiles(design, assets);
		const { images, tokens, run } = engineFilesOf(files);
		expect([...images.keys()]).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
		expect(new Set(tokens.map(({ attributes }) => JSON.stringify(attributes))).size).toBe(200);
		expect(run.provenance.images).toHaveLength(200);
		for (const [number, bytes] of images) {
			const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
			const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
			expect(run.provenance.images[number - 1]).toBe(hex);
		}
	});
});
