import { expect } from 'vitest';
import { packTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import type { Compositor } from '../../../src/engine/tiles/compositor.ts';
import type { TileShape } from '../../../src/engine/tiles/tile-shape.ts';
import { createReferenceCompositor } from '../../../src/gpu/reference/reference-compositor.ts';
import { batchOf, pixelsOf, type Entry } from '../../unit/compositing/tile-batches.ts';

function words(bytes: Uint8Array): Uint32Array {
	return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

function hex(word: number): string {
	return word.toString(16).padStart(8, '0');
}

/** Fails with the first pixel in which the compositor differs from the reference on the same content. */
export async function expectSameBytes(
	compositor: Compositor,
	content: Uint8Array,
	stacks: ReadonlyArray<readonly Entry[]>,
	shape: TileShape,
): Promise<void> {
	const reference = createReferenceCompositor();
	reference.useContent(packTiles(content, shape));
	const batch = batchOf(stacks);
	const expected = pixelsOf(await reference.composite(batch), batch.jobs, shape);
	const actual = pixelsOf(await compositor.composite(batch), batch.jobs, shape);
	expect(actual.length).toBe(expected.length);
	for (let i = 0; i < expected.length; i++) {
		if (actual[i] === expected[i]) continue;
		const [job, p] = [Math.floor(i / shape.pixels), i % shape.pixels];
		const pixels = words(content);
		const layers = stacks[job].map((entry) => ({
			...entry,
			pixel: entry.content === 0 ? '0' : pixels[(entry.content - 1) * shape.pixels + p].toString(16),
		}));
		expect.fail(
			`job ${job}, pixel ${p}: ${compositor.backend} ${hex(actual[i])}, reference ${hex(expected[i])}: ${JSON.stringify(layers)}`,
		);
	}
}
