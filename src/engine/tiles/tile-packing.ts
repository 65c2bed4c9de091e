/**
 * Trait tiles as rows of runs of equal pixels. Trait art is flat or empty nearly everywhere: packed, the tiles of a
 * collection take a tenth of the memory, and can be composited run by run.
 *
 * A packed tile is `rowIndexWords` words with the index of each row's first run (two rows to a word), then the colours of
 * all runs, then the columns where they end (four to a word). A row's last run ends at the tile's width; equal rows below each
 * other share their runs. A tile that does not get smaller is kept as its pixels.
 */
import { paintRun } from './tile-runs.ts';
import type { TileRuns } from './tile-runs.ts';
import type { TileShape } from './tile-shape.ts';

export function rowIndexWords({ height }: TileShape): number {
	return height / 2;
}

/** Words that a tile of so many runs takes. */
function packedWords(runs: number, shape: TileShape): number {
	return rowIndexWords(shape) + runs + Math.ceil(runs / 4);
}

/**
 * @param tile what `pixels` hold from `start` on
 * @param out receives at most `shape.pixels` words from 0.
 * @returns number of words; `shape.pixels` where the tile does not get smaller, `out` then holds its pixels.
 */
export function packTile(
	tile: TileRuns,
	pixels: Uint32Array,
	start: number,
	out: Uint32Array,
	shape: TileShape,
): number {
	const runs = runsIn(tile, shape);
	const words = packedWords(runs, shape);
	if (words >= shape.pixels) {
		out.set(pixels.subarray(start, start + shape.pixels));
		return shape.pixels;
	}
	const firstColour = rowIndexWords(shape);
	new Uint16Array(out.buffer, out.byteOffset).set(tile.first.subarray(0, shape.height));
	out.set(tile.colours.subarray(0, runs), firstColour);
	out[words - 1] = 0;
	new Uint8Array(out.buffer, out.byteOffset).set(tile.ends.subarray(0, runs), (firstColour + runs) * 4);
	return words;
}

function runsIn({ first, count }: TileRuns, { height }: TileShape): number {
	return first[height - 1] + count[height - 1];
}

/** Runs of a tile packed into so many words; 0 for one that is kept as its pixels. */
export function packedRuns(words: number, shape: TileShape): number {
	return words === shape.pixels ? 0 : Math.floor(((words - rowIndexWords(shape)) * 4) / 5);
}

/** The inverse: reads `words` words from `at` and writes the tile's pixels to `out` from `to`. */
export function unpackTile(
	packed: Uint32Array,
	at: number,
	words: number,
	out: Uint32Array,
	to: number,
	shape: TileShape,
): void {
	const { width, height, pixels } = shape;
	if (words === pixels) {
		out.set(packed.subarray(at, at + words), to);
		return;
	}
	const rows = new Uint16Array(packed.buffer, at * 4, height);
	const runs = packedRuns(words, shape);
	const firstColour = at + rowIndexWords(shape);
	const ends = new Uint8Array(packed.buffer, (firstColour + runs) * 4, runs);
	for (let y = 0; y < height; y++) {
		const row = to + y * width;
		for (let run = rows[y], x = 0; x < width; run++) {
			paintRun(out, row + x, row + ends[run], packed[firstColour + run]);
			x = ends[run];
		}
	}
}
