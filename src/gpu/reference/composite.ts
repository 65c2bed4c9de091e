/**
 * The compositing of one pixel, W3C Compositing and Blending Level 1, sections 5, 9 and 10. Twin of `shaders/composite.wgsl`:
 * the same integers in the same order, so that all compositors give the same bytes.
 *
 * An accumulator holds premultiplied red, green, blue and alpha in fixed point (fixed.ts). What a layer leaves of the
 * backdrop is always written `b - mul(b, alpha)`: with it a white channel stays exactly equal to its alpha, and no channel
 * can exceed alpha, which the discontinuous modes (color-burn, saturation) depend on.
 */
import { blendNonSeparable } from './blend-non-separable.ts';
import { blendSeparable } from './blend-separable.ts';
import { ONE, fromByte, mul, mulDiv, toByte } from './fixed.ts';
import {
	COPY,
	DESTINATION_ATOP,
	DESTINATION_IN,
	DESTINATION_OUT,
	DESTINATION_OVER,
	HUE,
	LIGHTER,
	MULTIPLY,
	SOURCE_ATOP,
	SOURCE_IN,
	SOURCE_OUT,
	SOURCE_OVER,
	XOR,
} from './operators.ts';

/** One premultiplied channel (alpha too) of a Porter-Duff operator: `s` over `b`, with the alphas of both. */
function porterDuff(operator: number, s: number, sAlpha: number, b: number, bAlpha: number): number {
	switch (operator) {
		case SOURCE_OVER:
			return s + b - mul(b, sAlpha);
		case SOURCE_IN:
			return mul(s, bAlpha);
		case SOURCE_OUT:
			return s - mul(s, bAlpha);
		case SOURCE_ATOP:
			return mul(s, bAlpha) + b - mul(b, sAlpha);
		case DESTINATION_OVER:
			return b + s - mul(s, bAlpha);
		case DESTINATION_IN:
			return mul(b, sAlpha);
		case DESTINATION_OUT:
			return b - mul(b, sAlpha);
		case DESTINATION_ATOP:
			return mul(b, sAlpha) + s - mul(s, bAlpha);
		case LIGHTER:
			return Math.min(ONE, s + b);
		case COPY:
			return s;
		case XOR:
			return s - mul(s, bAlpha) + b - mul(b, sAlpha);
		default:
			return b;
	}
}

/** Straight colour of a premultiplied channel; 0 where there is none. */
function unpremultiply(channel: number, alpha: number): number {
	if (alpha === ONE) return channel;
	return alpha === 0 ? 0 : mulDiv(channel, ONE, alpha);
}

const SOURCE = new Int32Array(3);
const BACKDROP = new Int32Array(3);
const BLENDED = new Int32Array(3);

/** Blend mode, then source-over: `αs (1 - αb) Cs + αb (1 - αs) Cb + αs αb B(Cb, Cs)`. */
function blend(acc: Int32Array, mode: number, sAlpha: number): void {
	const bAlpha = acc[3];
	const both = mul(sAlpha, bAlpha);
	for (let i = 0; i < 3; i++) BACKDROP[i] = unpremultiply(acc[i], bAlpha);
	if (mode >= HUE) blendNonSeparable(mode, BACKDROP, SOURCE, BLENDED);
	for (let i = 0; i < 3; i++) {
		const blended = mode >= HUE ? BLENDED[i] : blendSeparable(mode, BACKDROP[i], SOURCE[i]);
		acc[i] = mul(SOURCE[i], sAlpha - both) + acc[i] - mul(acc[i], sAlpha) + mul(blended, both);
	}
	acc[3] = sAlpha + bAlpha - both;
}

/**
 * Puts one layer's pixel onto an accumulator.
 * @param r straight 8-bit red, as `g` and `b`. Apart, because a packed pixel is no small integer and would be allocated.
 * @param sAlpha its alpha with the layer's opacity folded in (`foldOpacity`)
 */
export function compositeLayer(
	acc: Int32Array,
	operator: number,
	r: number,
	g: number,
	b: number,
	sAlpha: number,
): void {
	SOURCE[0] = fromByte(r);
	SOURCE[1] = fromByte(g);
	SOURCE[2] = fromByte(b);
	if (operator >= MULTIPLY) return blend(acc, operator, sAlpha);
	const bAlpha = acc[3];
	for (let i = 0; i < 3; i++) acc[i] = porterDuff(operator, mul(SOURCE[i], sAlpha), sAlpha, acc[i], bAlpha);
	acc[3] = porterDuff(operator, sAlpha, sAlpha, bAlpha, bAlpha);
}

/** `compositeLayer` of source-over alone: nearly every layer of real art. */
export function sourceOver(acc: Int32Array, r: number, g: number, b: number, sAlpha: number): void {
	acc[0] += mul(fromByte(r), sAlpha) - mul(acc[0], sAlpha);
	acc[1] += mul(fromByte(g), sAlpha) - mul(acc[1], sAlpha);
	acc[2] += mul(fromByte(b), sAlpha) - mul(acc[2], sAlpha);
	acc[3] += sAlpha - mul(acc[3], sAlpha);
}

/**
 * Puts a pixel (straight RGBA, red lowest) onto an accumulator by whichever of the above is quickest.
 * @param sAlpha its alpha with the layer's opacity  @param covers whether the layer is a source-over at opacity 1
 */
export function putPixel(acc: Int32Array, pixel: number, operator: number, sAlpha: number, covers: boolean): void {
	const r = pixel & 255;
	const g = (pixel >>> 8) & 255;
	const b = (pixel >>> 16) & 255;
	if (!covers) compositeLayer(acc, operator, r, g, b, sAlpha);
	else if (sAlpha === ONE) {
		// Every product is exact.
		acc[0] = fromByte(r);
		acc[1] = fromByte(g);
		acc[2] = fromByte(b);
		acc[3] = ONE;
	} else if (sAlpha !== 0) sourceOver(acc, r, g, b, sAlpha);
}

/** Writes the accumulator as straight 8-bit RGBA (u32, red lowest), rounded once; transparent black where alpha rounds to 0. */
export function resolve(acc: Int32Array, out: Uint32Array, at: number): void {
	const alpha = acc[3];
	const alpha8 = mul(alpha, 255);
	if (alpha8 === 0) out[at] = 0;
	else out[at] = toByte(acc[0], alpha) | (toByte(acc[1], alpha) << 8) | (toByte(acc[2], alpha) << 16) | (alpha8 << 24);
}
