/** Times what the sink's thread does with an image beside writing it: joining its parts, and its checksums. */
import { BitWriter } from '../png/bit-writer.ts';
import { crc32 } from '../png/checksums.ts';

const WARM_UP = 3;
const ROUNDS = 8;
/** Larger images take as much longer as they have more bytes. */
const MOST_BYTES = 1 << 18;

/** The browser hashes several images side by side, on as many cores. */
const HASHING_CORES = 2;

/** @returns seconds of one core for one image of so many bytes */
export async function finishSeconds(imageBytes: number, cores: number): Promise<number> {
	const part = new Uint32Array(Math.ceil(Math.min(MOST_BYTES, imageBytes) / 4));
	const bits = part.length * 32;
	const writer = new BitWriter(new Uint32Array(part.length + 2));
	const images: Uint8Array<ArrayBuffer>[] = [];
	let started = 0;
	for (let round = -WARM_UP; round < ROUNDS; round++) {
		if (round === 0) started = performance.now();
		writer.clear();
		writer.reserve(bits + 3);
		// No part begins at a whole byte.
		writer.put(1, 3);
		writer.append(part, 0, bits);
		const bytes = new Uint8Array(writer.toWords().buffer);
		part[0] = crc32(bytes);
		if (round >= 0) images.push(bytes);
	}
	const joined = performance.now();
	// All at a time: to wait for each would count the way there and back.
	await Promise.all(images.map((bytes) => crypto.subtle.digest('SHA-256', bytes)));
	const hashing = (performance.now() - joined) * Math.min(cores, HASHING_CORES);
	const seconds = (joined - started + hashing) / 1000 / ROUNDS;
	return seconds * (imageBytes / (part.length * 4));
}
