import { TILE_HEIGHT, TILE_PIXELS, TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { PixelFormat } from './pixel-format.ts';
import { bytesPerPixel } from './pixel-format.ts';
import type { CellWriter } from './tile-bytes.ts';
import { cellWriter, gatherCells } from './tile-bytes.ts';

/** Rows of `TileScanlines.bytes` start this far apart whatever the format, so that a place is `row << 9 | byte`. */
export const ROW_PITCH_BITS = 9;
export const ROW_PITCH = 1 << ROW_PITCH_BITS;

/** One tile as the parser sees it: bytes of its scanlines without filter bytes, and which rows are alike. Reused. */
export class TileScanlines {
	readonly bytes = new Uint8Array(TILE_HEIGHT * ROW_PITCH);
	readonly cells = new Uint32Array(TILE_PIXELS);
	/** 1 where a row equals the one above it within the tile. */
	readonly repeats = new Uint8Array(TILE_HEIGHT);
	readonly bytesPerPixel: number;
	/** Bytes from one image row to the next, filter byte included. */
	readonly stride: number;
	width = 0;
	height = 0;
	rowBytes = 0;
	readonly #write: CellWriter;

	constructor(format: PixelFormat, imageWidth: number) {
		this.bytesPerPixel = bytesPerPixel(format);
		this.stride = imageWidth * this.bytesPerPixel + 1;
		this.#write = cellWriter(format);
	}

	/** A pixel as its bytes stand in the scanline, the first one lowest: RGBA, or a palette index. */
	colourAt(x: number, y: number): number {
		return this.bytesPerPixel === 1 ? this.bytes[y * ROW_PITCH + x] : this.cells[y * this.width + x];
	}

	/** Whether all bytes of a colour are equal, so that a run of it repeats every byte and not only every pixel. */
	isByteRun(colour: number): boolean {
		if (this.bytesPerPixel === 1) return true;
		const level = colour & 255;
		const grey = level * 0x010101;
		return (colour & 0xffffff) === grey && (this.bytesPerPixel === 3 || colour >>> 24 === level);
	}

	load(pixels: Uint8Array, byteOffset: number, width: number, height: number): void {
		if (width < 1 || width > TILE_WIDTH || height < 1 || height > TILE_HEIGHT) {
			throw new RangeError(`a tile cannot be ${width} × ${height} pixels`);
		}
		this.width = width;
		this.height = height;
		this.rowBytes = width * this.bytesPerPixel;
		const cells = this.cells;
		gatherCells(pixels, byteOffset, width, height, cells);
		for (let y = 0; y < height; y++) {
			const from = y * width;
			let x = 0;
			if (y > 0) while (x < width && cells[from + x] === cells[from + x - width]) x++;
			this.repeats[y] = x === width ? 1 : 0;
			this.#write(cells, from, width, this.bytes, y * ROW_PITCH);
		}
	}
}
