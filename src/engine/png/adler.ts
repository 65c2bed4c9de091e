/** Adler-32's modulus: the largest prime below 65,536 (RFC 1950, 9). */
export const ADLER_MODULUS = 65521;

/**
 * The two sums of Adler-32 (RFC 1950, 8.2) over a piece of data, both started at 0 instead of 1 and 0: `a` is the sum of
 * the bytes, `b` the sum of each byte times the number of bytes from it to the end of the piece, modulo 65,521.
 */
export interface AdlerSums {
	a: number;
	b: number;
	/** Bytes that the sums cover. */
	length: number;
}

/** Makes `sums` those of its data followed by another piece. */
export function extendAdler(sums: AdlerSums, a: number, b: number, length: number): void {
	// Below 65,521 × 65,521 + 2 × 65,521.
	sums.b = (sums.b + (length % ADLER_MODULUS) * sums.a + b) % ADLER_MODULUS;
	sums.a = (sums.a + a) % ADLER_MODULUS;
	sums.length += length;
}

/** The checksum proper, of all the data. */
export function adler32(sums: AdlerSums): number {
	const a = (sums.a + 1) % ADLER_MODULUS;
	const b = (sums.b + sums.length) % ADLER_MODULUS;
	return b * 65536 + a;
}
