import { MAX_TILE_HEIGHT, MAX_TILE_PIXELS, MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import { paintRun, type TileRuns } from '../tiles/tile-runs.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import { type ScanlineColour, scanlineColour } from './scanline-colour.ts';

// The tile in work: a thread compresses one at a time. Being constants of a module, the arrays lie where compiled code
// knows them to be, which saves a fifth of the time for a tile.

/** From entry `row × MAX_TILE_WIDTH` on, `RUN_COUNTS[row]` of them: the column where each run ends, and its colour as `scanlineColour` gives it. */
export const RUN_ENDS = new Uint8Array(MAX_TILE_PIXELS);
export const RUN_COLOURS = new Uint32Array(MAX_TILE_PIXELS);
export const RUN_COUNTS = new Uint8Array(MAX_TILE_HEIGHT);
/**
 * By `row × MAX_TILE_WIDTH + x`: each pixel's colour. Not written where a row repeats. One row more than any tile has: reading
 * beyond an array's end, though harmless where a match ends the last row, would slow every reading down.
 */
export const CELLS = new Uint32Array(MAX_TILE_PIXELS + MAX_TILE_WIDTH);
/** 1 where a row equals the one above it within the tile. */
export const REPEATS = new Uint8Array(MAX_TILE_HEIGHT);

/** One tile as the parser sees it: runs of one colour, and which rows are alike, in the arrays above. Reused. */
export class TileScanlines {
	readonly bytesPerPixel: number;
	/** Bytes from one image row to the next, filter byte included. */
	readonly stride: number;
	width = 0;
	height = 0;
	readonly #colourOf: ScanlineColour;

	constructor(format: PixelFormat, imageWidth: number) {
		this.bytesPerPixel = bytesPerPixel(format);
		this.stride = imageWidth * this.bytesPerPixel + 1;
		this.#colourOf = scanlineColour(format);
	}

	/** Bytes of a row of the tile. */
	get rowBytes(): number {
		return this.width * this.bytesPerPixel;
	}

	/** Entry of `CELLS` from which the pixels of row `y` stand: those of the row that it repeats, perhaps. */
	paintedRow(y: number): number {
		let painted = y;
		while (REPEATS[painted] === 1) painted--;
		return painted * MAX_TILE_WIDTH;
	}

	/** Whether all bytes of a colour are equal, so that a run of it repeats every byte and not only every pixel. */
	isByteRun(colour: number): boolean {
		const level = colour & 255;
		switch (this.bytesPerPixel) {
			case 1:
				return true;
			case 3:
				return colour === level * 0x010101;
			default:
				return colour === level * 0x01010101;
		}
	}

	/** @throws RangeError for a size that no tile has, and for pixels that do not fit the format */
	load(tile: TileRuns, width: number, height: number): void {
		if (width < 1 || width > MAX_TILE_WIDTH || height < 1 || height > MAX_TILE_HEIGHT) {
			throw new RangeError(`a tile cannot be ${width} × ${height} pixels`);
		}
		this.width = width;
		this.height = height;
		for (let y = 0; y < height; y++) {
			const isShared = y > 0 && tile.first[y] === tile.first[y - 1];
			if (!isShared) this.#loadRow(tile, y);
			const repeats = y > 0 && (isShared || this.#equalsRowAbove(y));
			REPEATS[y] = repeats ? 1 : 0;
			if (isShared) this.#copyRowAbove(y);
			else if (!repeats) this.#paintRow(y);
		}
	}

	#loadRow({ first, ends, colours }: TileRuns, y: number): void {
		const { width } = this;
		const colourOf = this.#colourOf;
		let run = y * MAX_TILE_WIDTH;
		for (let i = first[y]; ; i++, run++) {
			RUN_COLOURS[run] = colourOf(colours[i]);
			if (ends[i] >= width) break;
			RUN_ENDS[run] = ends[i];
		}
		RUN_ENDS[run] = width;
		RUN_COUNTS[y] = run + 1 - y * MAX_TILE_WIDTH;
	}

	#equalsRowAbove(y: number): boolean {
		const runs = RUN_COUNTS[y];
		if (runs !== RUN_COUNTS[y - 1]) return false;
		for (let run = y * MAX_TILE_WIDTH, last = run + runs; run < last; run++) {
			if (RUN_COLOURS[run] !== RUN_COLOURS[run - MAX_TILE_WIDTH] || RUN_ENDS[run] !== RUN_ENDS[run - MAX_TILE_WIDTH])
				return false;
		}
		return true;
	}

	#copyRowAbove(y: number): void {
		const runs = RUN_COUNTS[y - 1];
		RUN_COUNTS[y] = runs;
		for (let run = y * MAX_TILE_WIDTH, last = run + runs; run < last; run++) {
			RUN_ENDS[run] = RUN_ENDS[run - MAX_TILE_WIDTH];
			RUN_COLOURS[run] = RUN_COLOURS[run - MAX_TILE_WIDTH];
		}
	}

	#paintRow(y: number): void {
		const row = y * MAX_TILE_WIDTH;
		for (let run = row, last = run + RUN_COUNTS[y], x = 0; run < last; run++) {
			paintRun(CELLS, row + x, row + RUN_ENDS[run], RUN_COLOURS[run]);
			x = RUN_ENDS[run];
		}
	}
}
