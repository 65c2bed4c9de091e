/**
 * The tile encoder: what `encoder-module.ts` calls. In AssemblyScript, TypeScript's syntax with WebAssembly's types, because a
 * browser runs it nearly twice as fast as the same in JavaScript, and every tile that is made comes through here.
 */
import { writeAdlerSums } from './adler-sums.ts';
import { compress } from './compress.ts';
import { countSymbols } from './count-symbols.ts';
import { loadTile } from './scanlines.ts';

export { useEffort } from './effort.ts';
export { BYTE_RUN, NO_STRETCH, PIXEL_RUN, ROW_ABOVE } from './row-ends.ts';
export { useFormat, usePalette } from './scanlines.ts';
export {
	BYTE_OUTPUT,
	DISTANCE_CODES,
	DISTANCE_COUNTS,
	DISTANCE_SIZES,
	FIRST_LENGTH_SYMBOL,
	INPUT_COLOURS,
	INPUT_ENDS,
	INPUT_FIRST,
	LENGTH_CODES,
	LENGTH_SIZES,
	LITERAL_CODES,
	LITERAL_COUNTS,
	LITERAL_SIZES,
	MAX_DISTANCE,
	MAX_MATCH,
	MAX_TILE_HEIGHT,
	MAX_TILE_PIXELS,
	MAX_TILE_WIDTH,
	MEMORY_END,
	MIN_MATCH,
	RESULT,
	ROW_PITCH,
	ROW_WORDS,
	RUN_OUTPUT,
	STRETCH_BITS,
	STRETCH_BYTE_BITS,
	STRETCH_FIRST,
	STRETCH_LENGTHS,
} from './memory.ts';

// What `encode` and `measure` return.
/** A pixel does not fit the format. */
export const BAD_PIXEL: i32 = 0;
/** The tile stands at `RUN_OUTPUT`. */
export const BY_RUNS: i32 = 1;
/** It stands at `BYTE_OUTPUT`. */
export const BY_BYTES: i32 = 2;

/** Compresses the tile at `INPUT_…` with the tables that are there. */
export function encode(width: i32, height: i32, bytewise: bool): i32 {
	if (!loadTile(width, height)) return BAD_PIXEL;
	writeAdlerSums();
	return compress(bytewise) ? BY_BYTES : BY_RUNS;
}

/** The same, and adds `weight` × its symbols to the counts. */
export function measure(width: i32, height: i32, bytewise: bool, weight: f64): i32 {
	if (!loadTile(width, height)) return BAD_PIXEL;
	const byBytes = compress(bytewise);
	countSymbols(byBytes, weight);
	return byBytes ? BY_BYTES : BY_RUNS;
}
