/**
 * The 26 compositing operators and blend modes that canvas exposes (`globalCompositeOperation`), by the names of
 * W3C Compositing and Blending Level 1. The position in this list is the operator's number in WGSL and in tile keys.
 */
export const OPERATORS = [
	'source-over',
	'source-in',
	'source-out',
	'source-atop',
	'destination-over',
	'destination-in',
	'destination-out',
	'destination-atop',
	'lighter',
	'copy',
	'xor',
	'multiply',
	'screen',
	'overlay',
	'darken',
	'lighten',
	'color-dodge',
	'color-burn',
	'hard-light',
	'soft-light',
	'difference',
	'exclusion',
	'hue',
	'saturation',
	'color',
	'luminosity',
] as const;

export type Operator = (typeof OPERATORS)[number];

const ERASES_WHERE_EMPTY: ReadonlySet<Operator> = new Set([
	'copy',
	'source-in',
	'source-out',
	'destination-in',
	'destination-atop',
]);

/** Whether the backdrop stays as it is where the source is transparent; if not, even an empty tile changes the picture. */
export function keepsBackdropWhereEmpty(operator: Operator): boolean {
	return !ERASES_WHERE_EMPTY.has(operator);
}

/** Whether an opaque backdrop stays opaque under any source. Needed to prove that a collection can be stored as RGB. */
export function keepsOpaque(operator: Operator): boolean {
	return keepsBackdropWhereEmpty(operator) && operator !== 'destination-out' && operator !== 'xor';
}
