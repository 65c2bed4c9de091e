import { expect, test, vi } from 'vitest';
import { packTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { LARGE_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import { createWebGpuCompositor } from '../../../src/gpu/webgpu/webgpu-compositor.ts';
import { randomIntegers } from '../../unit/compositing/random-stacks.ts';
import { ALPHAS, batchOf, contentTiles, type Entry } from '../../unit/compositing/tile-batches.ts';
import { expectSameBytes } from './same-bytes.ts';

const random = randomIntegers(5);
const KINDS = Object.values(ALPHAS);
const content = contentTiles(random, KINDS, LARGE_TILE);
const stacks: Entry[][] = Array.from({ length: 40 }, () =>
	Array.from({ length: 5 }, () => ({
		content: 1 + random(KINDS.length),
		operator: 'soft-light',
		opacity: random(65536),
	})),
);

test('a device lost between two batches is replaced and the bytes are the same, however often', async () => {
	const compositor = await createWebGpuCompositor(LARGE_TILE, { allowSoftware: true });
	compositor.useContent(packTiles(content, LARGE_TILE));
	const ids = KINDS.map((_, i) => [{ content: i + 1, operator: 'source-over' as const, opacity: 54321 }]);
	await expectSameBytes(compositor, content, ids, LARGE_TILE);
	for (let loss = 1; loss <= 4; loss++) {
		compositor.simulateLoss();
		await expectSameBytes(compositor, content, ids, LARGE_TILE);
		expect(compositor.traffic().bytesUp).toBeGreaterThan((loss + 1) * KINDS.length * LARGE_TILE.bytes);
	}
	compositor.dispose();
});

test('a device lost in the midst of a batch is replaced and the batch repeated', async () => {
	const compositor = await createWebGpuCompositor(LARGE_TILE, { allowSoftware: true });
	compositor.useContent(packTiles(content, LARGE_TILE));
	// Three dispatches, so that most of the work still lies ahead when the first is under way.
	const long: Entry[][] = Array.from({ length: 2 * compositor.preferredJobs + 1 }, (_, i) => [
		{ content: 1 + (i % KINDS.length), operator: 'source-over', opacity: 65535 - i },
	]);
	const result = expectSameBytes(compositor, content, long, LARGE_TILE);
	await vi.waitUntil(() => compositor.traffic().dispatches > 0, { interval: 1, timeout: 20_000 });
	compositor.simulateLoss();
	await result;
	expect(compositor.traffic().dispatches).toBeGreaterThan(3);
	compositor.dispose();
});

test('after three losses in a row the batch is rejected, so that another backend can take over', async () => {
	const compositor = await createWebGpuCompositor(LARGE_TILE, { allowSoftware: true });
	compositor.useContent(packTiles(content, LARGE_TILE));
	// Far longer than the interval, so that no attempt survives.
	const long = batchOf(Array.from({ length: 20 }, () => stacks).flat());
	const losing = setInterval(() => compositor.simulateLoss(), 1);
	try {
		await expect(compositor.composite(long)).rejects.toMatchObject({ problem: { code: 'gpu-lost' } });
		await expect(compositor.composite(long)).rejects.toMatchObject({ problem: { code: 'gpu-lost' } });
	} finally {
		clearInterval(losing);
		compositor.dispose();
	}
});

test('disposing in the midst of a batch ends it and acquires no other device', async () => {
	const compositor = await createWebGpuCompositor(LARGE_TILE, { allowSoftware: true });
	compositor.useContent(packTiles(content, LARGE_TILE));
	const result = compositor.composite(batchOf(stacks));
	const rejected = expect(result).rejects.toThrow();
	await vi.waitUntil(() => compositor.traffic().dispatches > 0, { interval: 1, timeout: 20_000 });
	const requested = vi.spyOn(navigator.gpu, 'requestAdapter');
	compositor.dispose();
	await rejected;
	expect(requested).not.toHaveBeenCalled();
	requested.mockRestore();
});
