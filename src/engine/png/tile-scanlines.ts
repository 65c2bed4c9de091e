import { TILE_HEIGHT, TILE_PIXELS, TILE_WIDTH } from '../tiles/tile-shape.ts';
import { paintRun, type TileRuns } from '../tiles/tile-runs.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import { type ScanlineColour, scanlineColour } from './scanline-colour.ts';

/** One tile as the parser sees it: runs of one colour, and which rows are alike. Reused. */
export class TileScanlines {
	/** From entry `row × TILE_WIDTH` on, `runCounts[row]` of them: the column where each run ends, and its colour as `scanlineColour` gives it. */
	readonly runEnds = new Uint8Array(TILE_PIXELS);
	readonly runColours = new Uint32Array(TILE_PIXELS);
	readonly runCounts = new Uint8Array(TILE_HEIGHT);
	/** By `row × TILE_WIDTH + x`: each pixel's colour. Not written where a row repeats. */
	readonly cells = new Uint32Array(TILE_PIXELS);
	/** 1 where a row equals the one above it within the tile. */
	readonly repeats = new Uint8Array(TILE_HEIGHT);
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

	/** Entry of `cells` from which the pixels of row `y` stand: those of the row that it repeats, perhaps. */
	paintedRow(y: number): number {
		let painted = y;
		while (this.repeats[painted] === 1) painted--;
		return painted * TILE_WIDTH;
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
		if (width < 1 || width > TILE_WIDTH || height < 1 || height > TILE_HEIGHT) {
			throw new RangeError(`a tile cannot be ${width} × ${height} pixels`);
		}
		this.width = width;
		this.height = height;
		for (let y = 0; y < height; y++) {
			const isShared = y > 0 && tile.first[y] === tile.first[y - 1];
			if (!isShared) this.#loadRow(tile, y);
			const repeats = y > 0 && (isShared || this.#equalsRowAbove(y));
			this.repeats[y] = repeats ? 1 : 0;
			if (isShared) this.#copyRowAbove(y);
			else if (!repeats) this.#paintRow(y);
		}
	}

	#loadRow({ first, ends, colours }: TileRuns, y: number): void {
		const { runEnds, runColours, width } = this;
		const colourOf = this.#colourOf;
		let run = y * TILE_WIDTH;
		for (let i = first[y]; ; i++, run++) {
			runColours[run] = colourOf(colours[i]);
			if (ends[i] >= width) break;
			runEnds[run] = ends[i];
		}
		runEnds[run] = width;
		this.runCounts[y] = run + 1 - y * TILE_WIDTH;
	}

	#equalsRowAbove(y: number): boolean {
		const { runEnds, runColours, runCounts } = this;
		const runs = runCounts[y];
		if (runs !== runCounts[y - 1]) return false;
		for (let run = y * TILE_WIDTH, last = run + runs; run < last; run++) {
			if (runColours[run] !== runColours[run - TILE_WIDTH] || runEnds[run] !== runEnds[run - TILE_WIDTH]) return false;
		}
		return true;
	}

	#copyRowAbove(y: number): void {
		const { runEnds, runColours, runCounts } = this;
		const runs = runCounts[y - 1];
		runCounts[y] = runs;
		for (let run = y * TILE_WIDTH, last = run + runs; run < last; run++) {
			runEnds[run] = runEnds[run - TILE_WIDTH];
			runColours[run] = runColours[run - TILE_WIDTH];
		}
	}

	#paintRow(y: number): void {
		const { runEnds, runColours, cells } = this;
		const row = y * TILE_WIDTH;
		for (let run = row, last = run + this.runCounts[y], x = 0; run < last; run++) {
			paintRun(cells, row + x, row + runEnds[run], runColours[run]);
			x = runEnds[run];
		}
	}
}
