/**
 * One tile as rows of runs of equal pixels: what compositors make and encoders take. Trait art is flat or empty nearly
 * everywhere (a tile of line art has 7 runs a row), so that work by run instead of by pixel is a tenth of the work.
 */
import { MAX_TILE_HEIGHT, MAX_TILE_PIXELS } from './tile-shape.ts';
import type { TileShape } from './tile-shape.ts';

/** Shorter runs are filled by a loop, which is quicker than the call for them. */
const LONG_RUN = 24;

export class TileRuns {
	/** By row: index of its first run, and how many it has. A row that shares the runs of the row above equals it. */
	readonly first = new Uint16Array(MAX_TILE_HEIGHT);
	readonly count = new Uint8Array(MAX_TILE_HEIGHT);
	/** By run: the column after its last pixel; a row's last run ends at the tile's width. */
	readonly ends = new Uint8Array(MAX_TILE_PIXELS);
	/** By run: straight RGBA, red in the lowest byte. */
	readonly colours = new Uint32Array(MAX_TILE_PIXELS);

	/** Takes the runs of a tile's pixels from `start`. */
	load(pixels: Uint32Array, start: number, { width, height }: TileShape): void {
		const { first, count, ends, colours } = this;
		let runs = 0;
		for (let y = 0; y < height; y++) {
			const from = start + y * width;
			const end = from + width;
			let i = from;
			if (y > 0) while (i < end && pixels[i] === pixels[i - width]) i++;
			if (i === end) {
				this.repeatRow(y);
				continue;
			}
			const row = runs;
			let colour = pixels[from];
			for (i = from + 1; i < end; i++) {
				const next = pixels[i];
				if (next === colour) continue;
				ends[runs] = i - from;
				colours[runs++] = colour;
				colour = next;
			}
			ends[runs] = width;
			colours[runs++] = colour;
			first[y] = row;
			count[y] = runs - row;
		}
	}

	/** Makes row `y` (≥ 1) the same as the row above it. */
	repeatRow(y: number): void {
		this.first[y] = this.first[y - 1];
		this.count[y] = this.count[y - 1];
	}

	/** Writes the tile's pixels to `out` from `to`. */
	paint(out: Uint32Array, to: number, { width, height }: TileShape): void {
		for (let y = 0; y < height; y++) {
			const row = to + y * width;
			for (let run = this.first[y], last = run + this.count[y], x = 0; run < last; run++) {
				const end = this.ends[run];
				paintRun(out, row + x, row + end, this.colours[run]);
				x = end;
			}
		}
	}
}

/** Fills `out` from `from` to `to`. */
export function paintRun(out: Uint32Array, from: number, to: number, colour: number): void {
	if (to - from > LONG_RUN) out.fill(colour, from, to);
	else for (let i = from; i < to; i++) out[i] = colour;
}
