/**
 * One tile as rows of runs of equal pixels: what compositors make and encoders take. Trait art is flat or empty nearly
 * everywhere (a tile of line art has 7 runs a row), so that work by run instead of by pixel is a tenth of the work.
 */
import { TILE_HEIGHT, TILE_PIXELS, TILE_WIDTH } from './tile-shape.ts';

/** Shorter runs are filled by a loop, which is quicker than the call for them. */
const LONG_RUN = 24;

export class TileRuns {
	/** By row: index of its first run, and how many it has. A row that shares the runs of the row above equals it. */
	readonly first = new Uint16Array(TILE_HEIGHT);
	readonly count = new Uint8Array(TILE_HEIGHT);
	/** By run: the column after its last pixel; a row's last run ends at TILE_WIDTH. */
	readonly ends = new Uint8Array(TILE_PIXELS);
	/** By run: straight RGBA, red in the lowest byte. */
	readonly colours = new Uint32Array(TILE_PIXELS);

	/** Takes the runs of TILE_PIXELS pixels from `start`. */
	load(pixels: Uint32Array, start: number): void {
		const { first, count, ends, colours } = this;
		let runs = 0;
		for (let y = 0; y < TILE_HEIGHT; y++) {
			const from = start + y * TILE_WIDTH;
			const end = from + TILE_WIDTH;
			let i = from;
			if (y > 0) while (i < end && pixels[i] === pixels[i - TILE_WIDTH]) i++;
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
			ends[runs] = TILE_WIDTH;
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

	/** Writes the TILE_PIXELS pixels to `out` from `to`. */
	paint(out: Uint32Array, to: number): void {
		for (let y = 0; y < TILE_HEIGHT; y++) {
			const row = to + y * TILE_WIDTH;
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
