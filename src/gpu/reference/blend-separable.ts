/**
 * Separable blend modes, W3C Compositing and Blending Level 1, section 10.1. Twin of `shaders/shared/blend-separable.wgsl`.
 * All values are fixed point; `b` is the backdrop's and `s` the source's straight colour.
 */
import { ONE, mul, mulDiv, squareRoot } from './fixed.ts';
import {
	COLOR_BURN,
	COLOR_DODGE,
	DARKEN,
	DIFFERENCE,
	EXCLUSION,
	HARD_LIGHT,
	LIGHTEN,
	MULTIPLY,
	OVERLAY,
	SCREEN,
	SOFT_LIGHT,
} from './operators.ts';

function screen(b: number, s: number): number {
	return b + s - mul(b, s);
}

function hardLight(b: number, s: number): number {
	return s + s <= ONE ? mul(b, s + s) : screen(b, s + s - ONE);
}

function colorDodge(b: number, s: number): number {
	if (b === 0) return 0;
	if (b >= ONE - s) return ONE;
	return mulDiv(b, ONE, ONE - s);
}

function colorBurn(b: number, s: number): number {
	if (b === ONE) return ONE;
	if (ONE - b >= s) return 0;
	return ONE - mulDiv(ONE - b, ONE, s);
}

function softLight(b: number, s: number): number {
	if (s + s <= ONE) return b - mul(ONE - s - s, mul(b, ONE - b));
	// D(b) of the specification; its polynomial ((16 b - 12) b + 4) b with the positive terms first, so as never to go below 0.
	const d = b <= ONE >> 2 ? mul(4 * ONE + 16 * mul(b, b) - 12 * b, b) : squareRoot(b);
	return b + mul(s + s - ONE, d - b);
}

/** Blends one channel. */
export function blendSeparable(mode: number, b: number, s: number): number {
	switch (mode) {
		case MULTIPLY:
			return mul(b, s);
		case SCREEN:
			return screen(b, s);
		case OVERLAY:
			return hardLight(s, b);
		case DARKEN:
			return b < s ? b : s;
		case LIGHTEN:
			return b > s ? b : s;
		case COLOR_DODGE:
			return colorDodge(b, s);
		case COLOR_BURN:
			return colorBurn(b, s);
		case HARD_LIGHT:
			return hardLight(b, s);
		case SOFT_LIGHT:
			return softLight(b, s);
		case DIFFERENCE:
			return b > s ? b - s : s - b;
		case EXCLUSION:
			return b + s - 2 * mul(b, s);
		default:
			return s;
	}
}
