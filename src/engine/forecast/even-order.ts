/** An order of rows in which every beginning is spread evenly over all of them, so that any of it is a fair sample. */

/** (√5 − 1) / 2: multiples of it fill the unit interval more evenly than those of any other number. */
const GOLDEN = 0.6180339887498949;

/**
 * The first `wanted` rows of such an order, each row at most once.
 * @param count rows there are: 0 to `count` − 1
 */
export function evenRows(count: number, wanted: number): number[] {
	const step = coprimeNear(count * GOLDEN, count);
	const first = count >> 1;
	return Array.from({ length: Math.min(wanted, count) }, (_, i) => (first + i * step) % count);
}

/** The whole number next to `value` that has no divisor in common with `count`, so that its multiples meet every row. */
function coprimeNear(value: number, count: number): number {
	const middle = Math.max(1, Math.round(value));
	for (let off = 0; ; off++) {
		if (divisor(middle + off, count) === 1) return middle + off;
		if (middle > off && divisor(middle - off, count) === 1) return middle - off;
	}
}

function divisor(a: number, b: number): number {
	return b === 0 ? a : divisor(b, a % b);
}
