import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { LARGE_TILE, SMALL_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import type { TileShape } from '../../../src/engine/tiles/tile-shape.ts';
import { createWebGpuCompositor, type WebGpuCompositor } from '../../../src/gpu/webgpu/webgpu-compositor.ts';
import { EDGE_OPACITIES, randomIntegers } from '../../unit/compositing/random-stacks.ts';
import { ALPHAS, contentTiles, criticalPair } from '../../unit/compositing/tile-batches.ts';
import { expectSameBytes } from './same-bytes.ts';

const random = randomIntegers(4711);
const KINDS = Object.values(ALPHAS);
/** Ids 1 and 2 are the critical pair, then one tile per kind of alpha. */
const TILES = 2 + KINDS.length;
function contentOf(shape: TileShape): Uint8Array {
	const content = new Uint8Array(TILES * shape.bytes);
	content.set(criticalPair(shape));
	content.set(contentTiles(random, KINDS, shape), 2 * shape.bytes);
	return content;
}
const [ANY, CRITICAL] = [3 + KINDS.indexOf(ALPHAS.any), 3 + KINDS.indexOf(ALPHAS.critical)];

describe.each([
	['large tiles', LARGE_TILE],
	['small tiles', SMALL_TILE],
])('the shader equals its TypeScript twin, bit for bit: %s', (_name, shape) => {
	const content = contentOf(shape);
	let compositor: WebGpuCompositor;
	beforeAll(async () => {
		compositor = await createWebGpuCompositor(shape, { allowSoftware: true });
		compositor.useContent(packTiles(content, shape));
	});
	afterAll(() => compositor.dispose());

	test.each(OPERATORS)('%s, at every opacity, over critical and random backdrops', async (operator) => {
		const stacks = EDGE_OPACITIES.flatMap((opacity) => [
			[
				{ content: 1, operator: 'source-over' as const, opacity: 65535 },
				{ content: 2, operator, opacity },
			],
			[
				{ content: CRITICAL, operator: 'source-over' as const, opacity: random(65536) },
				{ content: ANY, operator, opacity },
			],
		]);
		await expectSameBytes(compositor, content, stacks, shape);
	});

	test('random stacks of 1 to 15 layers, empty and opaque tiles among them', async () => {
		const stacks = Array.from({ length: 60 }, (_, i) =>
			Array.from({ length: 1 + (i % 15) }, () => ({
				content: random(TILES + 1),
				operator: i % 2 === 0 || random(3) === 0 ? OPERATORS[random(OPERATORS.length)] : ('source-over' as const),
				opacity: random(3) === 0 ? 65535 : random(2) ? random(65536) : EDGE_OPACITIES[random(EDGE_OPACITIES.length)],
			})),
		);
		stacks.push([], [{ content: 0, operator: 'copy', opacity: 65535 }]);
		await expectSameBytes(compositor, content, stacks, shape);
	});

	test('random stacks of source-over alone, which have a pipeline of their own', async () => {
		const stacks = Array.from({ length: 45 }, (_, i) =>
			Array.from({ length: 1 + (i % 15) }, () => ({
				content: random(TILES + 1),
				operator: 'source-over' as const,
				opacity: random(3) > 0 ? 65535 : EDGE_OPACITIES[random(EDGE_OPACITIES.length)],
			})),
		);
		await expectSameBytes(compositor, content, stacks, shape);
	});

	test('a batch of more than one dispatch, and content added after the first', async () => {
		const before = compositor.traffic();
		const growing = await createWebGpuCompositor(shape, { allowSoftware: true });
		const tiles = packTiles(content, shape);
		growing.useContent(tiles);
		await expectSameBytes(growing, content, [[{ content: 3, operator: 'source-over', opacity: 65535 }]], shape);
		// More than a page of the atlas, so that it moves to a larger texture.
		const copies = Math.ceil(1100 / TILES);
		const all = new Uint8Array((copies + 1) * content.length);
		for (let i = 0; i <= copies; i++) all.set(content, i * content.length);
		const words = new Uint32Array(all.buffer);
		for (let id = TILES; id < (copies + 1) * TILES; id++) tiles.add(words, id * shape.pixels);
		const many = (copies + 1) * TILES;
		const stacks = Array.from({ length: growing.preferredJobs * 3 + 5 }, (_, i) => [
			{ content: 1 + ((i * 37) % many), operator: 'source-over' as const, opacity: 65535 - (i % 3) },
		]);
		await expectSameBytes(growing, all, stacks, shape);
		const traffic = growing.traffic();
		expect(traffic.dispatches).toBe(5);
		expect(traffic.bytesBack).toBe((stacks.length + 1) * shape.bytes);
		expect(traffic.bytesUp).toBeGreaterThan(many * shape.bytes);
		expect(compositor.traffic()).toEqual(before);
		growing.dispose();
	});

	test('names its adapter, and refuses a software one where that is asked', async () => {
		expect(compositor.description).toMatch(/^WebGPU on ./);
		if (!compositor.softwareAdapter) return;
		await expect(createWebGpuCompositor(shape)).rejects.toMatchObject({
			problem: { code: 'backend-unavailable' },
		});
	});
});
