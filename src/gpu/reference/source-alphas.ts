/** The source alphas of a layer, one per 8-bit alpha: opacity is folded 256 times per layer instead of once per pixel. */
import { foldOpacity } from './fixed.ts';

/** Collections use a handful of opacities; the bound keeps an odd one from filling memory (1 KB each). */
const MOST_TABLES = 256;
const tables = new Map<number, Int32Array>();

/** @param opacity 0 to 65,535 */
export function sourceAlphas(opacity: number): Int32Array {
	let table = tables.get(opacity);
	if (table === undefined) {
		table = new Int32Array(256);
		for (let alpha = 0; alpha < 256; alpha++) table[alpha] = foldOpacity(alpha, opacity);
		if (tables.size >= MOST_TABLES) tables.clear();
		tables.set(opacity, table);
	}
	return table;
}
