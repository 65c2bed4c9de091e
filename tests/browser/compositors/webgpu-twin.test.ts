import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { TILE_BYTES, TILE_PIXELS } from '../../../src/engine/tiles/tile-shape.ts';
import { createWebGpuCompositor, type WebGpuCompositor } from '../../../src/gpu/webgpu/webgpu-compositor.ts';
import { EDGE_OPACITIES, randomIntegers } from '../../unit/compositing/random-stacks.ts';
import { ALPHAS, contentTiles, criticalPair } from '../../unit/compositing/tile-batches.ts';
import { expectSameBytes } from './same-bytes.ts';

const random = randomIntegers(4711);
const KINDS = Object.values(ALPHAS);
/** Ids 1 and 2 are the critical pair, then one tile per kind of alpha. */
const TILES = 2 + KINDS.length;
const content = new Uint8Array(TILES * TILE_BYTES);
content.set(criticalPair());
content.set(contentTiles(random, KINDS), 2 * TILE_BYTES);
const [ANY, CRITICAL] = [3 + KINDS.indexOf(ALPHAS.any), 3 + KINDS.indexOf(ALPHAS.critical)];

describe('the shader equals its TypeScript twin, bit for bit', () => {
	let compositor: WebGpuCompositor;
	beforeAll(async () => {
		compositor = await createWebGpuCompositor({ allowSoftware: true });
		compositor.useContent(packTiles(content));
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
		await expectSameBytes(compositor, content, stacks);
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
		await expectSameBytes(compositor, content, stacks);
	});

	test('random stacks of source-over alone, which have a pipeline of their own', async () => {
		const stacks = Array.from({ length: 45 }, (_, i) =>
			Array.from({ length: 1 + (i % 15) }, () => ({
				content: random(TILES + 1),
				operator: 'source-over' as const,
				opacity: random(3) > 0 ? 65535 : EDGE_OPACITIES[random(EDGE_OPACITIES.length)],
			})),
		);
		await expectSameBytes(compositor, content, stacks);
	});

	test('a batch of more than one dispatch, and content added after the first', async () => {
		const before = compositor.traffic();
		const growing = await createWebGpuCompositor({ allowSoftware: true });
		const tiles = packTiles(content);
		growing.useContent(tiles);
		await expectSameBytes(growing, content, [[{ content: 3, operator: 'source-over', opacity: 65535 }]]);
		// More than a page of the atlas, so that it moves to a larger texture.
		const copies = Math.ceil(1100 / TILES);
		const all = new Uint8Array((copies + 1) * content.length);
		for (let i = 0; i <= copies; i++) all.set(content, i * content.length);
		const words = new Uint32Array(all.buffer);
		for (let id = TILES; id < (copies + 1) * TILES; id++) tiles.add(words, id * TILE_PIXELS);
		const many = (copies + 1) * TILES;
		const stacks = Array.from({ length: growing.preferredJobs * 3 + 5 }, (_, i) => [
			{ content: 1 + ((i * 37) % many), operator: 'source-over' as const, opacity: 65535 - (i % 3) },
		]);
		await expectSameBytes(growing, all, stacks);
		const traffic = growing.traffic();
		expect(traffic.dispatches).toBe(5);
		expect(traffic.bytesBack).toBe((stacks.length + 1) * TILE_BYTES);
		expect(traffic.bytesUp).toBeGreaterThan(many * TILE_BYTES);
		expect(compositor.traffic()).toEqual(before);
		growing.dispose();
	});

	test('names its adapter, and refuses a software one where that is asked', async () => {
		expect(compositor.description).toMatch(/^WebGPU on ./);
		if (!compositor.softwareAdapter) return;
		await expect(createWebGpuCompositor()).rejects.toMatchObject({
			problem: { code: 'backend-unavailable' },
		});
	});
});
