import type { FormatHeader } from './image-header.ts';

/** Size and number of frames of a GIF by walking its blocks (GIF89a specification, 17 to 27). Complete with its trailer. */
export function readGifHeader(bytes: Uint8Array): FormatHeader {
	if (bytes.length < 13) return { animated: false, complete: false };
	const width = bytes[6] | (bytes[7] << 8);
	const height = bytes[8] | (bytes[9] << 8);
	let frames = 0;
	let at = 13 + colorTableBytes(bytes[10]);
	while (at < bytes.length && bytes[at] !== 0x3b) {
		if (bytes[at] === 0x2c) {
			frames++;
			at = skipSubBlocks(bytes, at + 11 + colorTableBytes(bytes[at + 9] ?? 0));
		} else if (bytes[at] === 0x21) at = skipSubBlocks(bytes, at + 2);
		else break;
	}
	return { width, height, animated: frames > 1, complete: frames > 0 && bytes[at] === 0x3b };
}

/** From the packed field of a screen or image descriptor: bit 7 says whether a table follows, bits 0 to 2 its size. */
function colorTableBytes(packed: number): number {
	return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/** Position behind the block of length 0 that ends a chain of sub-blocks. */
function skipSubBlocks(bytes: Uint8Array, from: number): number {
	let at = from;
	while (at < bytes.length && bytes[at] !== 0) at += bytes[at] + 1;
	return at + 1;
}
