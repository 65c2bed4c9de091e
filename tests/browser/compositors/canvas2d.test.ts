import { describe, expect, test, vi } from 'vitest';
import { PackedTiles, packTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { LARGE_TILE, SMALL_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import { createCanvas2dCompositor } from '../../../src/gpu/canvas2d/canvas2d-compositor.ts';
import { randomIntegers } from '../../unit/compositing/random-stacks.ts';
import { ALPHAS, contentTiles, type Entry } from '../../unit/compositing/tile-batches.ts';
import { expectSameBytes } from './same-bytes.ts';

const random = randomIntegers(99);
const KINDS = [ALPHAS.opaque, ALPHAS.binary, ALPHAS.binary, ALPHAS.empty, ALPHAS.edges, ALPHAS.any];
/** The first so many ids have alphas 0 and 255 only. */
const BINARY = 4;

function sourceOver(id: number): Entry {
	return { content: id, operator: 'source-over', opacity: 65535 };
}

describe.each([
	['large tiles', LARGE_TILE],
	['small tiles', SMALL_TILE],
])('the canvas compositor equals the reference, bit for bit: %s', (_name, shape) => {
	const content = contentTiles(random, KINDS, shape);

	test('stacks that the canvas draws', async () => {
		const compositor = createCanvas2dCompositor(shape);
		compositor.useContent(packTiles(content, shape));
		const stacks = Array.from({ length: 600 }, (_, i) =>
			Array.from({ length: i % 15 }, () => sourceOver(random(BINARY + 1))),
		);
		await expectSameBytes(compositor, content, stacks, shape);
		expect(compositor.traffic().bytesBack).toBe(stacks.length * shape.bytes);
		compositor.dispose();
	});

	test('stacks that it would round go through the kernel, mixed with others in one batch', async () => {
		const compositor = createCanvas2dCompositor(shape);
		compositor.useContent(packTiles(content, shape));
		const rounding: Entry[][] = [
			[sourceOver(1), sourceOver(5)],
			[sourceOver(1), { content: 2, operator: 'source-over', opacity: 65534 }],
			...OPERATORS.slice(1).map((operator): Entry[] => [sourceOver(5), { content: 2, operator, opacity: 65535 }]),
			...Array.from({ length: 40 }, () =>
				Array.from({ length: 2 + random(14) }, (_, i) => ({
					content: i === 0 ? 6 : random(KINDS.length + 1),
					operator: OPERATORS[random(OPERATORS.length)],
					opacity: random(65536),
				})),
			),
		];
		const exact = rounding.map(() => [sourceOver(1), sourceOver(2)]);
		await expectSameBytes(
			compositor,
			content,
			rounding.flatMap((stack, i) => [stack, exact[i]]),
			shape,
		);
		expect(compositor.traffic().bytesBack).toBe(exact.length * shape.bytes);
		compositor.dispose();
	});

	test('content added later, over more than one canvas of the atlas', async () => {
		const compositor = createCanvas2dCompositor(shape);
		const packed = new PackedTiles(shape);
		compositor.useContent(packed);
		const all = new Uint8Array(25 * content.length);
		for (let i = 0; i < 25; i++) {
			all.set(contentTiles(random, KINDS, shape), i * content.length);
			const words = new Uint32Array(all.buffer);
			for (let id = i * KINDS.length; id < (i + 1) * KINDS.length; id++) packed.add(words, id * shape.pixels);
			const stacks = Array.from({ length: 3 }, () =>
				Array.from({ length: 4 }, () => sourceOver(1 + random(i + 1) * KINDS.length + random(BINARY))),
			);
			await expectSameBytes(compositor, all, stacks, shape);
		}
		compositor.dispose();
	});
});

test('without a canvas outside the page there is no such backend', () => {
	vi.stubGlobal('OffscreenCanvas', undefined);
	expect(() => createCanvas2dCompositor(LARGE_TILE)).toThrow('no canvas outside the page');
	vi.unstubAllGlobals();
});

test('a browser that alters what is read from a canvas is refused', () => {
	const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
	const spy = vi.spyOn(OffscreenCanvasRenderingContext2D.prototype, 'getImageData').mockImplementation(function (
		this: OffscreenCanvasRenderingContext2D,
		...area
	) {
		const image = read.apply(this, area);
		image.data[1000] ^= 1;
		return image;
	});
	expect(() => createCanvas2dCompositor(LARGE_TILE)).toThrow('alters the pixels');
	spy.mockRestore();
});
