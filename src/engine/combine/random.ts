/**
 * The random stream behind every draw: xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47, 2021), its 128-bit state taken from the SHA-256 of the seed text. Integer arithmetic only, so
 * equal seeds give equal streams on every machine.
 */
import { sha256 } from '@noble/hashes/sha2.js';

const TWO_POW_32 = 4294967296;

export class Random {
	private readonly state: Uint32Array;

	/** @param seed any text. @param purpose separates independent streams of one seed, e.g. `shuffle`. */
	constructor(seed: string, purpose: string) {
		const digest = sha256(new TextEncoder().encode(`${purpose}\u0000${seed}`));
		const words = new DataView(digest.buffer, digest.byteOffset, 16);
		this.state = Uint32Array.from([0, 4, 8, 12], (at) => words.getUint32(at, true));
	}

	/** The next 32 bits, as an unsigned integer. */
	bits(): number {
		const s = this.state;
		const s1 = s[1];
		const scaled = Math.imul(s1, 5);
		const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
		s[2] ^= s[0];
		s[3] ^= s1;
		s[1] = s1 ^ s[2];
		s[0] ^= s[3];
		s[2] ^= s1 << 9;
		const t = s[3];
		s[3] = (t << 11) | (t >>> 21);
		return result;
	}

	/** Uniform in [0, 1), a multiple of 2^-53. */
	unit(): number {
		const high = this.bits() >>> 5;
		const low = this.bits() >>> 6;
		return (high * 67108864 + low) / 9007199254740992;
	}

	/** Uniform integer in [0, n), 1 ≤ n ≤ 2^32, without bias: values beyond the last whole multiple of n are rejected. */
	below(n: number): number {
		const limit = TWO_POW_32 - (TWO_POW_32 % n);
		let value = this.bits();
		while (value >= limit) value = this.bits();
		return value % n;
	}

	/** Shuffles in place (Fisher and Yates); every order is equally likely. */
	shuffle(values: { [index: number]: number; length: number }): void {
		for (let last = values.length - 1; last > 0; last--) {
			const other = this.below(last + 1);
			const kept = values[last];
			values[last] = values[other];
			values[other] = kept;
		}
	}
}
