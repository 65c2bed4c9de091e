/**
 * Provenance: proof that a collection was fixed before it was sold. The SHA-256 of every image in token order, and the
 * SHA-256 of these hashes written one after the other as lower-case hex, as collections publish it since 2021.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes of one SHA-256. */
export const HASH_BYTES = 32;

const JOINED = 1024;

export interface Provenance {
	algorithm: 'sha256';
	/** SHA-256 of the concatenated lower-case hex of `images`. */
	concatenation: string;
	/** SHA-256 of each image file, lower-case hex, in token order. */
	images: string[];
}

/** @param hashes SHA-256 of each image in token order, 32 bytes each */
export function provenanceOf(hashes: Uint8Array): Provenance {
	if (hashes.length % HASH_BYTES !== 0) throw new Error('hashes come as records of 32 bytes');
	const images: string[] = [];
	for (let at = 0; at < hashes.length; at += HASH_BYTES) images.push(bytesToHex(hashes.subarray(at, at + HASH_BYTES)));
	return joinProvenance(images);
}

/** @param images SHA-256 of each image in token order, lower-case hex */
export function joinProvenance(images: string[]): Provenance {
	const hash = sha256.create();
	// By many at a time: a byte array for each of 100,000 images is garbage by the 10 MB.
	for (let at = 0; at < images.length; at += JOINED) hash.update(utf8ToBytes(images.slice(at, at + JOINED).join('')));
	return { algorithm: 'sha256', concatenation: bytesToHex(hash.digest()), images };
}
