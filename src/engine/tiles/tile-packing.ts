/**
 * Trait tiles as rows of runs of equal pixels. Trait art is flat or empty nearly everywhere: packed, the tiles of a
 * collection take a tenth of the memory, and can be composited run by run.
 *
 * A packed tile is ROW_INDEX_WORDS words with the index of each row's first run (two rows to a word), then the colours of
 * all runs, then the columns where they end (four to a word). A row's last run ends at TILE_WIDTH; equal rows below each
 * other share their runs. A tile that does not get smaller is kept as its pixels.
 */
import { paintRun } from './tile-runs.ts';
import type { TileRuns } from './tile-runs.ts';
import { TILE_HEIGHT, TILE_PIXELS, TILE_WIDTH } from './tile-shape.ts';

export const ROW_INDEX_WORDS = TILE_HEIGHT / 2;

/** Words that a tile of so many runs takes. */
function packedWords(runs: number): number {
	return ROW_INDEX_WORDS + runs + Math.ceil(runs / 4);
}

/**
 * @param tile what `pixels` hold from `start` on
 * @param out receives at most TILE_PIXELS words from 0.
 * @returns number of words; TILE_PIXELS where the tile does not get smaller, `out` then holds its pixels.
 */
export function packTile(tile: TileRuns, pixels: Uint32Array, start: number, out: Uint32Array): number {
	const runs = runsIn(tile);
	const words = packedWords(runs);
	if (words >= TILE_PIXELS) {
		out.set(pixels.subarray(start, start + TILE_PIXELS));
		return TILE_PIXELS;
	}
	new Uint16Array(out.buffer, out.byteOffset).set(tile.first);
	out.set(tile.colours.subarray(0, runs), ROW_INDEX_WORDS);
	out[words - 1] = 0;
	new Uint8Array(out.buffer, out.byteOffset).set(tile.ends.subarray(0, runs), (ROW_INDEX_WORDS + runs) * 4);
	return words;
}

function runsIn({ first, count }: TileRuns): number {
	return first[TILE_HEIGHT - 1] + count[TILE_HEIGHT - 1];
}

/** Runs of a tile packed into so many words; 0 for one that is kept as its pixels. */
export function packedRuns(words: number): number {
	return words === TILE_PIXELS ? 0 : Math.floor(((words - ROW_INDEX_WORDS) * 4) / 5);
}

/** The inverse: reads `words` words from `at` and writes TILE_PIXELS pixels to `out` from `to`. */
export function unpackTile(packed: Uint32Array, at: number, words: number, out: Uint32Array, to: number): void {
	if (words === TILE_PIXELS) {
		out.set(packed.subarray(at, at + words), to);
		return;
	}
	const rows = new Uint16Array(packed.buffer, at * 4, TILE_HEIGHT);
	const runs = packedRuns(words);
	const ends = new Uint8Array(packed.buffer, (at + ROW_INDEX_WORDS + runs) * 4, runs);
	for (let y = 0; y < TILE_HEIGHT; y++) {
		const row = to + y * TILE_WIDTH;
		for (let run = rows[y], x = 0; x < TILE_WIDTH; run++) {
			paintRun(out, row + x, row + ends[run], packed[at + ROW_INDEX_WORDS + run]);
			x = ends[run];
		}
	}
}
