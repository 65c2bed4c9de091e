import { MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';

/**
 * A tile that is compressed once and then copied into every image that shows it. It holds one string of bits per pixel
 * row, because the rows of neighbouring tiles alternate in a PNG's scanlines.
 *
 * Where a row begins or ends with a stretch that is likely to go on in the neighbouring tile (one colour, or equal to
 * the row above), that stretch is not in its string but described in its record: the assembler writes joined stretches
 * as one, with matches as long as deflate allows, whatever tiles happen to meet.
 */
export interface EncodedTile {
	/**
	 * First a record of ROW_WORDS words per pixel row, then the strings, each from a word's lowest bit on. A record is
	 * 0: index of the string's first word, counted from the first record, plus its length in bits × 65,536;
	 * 1: kind of the head | kind of the tail << 2 | bytes of the head << 4 | bytes of the tail << 16;
	 * 2: the head's colour as RGBA or palette index, R lowest; 3: the colour of the row's last pixel.
	 */
	words: Uint32Array;
	/** Where the first record stands in `words`, which other tiles share (`WordRoom`); and how many words are this tile's. */
	at: number;
	length: number;
	/** Bytes per row before compression, without filter byte. */
	rowBytes: number;
	/** Sum of the tile's bytes, modulo 65,521. */
	byteSum: number;
	/** Sum of each byte times its position (row × stride of the image + place within the tile's row), modulo 65,521. */
	placeSum: number;
}

/** A tile without content, to be filled. */
export function emptyTile(): EncodedTile {
	return { words: new Uint32Array(0), at: 0, length: 0, rowBytes: 0, byteSum: 0, placeSum: 0 };
}

export const ROW_WORDS = 4;

/** Bytes of a tile's row at most: RGBA. */
export const MAX_ROW_BYTES = MAX_TILE_WIDTH * 4;

/** What a row's head or tail consists of, which is also the distance of the matches that continue it. */
export const NO_STRETCH = 0;
/** One colour whose bytes are all equal: distance 1. Only the first byte of a stretch is a literal. */
export const BYTE_RUN = 1;
/** One colour: distance of a pixel. The first pixel of a stretch is literals. */
export const PIXEL_RUN = 2;
/** Equal to the row above: distance of an image row. */
export const ROW_ABOVE = 3;
