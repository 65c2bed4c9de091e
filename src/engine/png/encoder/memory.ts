/**
 * Where everything lies in the module's memory. Addresses are constants, so that they stand in the instructions that load and
 * store; larger elements come first, so that all are aligned. Nothing is ever allocated or freed.
 */

// As in `tile-shape.ts`, `deflate-alphabet.ts` and `encoded-tile.ts`; the thread that loads the module compares them.
export const MAX_TILE_WIDTH: i32 = 128;
export const MAX_TILE_HEIGHT: i32 = 32;
export const MAX_TILE_PIXELS: i32 = 4096;
export const MIN_MATCH: i32 = 3;
export const MAX_MATCH: i32 = 258;
export const MAX_DISTANCE: i32 = 32768;
export const FIRST_LENGTH_SYMBOL: i32 = 257;
export const ROW_WORDS: i32 = 4;

/** Literals, lengths and distances, each array with some room behind it. */
const SYMBOLS: i32 = 288;
const LENGTHS: i32 = 260;
const DISTANCE_SYMBOLS: i32 = 32;
/** As in `stretch-code.ts`: entries for stretches up to `LONG_STRETCH`, for each of its kinds. */
export const STRETCH_LENGTHS: i32 = 517;
const KINDS_OF_STRETCH: i32 = 4;
/** Entries of the palette's hash table: at most half of them are taken. */
export const PALETTE_ENTRIES: i32 = 512;
/** Bytes of a row, and so from one to the next in `BYTES`, whatever the format. */
export const ROW_PITCH: i32 = 512;
export const ROW_PITCH_BITS: i32 = 9;
/** Matches that are kept for one place. */
export const MAX_FOUND: i32 = 8;
export const RUN_HASH_BITS: i32 = 12;
export const BYTE_HASH_BITS: i32 = 14;
/** A tile's records, and rows in which every byte takes 16 bits, which is more than a literal can. */
const OUTPUT_WORDS: i32 = MAX_TILE_HEIGHT * (ROW_WORDS + ROW_PITCH / 2);

// What the thread writes before a call.

/** f64 by symbol: the histogram that `measure` adds to. */
export const LITERAL_COUNTS: usize = 1024;
export const DISTANCE_COUNTS: usize = LITERAL_COUNTS + 8 * SYMBOLS;
/** f64 by kind of stretch: what a byte of a long one costs. */
export const STRETCH_BYTE_BITS: usize = DISTANCE_COUNTS + 8 * DISTANCE_SYMBOLS;
/** The tile, as `TileRuns` has it. u32, u16, u8. */
export const INPUT_COLOURS: usize = STRETCH_BYTE_BITS + 8 * KINDS_OF_STRETCH;
export const INPUT_FIRST: usize = INPUT_COLOURS + 4 * MAX_TILE_PIXELS;
export const INPUT_ENDS: usize = INPUT_FIRST + 2 * MAX_TILE_HEIGHT;
/** The code tables, as `CodeTables` has them; distances' sizes include the extra bits. u32, u16, u8. */
export const LENGTH_CODES: usize = INPUT_ENDS + MAX_TILE_PIXELS;
export const LITERAL_CODES: usize = LENGTH_CODES + 4 * LENGTHS;
export const DISTANCE_CODES: usize = LITERAL_CODES + 2 * SYMBOLS;
export const LITERAL_SIZES: usize = DISTANCE_CODES + 2 * DISTANCE_SYMBOLS;
export const LENGTH_SIZES: usize = LITERAL_SIZES + SYMBOLS;
export const DISTANCE_SIZES: usize = LENGTH_SIZES + LENGTHS;
/** By kind and length of a stretch, as `StretchCode` has them. u32, u16. */
export const STRETCH_BITS: usize = DISTANCE_SIZES + DISTANCE_SYMBOLS + 4;
export const STRETCH_FIRST: usize = STRETCH_BITS + 4 * KINDS_OF_STRETCH * STRETCH_LENGTHS;

// What it reads after a call.

/** u32: words of the encoded tile, its two sums for Adler-32, and words of the parse run by run. */
export const RESULT: usize = STRETCH_FIRST + 2 * KINDS_OF_STRETCH * STRETCH_LENGTHS;
/** u32: the tile as each of the two parsers encodes it; see `EncodedTile`. */
export const RUN_OUTPUT: usize = RESULT + 16;
export const BYTE_OUTPUT: usize = RUN_OUTPUT + 4 * OUTPUT_WORDS;

// The tile in work (`scanlines.ts`).

export const RUN_COLOURS: usize = BYTE_OUTPUT + 4 * OUTPUT_WORDS;
/** One row more than any tile has: a comparison may read beyond the last one. */
export const CELLS: usize = RUN_COLOURS + 4 * MAX_TILE_PIXELS;
export const PALETTE_COLOURS: usize = CELLS + 4 * (MAX_TILE_PIXELS + MAX_TILE_WIDTH);
export const PALETTE_INDICES: usize = PALETTE_COLOURS + 4 * PALETTE_ENTRIES;
export const RUN_ENDS: usize = PALETTE_INDICES + 2 * PALETTE_ENTRIES;
export const RUN_COUNTS: usize = RUN_ENDS + MAX_TILE_PIXELS;
export const REPEATS: usize = RUN_COUNTS + MAX_TILE_HEIGHT;
/** The tile's scanlines without filter bytes, for the parse byte by byte. u8. */
export const BYTES: usize = REPEATS + MAX_TILE_HEIGHT;

// Of both parsers (`row-steps.ts`, `row-groups.ts`).

/** u16. */
export const STEP_LENGTHS: usize = BYTES + ROW_PITCH * MAX_TILE_HEIGHT;
export const STEP_VALUES: usize = STEP_LENGTHS + 2 * ROW_PITCH;
/** u8. */
export const LAST_OF_GROUP: usize = STEP_VALUES + 2 * ROW_PITCH;

// Of the parser run by run, by column (`run-row-parser.ts`, `row-segments.ts`, `run-match-finder.ts`).

/** i32. */
export const COST: usize = LAST_OF_GROUP + MAX_TILE_HEIGHT;
export const KNOWN: usize = COST + 4 * (MAX_TILE_WIDTH + 4);
/** u16. */
export const DISTANCES: usize = KNOWN + 4 * (MAX_TILE_WIDTH + 4);
export const FOUND_DISTANCES: usize = DISTANCES + 2 * MAX_TILE_WIDTH;
/** i16. */
export const RUN_HEAD: usize = FOUND_DISTANCES + 2 * MAX_TILE_WIDTH * MAX_FOUND;
export const RUN_PREVIOUS: usize = RUN_HEAD + (2 << RUN_HASH_BITS);
/** u8. */
export const FOUND_LENGTHS: usize = RUN_PREVIOUS + 2 * MAX_TILE_PIXELS;
export const FOUND_COUNTS: usize = FOUND_LENGTHS + MAX_TILE_WIDTH * MAX_FOUND;
export const FOUND_AT: usize = FOUND_COUNTS + MAX_TILE_WIDTH;
export const INSIDE: usize = FOUND_AT + MAX_TILE_WIDTH;
export const KINDS: usize = INSIDE + MAX_TILE_WIDTH + 4;
export const NEXTS: usize = KINDS + MAX_TILE_WIDTH;
export const SEGMENT_STARTS: usize = NEXTS + MAX_TILE_WIDTH;
export const SEGMENT_RUNS: usize = SEGMENT_STARTS + MAX_TILE_WIDTH + 4;
export const EQUAL_ENDS: usize = SEGMENT_RUNS + MAX_TILE_WIDTH;
export const EQUAL_ENDS_AT: usize = EQUAL_ENDS + MAX_TILE_WIDTH;

// Of the parser byte by byte, by place in the row (`byte-row-parser.ts`, `byte-match-finder.ts`).

/** i32. */
export const BYTE_COST: usize = EQUAL_ENDS_AT + MAX_TILE_WIDTH;
/** u16. */
export const BYTE_STEP_LENGTHS: usize = BYTE_COST + 4 * (ROW_PITCH + 4);
export const BYTE_STEP_DISTANCES: usize = BYTE_STEP_LENGTHS + 2 * ROW_PITCH;
export const ABOVE: usize = BYTE_STEP_DISTANCES + 2 * ROW_PITCH;
export const BYTE_FOUND_LENGTHS: usize = ABOVE + 2 * (ROW_PITCH + 4);
export const BYTE_FOUND_DISTANCES: usize = BYTE_FOUND_LENGTHS + 2 * ROW_PITCH * MAX_FOUND;
/** i16. */
export const BYTE_HEAD: usize = BYTE_FOUND_DISTANCES + 2 * ROW_PITCH * MAX_FOUND;
export const BYTE_PREVIOUS: usize = BYTE_HEAD + (2 << BYTE_HASH_BITS);
/** u8. */
export const BYTE_FOUND_COUNTS: usize = BYTE_PREVIOUS + 2 * ROW_PITCH * MAX_TILE_HEIGHT;

export const MEMORY_END: usize = BYTE_FOUND_COUNTS + ROW_PITCH;
