/**
 * A 128-bit fingerprint of a tile's pixels: MurmurHash3_x86_128 (A. Appleby, public domain) over 32-bit words. Tiles of
 * equal fingerprint are taken as equal; among 10^7 distinct tiles the chance of a false match is below 10^-24.
 */
const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

const rotl = (x: number, r: number) => (x << r) | (x >>> (32 - r));

function finalMix(h: number): number {
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
}

/**
 * @param words pixels as 32-bit words; only `start` to `end` is read, and their number must be a multiple of 4.
 * @returns the fingerprint as a string of 8 UTF-16 units, ready to be a Map key.
 */
export function tileFingerprint(words: Uint32Array, start: number, end: number): string {
	let h1 = 0;
	let h2 = 0;
	let h3 = 0;
	let h4 = 0;
	for (let i = start; i < end; i += 4) {
		h1 ^= Math.imul(rotl(Math.imul(words[i], C1), 15), C2);
		h1 = (Math.imul(rotl(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
		h2 ^= Math.imul(rotl(Math.imul(words[i + 1], C2), 16), C3);
		h2 = (Math.imul(rotl(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
		h3 ^= Math.imul(rotl(Math.imul(words[i + 2], C3), 17), C4);
		h3 = (Math.imul(rotl(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
		h4 ^= Math.imul(rotl(Math.imul(words[i + 3], C4), 18), C1);
		h4 = (Math.imul(rotl(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
	}
	const length = (end - start) * 4;
	h1 ^= length;
	h2 ^= length;
	h3 ^= length;
	h4 ^= length;
	h1 = (h1 + h2 + h3 + h4) | 0;
	h2 = (h2 + h1) | 0;
	h3 = (h3 + h1) | 0;
	h4 = (h4 + h1) | 0;
	h1 = finalMix(h1);
	h2 = finalMix(h2);
	h3 = finalMix(h3);
	h4 = finalMix(h4);
	h1 = (h1 + h2 + h3 + h4) | 0;
	h2 = (h2 + h1) | 0;
	h3 = (h3 + h1) | 0;
	h4 = (h4 + h1) | 0;
	return String.fromCharCode(
		h1 & 0xffff,
		h1 >>> 16,
		h2 & 0xffff,
		h2 >>> 16,
		h3 & 0xffff,
		h3 >>> 16,
		h4 & 0xffff,
		h4 >>> 16,
	);
}
