/** Packed tiles one after the other, seen as words, as halves of words and as bytes. */
export interface TileChunk {
	words: Uint32Array<ArrayBuffer>;
	halves: Uint16Array<ArrayBuffer>;
	bytes: Uint8Array<ArrayBuffer>;
}

/** @param length words */
export function newChunk(length: number): TileChunk {
	const words = new Uint32Array(length);
	return { words, halves: new Uint16Array(words.buffer), bytes: new Uint8Array(words.buffer) };
}
