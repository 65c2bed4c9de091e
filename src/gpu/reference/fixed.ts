/**
 * Fixed-point arithmetic of the compositors: 26 fractional bits, integers only. Twin of `shaders/shared/fixed.wgsl`.
 *
 * Why 26 bits: a product of two such numbers is exact in a float64 (52 bits), so that JavaScript needs one multiplication
 * and no Math.floor, and six bits are left in a u32, so that WGSL can divide in steps of five bits. Sixteen bits are too few:
 * at a final alpha of 1/255 one unit in the last place of 16 bits is already one step of the straight 8-bit colour, and
 * color-dodge multiplies an error by up to 255.
 */

/** 1.0 */
export const ONE = 1 << 26;

/** 1 / ONE, exact in binary. */
const INVERSE_ONE = 2 ** -26;

/**
 * `a × b`, rounded half up. `a` is at most 4.0 where `b` is at most 0.25, else both are at most 1.0 (so that the product
 * stays below 2^53).
 */
export function mul(a: number, b: number): number {
	return (a * b * INVERSE_ONE + 0.5) | 0;
}

/** `a × b / d`, rounded half up for even `d` (floor((a·b + floor(d / 2)) / d)); a, b, d ≤ ONE, d > 0 and the result < 2^31. */
export function mulDiv(a: number, b: number, d: number): number {
	// Both sides are below 2^53 and the quotient is at least 1/d away from the next integer, hence never rounded up to it.
	return ((a * b + (d >> 1)) / d) | 0;
}

/** Straight 8-bit colour of a premultiplied channel, `c` ≤ `alpha`, `alpha` > 0. */
export function toByte(c: number, alpha: number): number {
	return alpha === ONE ? mul(c, 255) : mulDiv(c, 255, alpha);
}

/** floor(sqrt(x)) in fixed point, x ≤ ONE. */
export function squareRoot(x: number): number {
	const square = x * ONE;
	// Correct by the rounding of IEEE 754 alone; the specification of Math.sqrt does not promise that rounding.
	let root = Math.floor(Math.sqrt(square));
	if (root * root > square) root--;
	else if ((root + 1) * (root + 1) <= square) root++;
	return root;
}

/** An 8-bit value in fixed point: `c / 255`. */
export function fromByte(c: number): number {
	return c * 263172 + (((c * 4 + 127) / 255) | 0);
}

/** Alpha of a source pixel: 8-bit alpha times a layer's opacity (0 to 65,535). */
export function foldOpacity(alpha: number, opacity: number): number {
	return mulDiv(alpha * opacity, ONE, 255 * 65535);
}
