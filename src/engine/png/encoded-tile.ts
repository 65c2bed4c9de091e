/**
 * A tile that is compressed once and then copied into every image that shows it. It holds one string of bits per pixel
 * row, because the rows of neighbouring tiles alternate in a PNG's scanlines.
 */
export interface EncodedTile {
	/** The rows' bit strings, each starting at a word, filled from the least significant bit. Equal rows may share one. */
	readonly words: Uint32Array;
	/** Per pixel row: index of its first word + its length in bits × ROW_BITS_SHIFT. */
	readonly rows: Uint32Array;
	/** Bytes per row before compression, without filter byte. */
	readonly rowBytes: number;
	/** Sum of the tile's bytes, modulo 65,521. */
	readonly byteSum: number;
	/** Sum of each byte times its position (row × stride of the image + place within the tile's row), modulo 65,521. */
	readonly placeSum: number;
	/** Memory that it holds, for budgets. */
	readonly byteLength: number;
}

/** Beyond its arrays: the object, two array headers and their buffers, as V8 counts them. */
export const TILE_OVERHEAD_BYTES = 320;

/** A row's record is one 32-bit word: first word below (up to 32 × 240), bits of the row above (up to 512 × 15). */
export const ROW_BITS_SHIFT = 1 << 16;
