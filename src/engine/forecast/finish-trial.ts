/** Times what the sink's thread does with an image beside writing it: joining its parts, and its checksums. */
import { crc32 } from '../png/checksums.ts';

const WARM_UP = 3;
const ROUNDS = 5;

/** Larger images take as much longer as they have more bytes. */
const MOST_BYTES = 1 << 18;

/** @returns seconds for one image of so many bytes */
export async function finishSeconds(imageBytes: number): Promise<number> {
	const parts = new Uint8Array(Math.ceil(Math.min(MOST_BYTES, imageBytes)));
	let seconds = 0;
	for (let round = 0; round < WARM_UP + ROUNDS; round++) {
		const started = performance.now();
		const bytes = parts.slice();
		parts[0] = crc32(bytes, 0, bytes.length) & 255;
		await crypto.subtle.digest('SHA-256', bytes);
		if (round >= WARM_UP) seconds += (performance.now() - started) / 1000;
	}
	return (seconds / ROUNDS) * (imageBytes / parts.length);
}
