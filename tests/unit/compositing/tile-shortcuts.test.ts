import { describe, expect, test } from 'vitest';
import { OPERATORS, type Operator } from '../../../src/engine/design/operators.ts';
import type { TileBatch } from '../../../src/engine/tiles/compositor.ts';
import { TILE_BYTES, TILE_PIXELS } from '../../../src/engine/tiles/tile-shape.ts';
import { createReferenceCompositor } from '../../../src/gpu/reference/reference-compositor.ts';
import { kernelComposite } from './kernel-composite.ts';
import { EDGE_BYTES, EDGE_OPACITIES, randomIntegers } from './random-stacks.ts';

/** Alpha of the content tiles, in the order of their ids from 1. */
const CONTENT: ReadonlyArray<(random: (below: number) => number) => number> = [
	() => 255,
	(random) => random(2) * 255,
	(random) => random(256),
	(random) => (random(8) === 0 ? random(256) : random(2) * 255),
	(random) => EDGE_BYTES[random(EDGE_BYTES.length)],
	() => 0,
];

function contentTiles(random: (below: number) => number): Uint8Array {
	const pixels = new Uint8Array(CONTENT.length * TILE_BYTES);
	for (let tile = 0; tile < CONTENT.length; tile++) {
		for (let at = tile * TILE_BYTES; at < (tile + 1) * TILE_BYTES; at += 4) {
			for (let i = 0; i < 3; i++) pixels[at + i] = random(2) ? random(256) : EDGE_BYTES[random(EDGE_BYTES.length)];
			pixels[at + 3] = CONTENT[tile](random);
		}
	}
	return pixels;
}

interface Entry {
	content: number;
	operator: Operator;
	opacity: number;
}

function batchOf(stacks: readonly Entry[][]): TileBatch {
	const flat = stacks.flat();
	const offsets = new Uint32Array(stacks.length + 1);
	stacks.forEach((stack, i) => (offsets[i + 1] = offsets[i] + stack.length));
	return {
		jobs: stacks.length,
		offsets,
		content: Uint32Array.from(flat, (entry) => entry.content),
		paint: Uint32Array.from(flat, (entry) => OPERATORS.indexOf(entry.operator) | (entry.opacity << 8)),
	};
}

/** Every 7th pixel of each job against the kernel. */
async function compare(stacks: readonly Entry[][], pixels: Uint8Array): Promise<void> {
	const compositor = createReferenceCompositor();
	compositor.addContent(pixels, CONTENT.length);
	const result = await compositor.composite(batchOf(stacks));
	const words = new Uint32Array(result.buffer, result.byteOffset, result.byteLength / 4);
	stacks.forEach((stack, job) => {
		for (let p = job % 7; p < TILE_PIXELS; p += 7) {
			const layers = stack.map(({ content, operator, opacity }) => {
				const at = (content - 1) * TILE_BYTES + p * 4;
				const rgba = content === 0 ? [0, 0, 0, 0] : [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]];
				return { rgba: rgba as [number, number, number, number], operator, opacity };
			});
			if (words[job * TILE_PIXELS + p] !== kernelComposite(layers)) {
				expect.fail(
					`job ${job}, pixel ${p}: ${words[job * TILE_PIXELS + p].toString(16)} for ${JSON.stringify(layers)}`,
				);
			}
		}
	});
}

describe('shortcuts of whole tiles equal the kernel pixel for pixel', () => {
	const random = randomIntegers(77);
	const pixels = contentTiles(random);
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
		await compare(stacks, pixels);
	});

	test('stacks of source-over', async () => {
		const stacks = Array.from({ length: 60 }, () =>
			Array.from({ length: 1 + random(15) }, () => ({
				content: anyContent(),
				operator: 'source-over' as const,
				opacity: random(5) === 0 ? random(65536) : 65535,
			})),
		);
		await compare(stacks, pixels);
	});

	test('a job without layers is transparent, and so is what follows from an earlier job in the same buffer', async () => {
		await compare(
			[[{ content: 1, operator: 'source-over', opacity: 65535 }], [], [{ content: 0, operator: 'xor', opacity: 9 }]],
			pixels,
		);
	});
});
