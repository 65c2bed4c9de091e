/**
 * The oracle for everything that composites: W3C Compositing and Blending Level 1 in float64, written from the text of the
 * recommendation and from nothing in this repository. Section numbers are those of https://www.w3.org/TR/compositing-1/.
 *
 * Opacity multiplies the source's alpha, as canvas does with `globalAlpha`. The backdrop starts as transparent black.
 */
import type { Operator } from '../../src/engine/design/operators.ts';

export interface FloatLayer {
	/** Straight alpha, 0 to 255. */
	rgba: readonly [number, number, number, number];
	operator: Operator;
	/** 0 to 1. */
	opacity: number;
}

type Rgb = readonly [number, number, number];

/** Section 9.1: the fractions of source and backdrop that remain, by the two alphas. */
const PORTER_DUFF: Partial<Record<Operator, (as: number, ab: number) => readonly [fa: number, fb: number]>> = {
	copy: () => [1, 0],
	'source-over': (as) => [1, 1 - as],
	'destination-over': (_as, ab) => [1 - ab, 1],
	'source-in': (_as, ab) => [ab, 0],
	'destination-in': (as) => [0, as],
	'source-out': (_as, ab) => [1 - ab, 0],
	'destination-out': (as) => [0, 1 - as],
	'source-atop': (as, ab) => [ab, 1 - as],
	'destination-atop': (as, ab) => [1 - ab, as],
	xor: (as, ab) => [1 - ab, 1 - as],
};

const multiply = (cb: number, cs: number): number => cb * cs;
const screen = (cb: number, cs: number): number => cb + cs - cb * cs;
const hardLight = (cb: number, cs: number): number => (cs <= 0.5 ? multiply(cb, 2 * cs) : screen(cb, 2 * cs - 1));

function softLight(cb: number, cs: number): number {
	if (cs <= 0.5) return cb - (1 - 2 * cs) * cb * (1 - cb);
	const d = cb <= 0.25 ? ((16 * cb - 12) * cb + 4) * cb : Math.sqrt(cb);
	return cb + (2 * cs - 1) * (d - cb);
}

/** Section 10.1: separable blend modes, one channel at a time. */
const SEPARABLE: Partial<Record<Operator, (cb: number, cs: number) => number>> = {
	multiply,
	screen,
	overlay: (cb, cs) => hardLight(cs, cb),
	darken: Math.min,
	lighten: Math.max,
	'color-dodge': (cb, cs) => (cb === 0 ? 0 : cs === 1 ? 1 : Math.min(1, cb / (1 - cs))),
	'color-burn': (cb, cs) => (cb === 1 ? 1 : cs === 0 ? 0 : 1 - Math.min(1, (1 - cb) / cs)),
	'hard-light': hardLight,
	'soft-light': softLight,
	difference: (cb, cs) => Math.abs(cb - cs),
	exclusion: (cb, cs) => cb + cs - 2 * cb * cs,
};

const lum = ([r, g, b]: Rgb): number => 0.3 * r + 0.59 * g + 0.11 * b;
const sat = (c: Rgb): number => Math.max(...c) - Math.min(...c);

function clipColor(c: Rgb): Rgb {
	const l = lum(c);
	const n = Math.min(...c);
	const x = Math.max(...c);
	let [r, g, b] = c;
	if (n < 0) [r, g, b] = [l + ((r - l) * l) / (l - n), l + ((g - l) * l) / (l - n), l + ((b - l) * l) / (l - n)];
	if (x > 1) {
		const shrink = (v: number): number => l + ((v - l) * (1 - l)) / (x - l);
		[r, g, b] = [shrink(r), shrink(g), shrink(b)];
	}
	return [r, g, b];
}

function setLum(c: Rgb, l: number): Rgb {
	const d = l - lum(c);
	return clipColor([c[0] + d, c[1] + d, c[2] + d]);
}

/** The recommendation's max/mid/min assignment is one linear map of the channels onto 0 to s. */
function setSat(c: Rgb, s: number): Rgb {
	const min = Math.min(...c);
	const range = Math.max(...c) - min;
	if (range === 0) return [0, 0, 0];
	return [((c[0] - min) * s) / range, ((c[1] - min) * s) / range, ((c[2] - min) * s) / range];
}

/** Section 10.2: blend modes over the whole colour. */
const NON_SEPARABLE: Partial<Record<Operator, (cb: Rgb, cs: Rgb) => Rgb>> = {
	hue: (cb, cs) => setLum(setSat(cs, sat(cb)), lum(cb)),
	saturation: (cb, cs) => setLum(setSat(cb, sat(cs)), lum(cb)),
	color: (cb, cs) => setLum(cs, lum(cb)),
	luminosity: (cb, cs) => setLum(cb, lum(cs)),
};

function blend(operator: Operator, cb: Rgb, cs: Rgb): Rgb {
	const separable = SEPARABLE[operator];
	if (separable) return [separable(cb[0], cs[0]), separable(cb[1], cs[1]), separable(cb[2], cs[2])];
	const nonSeparable = NON_SEPARABLE[operator];
	if (nonSeparable) return nonSeparable(cb, cs);
	return cs;
}

/** `color-dodge` and `color-burn` jump at exactly 0 and 1, where float noise of the un-premultiply must not decide. */
function snap(value: number): number {
	if (value < 1e-12) return 0;
	return value > 1 - 1e-12 ? 1 : value;
}

/** Composites back to front; straight alpha, unrounded, 0 to 255; all zero where alpha is 0. */
export function compositeFloat(layers: readonly FloatLayer[]): [number, number, number, number] {
	let alpha = 0;
	let premultiplied: Rgb = [0, 0, 0];
	const straight = (): Rgb =>
		alpha === 0
			? [0, 0, 0]
			: [snap(premultiplied[0] / alpha), snap(premultiplied[1] / alpha), snap(premultiplied[2] / alpha)];

	for (const { rgba, operator, opacity } of layers) {
		const as = (rgba[3] / 255) * opacity;
		const cs: Rgb = [rgba[0] / 255, rgba[1] / 255, rgba[2] / 255];
		const ab = alpha;
		const cb = straight();
		if (operator === 'lighter') {
			// Section 9.1.12, plus: both summed, clamped.
			const sum = (i: 0 | 1 | 2): number => Math.min(1, as * cs[i] + ab * cb[i]);
			premultiplied = [sum(0), sum(1), sum(2)];
			alpha = Math.min(1, as + ab);
			continue;
		}
		// Section 10: blend modes mix into the source by the backdrop's alpha, then composite with source-over.
		const mixed = blend(operator, cb, cs);
		const source = (i: 0 | 1 | 2): number => (1 - ab) * cs[i] + ab * mixed[i];
		const isBlend = operator in SEPARABLE || operator in NON_SEPARABLE;
		const [fa, fb] = (PORTER_DUFF[isBlend ? 'source-over' : operator] ?? missing(operator))(as, ab);
		const mix = (i: 0 | 1 | 2): number => as * fa * (isBlend ? source(i) : cs[i]) + ab * fb * cb[i];
		premultiplied = [mix(0), mix(1), mix(2)];
		alpha = as * fa + ab * fb;
	}
	const [r, g, b] = straight();
	return [r * 255, g * 255, b * 255, alpha * 255];
}

function missing(operator: Operator): never {
	throw new Error(`no formula for ${operator}`);
}
