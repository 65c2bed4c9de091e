import { TILE_HEIGHT, TILE_PIXELS, TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import type { CellWriter } from './tile-bytes.ts';
import { cellWriter, copyCells } from './tile-bytes.ts';

/** Rows of `TileScanlines.bytes` start this far apart whatever the format, so that a place is `row << 9 | byte`. */
export const ROW_PITCH_BITS = 9;
export const ROW_PITCH = 1 << ROW_PITCH_BITS;

/** One tile as the parser sees it: bytes of its scanlines without filter bytes, runs of one colour, and which rows are alike. Reused. */
export class TileScanlines {
	/** By `row × TILE_WIDTH + x`: RGBA with R lowest. */
	readonly cells = new Uint32Array(TILE_PIXELS);
	readonly bytes: Uint8Array;
	/** From entry `row × TILE_WIDTH` on: where each run of one colour ends, `runCounts[row]` of them. */
	readonly runEnds = new Uint8Array(TILE_PIXELS);
	readonly runCounts = new Uint8Array(TILE_HEIGHT);
	/** 1 where a row equals the one above it within the tile. */
	readonly repeats = new Uint8Array(TILE_HEIGHT);
	readonly bytesPerPixel: number;
	/** Bytes from one image row to the next, filter byte included. */
	readonly stride: number;
	width = 0;
	height = 0;
	rowBytes = 0;
	readonly #isOpaque: boolean;
	readonly #write: CellWriter | undefined;
	readonly #words: Uint32Array;

	constructor(format: PixelFormat, imageWidth: number) {
		this.bytesPerPixel = bytesPerPixel(format);
		this.stride = imageWidth * this.bytesPerPixel + 1;
		this.#isOpaque = format.kind === 'rgb';
		this.#write = cellWriter(format);
		// A row of cells is as long as the row pitch.
		this.#words = this.#write === undefined ? this.cells : new Uint32Array((TILE_HEIGHT * ROW_PITCH) / 4);
		this.bytes = new Uint8Array(this.#words.buffer);
	}

	/** A pixel as its bytes stand in the scanline, the first one lowest: RGBA, or a palette index. */
	colourAt(x: number, y: number): number {
		return this.bytesPerPixel === 1 ? this.bytes[y * ROW_PITCH + x] : this.cells[y * TILE_WIDTH + x];
	}

	/** Whether all bytes of a colour are equal, so that a run of it repeats every byte and not only every pixel. */
	isByteRun(colour: number): boolean {
		if (this.bytesPerPixel === 1) return true;
		const level = colour & 255;
		const grey = level * 0x010101;
		return (colour & 0xffffff) === grey && (this.bytesPerPixel === 3 || colour >>> 24 === level);
	}

	/** @throws RangeError for a size that no tile has, and for pixels that end too early or do not fit the format */
	load(pixels: Uint8Array, byteOffset: number, width: number, height: number): void {
		if (width < 1 || width > TILE_WIDTH || height < 1 || height > TILE_HEIGHT) {
			throw new RangeError(`a tile cannot be ${width} × ${height} pixels`);
		}
		this.width = width;
		this.height = height;
		this.rowBytes = width * this.bytesPerPixel;
		const { cells, bytes, runEnds, runCounts, repeats } = this;
		const words = this.#words;
		const write = this.#write;
		copyCells(pixels, byteOffset, width, height, cells);
		let all = 0xff000000;
		for (let y = 0; y < height; y++) {
			const from = y * TILE_WIDTH;
			const end = from + width;
			let i = from;
			if (y > 0) while (i < end && cells[i] === cells[i - TILE_WIDTH]) i++;
			if (i === end) {
				repeats[y] = 1;
				const runs = runCounts[y - 1];
				runCounts[y] = runs;
				runEnds.copyWithin(from, from - TILE_WIDTH, from - TILE_WIDTH + runs);
				if (write !== undefined) {
					const base = y * ROW_PITCH;
					bytes.copyWithin(base, base - ROW_PITCH, base - ROW_PITCH + this.rowBytes);
				}
				continue;
			}
			repeats[y] = 0;
			let run = from;
			let cell = cells[from];
			all &= cell;
			for (i = from + 1; i < end; i++) {
				const next = cells[i];
				if (next === cell) continue;
				runEnds[run++] = i - from;
				all &= next;
				cell = next;
			}
			runEnds[run++] = width;
			runCounts[y] = run - from;
			write?.(cells, from, width, words, from);
		}
		if (this.#isOpaque && all >>> 24 !== 255) throw new RangeError('a pixel of an RGB image is not opaque');
	}
}
