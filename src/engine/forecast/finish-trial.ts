/** Times what the sink's thread does with an image beside writing it: joining its parts, and its checksums. */
import type { Band } from '../png/band-assembler.ts';
import { initialTables } from '../png/code-tables.ts';
import { writeZlibStream, zlibStreamLength } from '../png/zlib-stream.ts';

const WARM_UP = 3;
const ROUNDS = 8;
/** Larger images take as much longer as they have more bytes. */
const MOST_BYTES = 1 << 18;
/** Tile rows of an image of 1080². */
const ROWS = 34;

/** The browser hashes several images side by side, on as many cores. */
const HASHING_CORES = 2;

/** @returns seconds of one core for one image of so many bytes */
export async function finishSeconds(imageBytes: number, cores: number): Promise<number> {
	const band = zeroBand(Math.min(MOST_BYTES, imageBytes));
	const tables = initialTables();
	const length = zlibStreamLength([band], tables);
	const images: Uint8Array<ArrayBuffer>[] = [];
	let started = 0;
	for (let round = -WARM_UP; round < ROUNDS; round++) {
		if (round === 0) started = performance.now();
		const bytes = new Uint8Array(length + 16);
		writeZlibStream(bytes.buffer, 0, [band], tables);
		if (round >= 0) images.push(bytes);
	}
	const joined = performance.now();
	// All at a time: to wait for each would count the way there and back.
	await Promise.all(images.map((bytes) => crypto.subtle.digest('SHA-256', bytes)));
	const hashing = (performance.now() - joined) * Math.min(cores, HASHING_CORES);
	const seconds = (joined - started + hashing) / 1000 / ROUNDS;
	return seconds * (imageBytes / length);
}

/** As an image of about so many bytes is made of. */
function zeroBand(bytes: number): Band {
	const rowWords = Math.ceil(bytes / 4 / ROWS);
	// No string of a row ends at a whole word.
	const facts = [rowWords * 32 - 3, 0, 0, rowWords * 4, 0];
	return {
		words: new Uint32Array(rowWords * ROWS),
		rows: Uint32Array.from(Array.from({ length: ROWS }, () => facts).flat()),
	};
}
