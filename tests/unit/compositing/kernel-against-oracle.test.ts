import { describe, expect, test } from 'vitest';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { compositeFloat } from '../../support/w3c-compositing.ts';
import { kernelComposite } from './kernel-composite.ts';
import { randomIntegers, randomStack, type StackLayer } from './random-stacks.ts';

const STACKS = 1500;

/**
 * color-burn with black jumps from 0 to 1 where the backdrop turns white, color-dodge with white where it leaves black. A few
 * layers whose opacity is one part in 65,535 from nothing or from everything bring a backdrop within 2^-27 of such a jump
 * without being on it, and no fixed precision tells that apart; the comparison of the compositors with each other has them.
 */
function awayFromJumps(layer: StackLayer): StackLayer {
	if (layer.opacity === 1) return { ...layer, opacity: 257 };
	return layer.opacity === 65534 ? { ...layer, opacity: 65535 - 257 } : layer;
}

/** Largest difference of a straight channel, in steps of 1/255; colour does not count where alpha rounds to 0. */
function error(layers: readonly StackLayer[]): number {
	const pixel = kernelComposite(layers);
	const exact = compositeFloat(layers.map((layer) => ({ ...layer, opacity: layer.opacity / 65535 })));
	const alpha = Math.abs((pixel >>> 24) - exact[3]);
	if (pixel >>> 24 === 0) return pixel === 0 ? alpha : Number.POSITIVE_INFINITY;
	return Math.max(alpha, ...[0, 1, 2].map((i) => Math.abs(((pixel >>> (8 * i)) & 255) - exact[i])));
}

function worst(
	seed: number,
	edges: boolean,
	operator: (typeof OPERATORS)[number],
): { error: number; layers: StackLayer[] } {
	const random = randomIntegers(seed);
	let found = { error: 0, layers: [] as StackLayer[] };
	for (let i = 0; i < STACKS; i++) {
		const layers = randomStack(random, operator, edges).map(awayFromJumps);
		const e = error(layers);
		if (e > found.error) found = { error: e, layers };
	}
	return found;
}

describe('the kernel against float64, stacks of up to 15 layers', () => {
	test.each(OPERATORS.map((operator, i) => [operator, i] as const))(
		'%s: at most one step of 1/255, straight, at every alpha',
		(operator, i) => {
			// Rounding alone takes 0.5; what is left of the step is for all the arithmetic before it.
			const ordinary = worst(i + 1, false, operator);
			expect(ordinary.error, JSON.stringify(ordinary.layers)).toBeLessThan(0.51);
			const edges = worst(i + 101, true, operator);
			expect(edges.error, JSON.stringify(edges.layers)).toBeLessThan(1);
		},
	);

	test('a single layer comes out as it went in, at every alpha', () => {
		for (let alpha = 1; alpha < 256; alpha++) {
			for (let value = 0; value < 256; value++) {
				const pixel = kernelComposite([
					{ rgba: [value, 255 - value, value ^ 85, alpha], operator: 'source-over', opacity: 65535 },
				]);
				expect(pixel).toBe((value | ((255 - value) << 8) | ((value ^ 85) << 16) | (alpha << 24)) >>> 0);
			}
		}
	});

	test('alpha 0 comes out as transparent black', () => {
		expect(kernelComposite([{ rgba: [200, 100, 50, 0], operator: 'source-over', opacity: 65535 }])).toBe(0);
		expect(kernelComposite([{ rgba: [200, 100, 50, 1], operator: 'copy', opacity: 32000 }])).toBe(0);
	});

	test('white stays white and grey stays grey under partial alpha', () => {
		const random = randomIntegers(9);
		for (let i = 0; i < 2000; i++) {
			const layers = randomStack(random, 'source-over', true).map((layer) => ({
				...layer,
				operator: 'source-over' as const,
				rgba: [255, layer.rgba[1], layer.rgba[1], layer.rgba[3]] as [number, number, number, number],
			}));
			const pixel = kernelComposite(layers);
			if (pixel === 0) continue;
			expect(pixel & 255).toBe(255);
			expect((pixel >>> 8) & 255).toBe((pixel >>> 16) & 255);
		}
	});
});
