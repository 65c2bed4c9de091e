import { describe, expect, test } from 'vitest';
import { OPERATORS, type Operator } from '../../../src/engine/design/operators.ts';
import { compositeFloat } from '../../support/w3c-compositing.ts';

type Rgba = [number, number, number, number];

/** One source on one backdrop, in fractions of 1 so that the expected values can be worked out on paper. */
function on(backdrop: Rgba, source: Rgba, operator: Operator, opacity = 1): number[] {
	const bytes = (c: Rgba): Rgba => [c[0] * 255, c[1] * 255, c[2] * 255, c[3] * 255];
	const result = compositeFloat([
		{ rgba: bytes(backdrop), operator: 'source-over', opacity: 1 },
		{ rgba: bytes(source), operator, opacity },
	]);
	return result.map((value) => value / 255);
}

function close(actual: number[], expected: number[]): void {
	expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 9));
}

describe('Porter-Duff operators: blue at 0.5 over red at 0.8', () => {
	// Section 9.1: co = as·Fa·Cs + ab·Fb·Cb, ao = as·Fa + ab·Fb; straight colour = co / ao.
	const cases: Record<string, number[]> = {
		'source-over': [0.4 / 0.9, 0, 0.5 / 0.9, 0.9],
		'destination-over': [0.8 / 0.9, 0, 0.1 / 0.9, 0.9],
		'source-in': [0, 0, 1, 0.4],
		'source-out': [0, 0, 1, 0.1],
		'source-atop': [0.5, 0, 0.5, 0.8],
		'destination-in': [1, 0, 0, 0.4],
		'destination-out': [1, 0, 0, 0.4],
		'destination-atop': [0.8, 0, 0.2, 0.5],
		xor: [0.8, 0, 0.2, 0.5],
		copy: [0, 0, 1, 0.5],
		lighter: [0.8, 0, 0.5, 1],
	};
	test.each(Object.entries(cases))('%s', (operator, expected) => {
		close(on([1, 0, 0, 0.8], [0, 0, 1, 0.5], operator as Operator), expected);
	});
});

describe('separable blend modes on opaque colours', () => {
	// Backdrop (0.2, 0.5, 0.8), source (0.4, 0.6, 0.9), section 10.1 worked by hand.
	const cases: Record<string, number[]> = {
		multiply: [0.08, 0.3, 0.72],
		screen: [0.52, 0.8, 0.98],
		overlay: [0.16, 0.6, 0.96],
		darken: [0.2, 0.5, 0.8],
		lighten: [0.4, 0.6, 0.9],
		'color-dodge': [0.2 / 0.6, 1, 1],
		'color-burn': [0, 1 - 0.5 / 0.6, 1 - 0.2 / 0.9],
		'hard-light': [0.16, 0.6, 0.96],
		'soft-light': [0.168, 0.5 + 0.2 * (Math.SQRT1_2 - 0.5), 0.8 + 0.8 * (Math.sqrt(0.8) - 0.8)],
		difference: [0.2, 0.1, 0.1],
		exclusion: [0.44, 0.5, 0.26],
	};
	test.each(Object.entries(cases))('%s', (operator, expected) => {
		close(on([0.2, 0.5, 0.8, 1], [0.4, 0.6, 0.9, 1], operator as Operator), [...expected, 1]);
	});
	test('soft-light with a dark backdrop takes the polynomial branch', () => {
		// D(0.2) = ((16·0.2 − 12)·0.2 + 4)·0.2 = 0.448; 0.2 + 0.6·(0.448 − 0.2).
		close(on([0.2, 0.2, 0.2, 1], [0.8, 0.8, 0.8, 1], 'soft-light'), [0.3488, 0.3488, 0.3488, 1]);
	});
	test('overlay and hard-light differ when backdrop and source lie on different sides of a half', () => {
		close(on([0.2, 0.7, 0, 1], [0.6, 0.3, 0, 1], 'hard-light'), [0.36, 0.42, 0, 1]);
		close(on([0.2, 0.7, 0, 1], [0.6, 0.3, 0, 1], 'overlay'), [0.24, 0.58, 0, 1]);
	});
	test('color-dodge and color-burn at their edges', () => {
		close(on([0, 0.5, 1, 1], [1, 1, 1, 1], 'color-dodge'), [0, 1, 1, 1]);
		close(on([1, 0.5, 0, 1], [0, 0, 0, 1], 'color-burn'), [1, 0, 0, 1]);
	});
});

describe('non-separable blend modes on opaque colours', () => {
	// Backdrop (0.2, 0.4, 0.6): Lum 0.362, Sat 0.4. Source (0.8, 0.5, 0.3): Lum 0.568, Sat 0.5.
	test('luminosity shifts every channel by the difference of luminosity', () => {
		close(on([0.2, 0.4, 0.6, 1], [0.8, 0.5, 0.3, 1], 'luminosity'), [0.406, 0.606, 0.806, 1]);
	});
	test('color takes hue and saturation of the source', () => {
		close(on([0.2, 0.4, 0.6, 1], [0.8, 0.5, 0.3, 1], 'color'), [0.594, 0.294, 0.094, 1]);
	});
	test('hue: SetSat gives (0.4, 0.16, 0), Lum 0.2144, shifted by 0.1476', () => {
		close(on([0.2, 0.4, 0.6, 1], [0.8, 0.5, 0.3, 1], 'hue'), [0.5476, 0.3076, 0.1476, 1]);
	});
	test('saturation: SetSat gives (0, 0.25, 0.5), Lum 0.2025, shifted by 0.1595', () => {
		close(on([0.2, 0.4, 0.6, 1], [0.8, 0.5, 0.3, 1], 'saturation'), [0.1595, 0.4095, 0.6595, 1]);
	});
	test('ClipColor pulls channels above 1 towards the luminosity', () => {
		// SetLum((0, 0, 1), 0.9): (0.79, 0.79, 1.79), clipped by (1 − 0.9) / (1.79 − 0.9) around 0.9.
		const low = 0.9 + (-0.11 * 0.1) / 0.89;
		close(on([0.9, 0.9, 0.9, 1], [0, 0, 1, 1], 'color'), [low, low, 1, 1]);
	});
	test('ClipColor pulls channels below 0 towards the luminosity', () => {
		// SetLum((1, 0, 0), 0.1): (0.8, −0.2, −0.2), scaled by 0.1 / 0.3 around 0.1.
		close(on([0.1, 0.1, 0.1, 1], [1, 0, 0, 1], 'color'), [0.1 + 0.7 / 3, 0, 0, 1]);
	});
	test('a grey source has no saturation', () => {
		close(on([0.2, 0.4, 0.6, 1], [0.5, 0.5, 0.5, 1], 'hue'), [0.362, 0.362, 0.362, 1]);
	});
});

test('a blend mode mixes by both alphas and composites with source-over', () => {
	// multiply, Cb 0.5 at 0.5, Cs 0.4 at 0.25: mixed 0.5·0.4 + 0.5·0.2 = 0.3; co 0.25·0.3 + 0.75·0.5·0.5 = 0.2625; ao 0.625.
	close(on([0.5, 0.5, 0.5, 0.5], [0.4, 0.4, 0.4, 0.25], 'multiply'), [0.42, 0.42, 0.42, 0.625]);
});

test('opacity multiplies the alpha of the source', () => {
	close(on([1, 0, 0, 1], [0, 0, 1, 1], 'source-over', 0.25), [0.75, 0, 0.25, 1]);
	close(on([1, 0, 0, 1], [0, 0, 1, 1], 'copy', 0.25), [0, 0, 1, 0.25]);
});

test.each(OPERATORS)('%s: onto nothing, and with a transparent source', (operator) => {
	const erasing = ['copy', 'source-in', 'source-out', 'destination-in', 'destination-atop'];
	const nothing = ['source-in', 'source-atop', 'destination-in', 'destination-out'];
	close(
		on([0, 0, 0, 0], [0.2, 0.4, 0.6, 0.5], operator),
		nothing.includes(operator) ? [0, 0, 0, 0] : [0.2, 0.4, 0.6, 0.5],
	);
	close(
		on([0.2, 0.4, 0.6, 0.5], [1, 1, 1, 0], operator),
		erasing.includes(operator) ? [0, 0, 0, 0] : [0.2, 0.4, 0.6, 0.5],
	);
});

test('plus clamps colour and alpha at full', () => {
	close(on([0.9, 0.5, 0, 1], [0.9, 0.2, 0, 1], 'lighter'), [1, 0.7, 0, 1]);
});
