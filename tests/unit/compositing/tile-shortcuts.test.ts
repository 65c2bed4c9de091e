import { describe, expect, test } from 'vitest';
import { packTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { LARGE_TILE, SMALL_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import type { TileShape } from '../../../src/engine/tiles/tile-shape.ts';
import { suitsRuns } from '../../../src/gpu/reference/composite-runs.ts';
import { createReferenceCompositor } from '../../../src/gpu/reference/reference-compositor.ts';
import { TileStack } from '../../../src/gpu/reference/tile-stack.ts';
import { UnpackedTiles } from '../../../src/gpu/reference/unpacked-tiles.ts';
import { kernelComposite } from './kernel-composite.ts';
import { EDGE_OPACITIES, randomIntegers } from './random-stacks.ts';
import { ALPHAS, batchOf, contentTiles, flatten, pixelsOf, type Entry } from './tile-batches.ts';

const CONTENT = Object.values(ALPHAS);

/** Every 7th pixel of each job against the kernel. */
async function compare(stacks: readonly Entry[][], pixels: Uint8Array, shape: TileShape): Promise<void> {
	const compositor = createReferenceCompositor();
	compositor.useContent(packTiles(pixels, shape));
	const result = await compositor.composite(batchOf(stacks));
	const words = pixelsOf(result, stacks.length, shape);
	stacks.forEach((stack, job) => {
		for (let p = job % 7; p < shape.pixels; p += 7) {
			const layers = stack.map(({ content, operator, opacity }) => {
				const at = (content - 1) * shape.bytes + p * 4;
				const rgba = content === 0 ? [0, 0, 0, 0] : [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]];
				return { rgba: rgba as [number, number, number, number], operator, opacity };
			});
			if (words[job * shape.pixels + p] !== kernelComposite(layers)) {
				expect.fail(
					`job ${job}, pixel ${p}: ${words[job * shape.pixels + p].toString(16)} for ${JSON.stringify(layers)}`,
				);
			}
		}
	});
}

function contentOf(shape: TileShape) {
	const noise = contentTiles(randomIntegers(77), CONTENT, shape);
	const flat = flatten(randomIntegers(5), noise, shape);
	/** Every other tile flat. */
	const mixed = Uint8Array.from(noise, (byte, i) => (Math.floor(i / shape.bytes) % 2 === 0 ? byte : flat[i]));
	return { noise, flat, mixed };
}
const large = contentOf(LARGE_TILE);
const small = contentOf(SMALL_TILE);

test('the flat tiles are composited run by run, the others pixel by pixel', () => {
	const stack = new TileStack();
	for (const [pixels, shape, suits] of [
		[large.flat, LARGE_TILE, true],
		[large.noise, LARGE_TILE, false],
		[small.flat, SMALL_TILE, true],
	] as const) {
		const tiles = new UnpackedTiles();
		tiles.use(packTiles(pixels, shape));
		stack.load(batchOf([[1, 2, 3, 0].map((content) => ({ content, operator: 'xor', opacity: 9 }))]), 0, tiles);
		expect(suitsRuns(stack, tiles.packed)).toBe(suits);
	}
});

describe.each([
	['noise', large.noise, LARGE_TILE],
	['flat art', large.flat, LARGE_TILE],
	['flat art and noise', large.mixed, LARGE_TILE],
	['noise in small tiles', small.noise, SMALL_TILE],
	['flat art in small tiles', small.flat, SMALL_TILE],
	['flat art and noise in small tiles', small.mixed, SMALL_TILE],
])('shortcuts of whole tiles equal the kernel pixel for pixel: %s', (_name, pixels, shape) => {
	const random = randomIntegers(77);
	const anyContent = (): number => random(CONTENT.length + 1);

	test.each(OPERATORS)('%s between other layers, at every opacity', async (operator) => {
		const stacks = EDGE_OPACITIES.flatMap((opacity) => [
			[{ content: anyContent(), operator, opacity }],
			[
				{ content: anyContent(), operator: 'source-over' as const, opacity: 65535 },
				{ content: anyContent(), operator, opacity },
			],
			[
				{ content: anyContent(), operator: OPERATORS[random(26)], opacity: EDGE_OPACITIES[random(6)] },
				{ content: anyContent(), operator, opacity },
				{ content: anyContent(), operator: 'source-over' as const, opacity: 65535 },
				{ content: anyContent(), operator: OPERATORS[random(26)], opacity: EDGE_OPACITIES[random(6)] },
			],
		]);
		await compare(stacks, pixels, shape);
	});

	test('stacks of source-over', async () => {
		const stacks = Array.from({ length: 60 }, () =>
			Array.from({ length: 1 + random(15) }, () => ({
				content: anyContent(),
				operator: 'source-over' as const,
				opacity: random(5) === 0 ? random(65536) : 65535,
			})),
		);
		await compare(stacks, pixels, shape);
	});

	test('a job without layers is transparent, and so is what follows from an earlier job in the same buffer', async () => {
		await compare(
			[[{ content: 1, operator: 'source-over', opacity: 65535 }], [], [{ content: 0, operator: 'xor', opacity: 9 }]],
			pixels,
			shape,
		);
	});
});
