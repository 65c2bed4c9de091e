/**
 * Non-separable blend modes, W3C Compositing and Blending Level 1, section 10.2. Twin of
 * `shaders/shared/blend-non-separable.wgsl`. Colours are three fixed-point numbers.
 */
import { ONE, mulDiv } from './fixed.ts';
import { COLOR, HUE, SATURATION } from './operators.ts';

function lum(r: number, g: number, b: number): number {
	return ((30 * r + 59 * g + 11 * b + 50) / 100) | 0;
}

function sat(r: number, g: number, b: number): number {
	return Math.max(r, g, b) - Math.min(r, g, b);
}

/** SetSat: the smallest channel becomes 0, the largest `s`, the middle one keeps its relative place. */
function setSat(color: Int32Array, s: number): void {
	const low = Math.min(color[0], color[1], color[2]);
	const range = Math.max(color[0], color[1], color[2]) - low;
	if (range === 0) color.fill(0, 0, 3);
	else for (let i = 0; i < 3; i++) color[i] = mulDiv(color[i] - low, s, range);
}

/**
 * SetLum with its ClipColor. The channels' deviations from their luminosity are added to `l`, shrunk where one would leave
 * 0 to 1; as they span at most 1.0, it cannot happen at both ends.
 */
function setLum(color: Int32Array, l: number): void {
	const from = lum(color[0], color[1], color[2]);
	const below = from - Math.min(color[0], color[1], color[2]);
	const above = Math.max(color[0], color[1], color[2]) - from;
	let room = 1;
	let span = 1;
	if (below > l) {
		room = l;
		span = below;
	} else if (above > ONE - l) {
		room = ONE - l;
		span = above;
	}
	for (let i = 0; i < 3; i++) {
		color[i] = color[i] < from ? l - mulDiv(from - color[i], room, span) : l + mulDiv(color[i] - from, room, span);
	}
}

/** Blends `backdrop` and `source` (first three entries of each) into `out`, which is neither of the two. */
export function blendNonSeparable(mode: number, backdrop: Int32Array, source: Int32Array, out: Int32Array): void {
	const keepsSource = mode === HUE || mode === COLOR;
	const from = keepsSource ? source : backdrop;
	const other = keepsSource ? backdrop : source;
	for (let i = 0; i < 3; i++) out[i] = from[i];
	if (mode === HUE || mode === SATURATION) setSat(out, sat(other[0], other[1], other[2]));
	const light = mode === SATURATION ? from : other;
	setLum(out, lum(light[0], light[1], light[2]));
}
