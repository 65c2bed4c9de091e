import { sha256 } from '@noble/hashes/sha2.js';

const encoder = new TextEncoder();

/**
 * The palette background of a token: an index into `weights`, by weight, from a hash of the seed and the token's number
 * alone. So it is the same in every range of a run, and changing it changes no combination.
 */
export function backgroundColorIndex(seed: string, tokenNumber: number, weights: readonly number[]): number {
	const digest = sha256(encoder.encode(`background\u0000${tokenNumber}\u0000${seed}`));
	const unit = new DataView(digest.buffer, digest.byteOffset, 4).getUint32(0) / 0x1_0000_0000;
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	let rest = unit * total;
	for (const [i, weight] of weights.entries()) {
		rest -= weight;
		if (rest < 0) return i;
	}
	return 0;
}
