/** Cuts a placed raster into tiles, keeping only those that are not empty. */
import type { Raster } from '../raster/raster.ts';
import { tileColumnWidth, tileRowHeight } from './tile-shape.ts';
import type { TileGrid } from './tile-shape.ts';

/**
 * The tile rows that one band worker owns: `rows` of them, from `firstRow` on every `step`th. Neighbouring rows cost alike,
 * so that dealt out in turn they keep all workers busy to the end.
 */
export interface TileRows {
	firstRow: number;
	rows: number;
	step: number;
}

/** The non-empty tiles of one source in one band. Structured-cloneable; `pixels` is made to be transferred. */
export interface SourceTiles {
	/** Index of each tile within the band: `row of the band × columns + column`, ascending. */
	tile: Uint32Array<ArrayBuffer>;
	/** 1 where every pixel of the tile that lies inside the image is opaque. */
	opaque: Uint8Array<ArrayBuffer>;
	/** Straight-alpha RGBA, tile after tile. Pixels of alpha 0 and pixels outside the image are 0,0,0,0. */
	pixels: Uint8Array<ArrayBuffer>;
}

/**
 * Cuts whole tile rows. Pixels of alpha 0 are normalised to 0: no operator can see their colour, and so more tiles are
 * equal.
 * @param raster as wide as the grid; its first row is the first of tile row `top`.
 * @param rows the tile rows to cut, which lie within the raster.
 * @returns tiles by their index from the first of `rows` on
 */
export function cutRaster(raster: Raster, grid: TileGrid, rows: TileRows, top = 0): SourceTiles {
	const { data } = raster;
	const { tile } = grid;
	const source = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
	const kept: number[] = [];
	const opaque: number[] = [];
	const startOf = (index: number) =>
		(imageRow(rows, Math.floor(index / grid.columns)) - top) * tile.height * grid.width +
		(index % grid.columns) * tile.width;
	for (let index = 0; index < rows.rows * grid.columns; index++) {
		const row = imageRow(rows, Math.floor(index / grid.columns));
		const occupancy = tileOccupancy(source, grid, startOf(index), row, index % grid.columns);
		if (occupancy === 'empty') continue;
		kept.push(index);
		opaque.push(occupancy === 'opaque' ? 1 : 0);
	}
	const words = new Uint32Array(kept.length * tile.pixels);
	for (const [i, index] of kept.entries()) {
		const row = imageRow(rows, Math.floor(index / grid.columns));
		copyTile(source, grid, startOf(index), row, index % grid.columns, words, i * tile.pixels);
	}
	return { tile: Uint32Array.from(kept), opaque: Uint8Array.from(opaque), pixels: new Uint8Array(words.buffer) };
}

/** Several parts of the tiles of one source, in order, as one. */
export function joinTiles(parts: readonly SourceTiles[]): SourceTiles {
	if (parts.length === 1) return parts[0];
	const count = parts.reduce((sum, { tile }) => sum + tile.length, 0);
	const joined: SourceTiles = {
		tile: new Uint32Array(count),
		opaque: new Uint8Array(count),
		pixels: new Uint8Array(parts.reduce((sum, { pixels }) => sum + pixels.length, 0)),
	};
	let at = 0;
	let byte = 0;
	for (const { tile, opaque, pixels } of parts) {
		joined.tile.set(tile, at);
		joined.opaque.set(opaque, at);
		joined.pixels.set(pixels, byte);
		at += tile.length;
		byte += pixels.length;
	}
	return joined;
}

function tileOccupancy(
	source: Uint32Array,
	grid: TileGrid,
	from: number,
	row: number,
	column: number,
): 'empty' | 'opaque' | 'mixed' {
	const width = tileColumnWidth(grid, column);
	const height = tileRowHeight(grid, row);
	let any = 0;
	let all = 0xff;
	for (let y = 0; y < height; y++) {
		const start = from + y * grid.width;
		for (let i = start; i < start + width; i++) {
			const alpha = source[i] >>> 24;
			any |= alpha;
			all &= alpha;
		}
	}
	return any === 0 ? 'empty' : all === 0xff ? 'opaque' : 'mixed';
}

function copyTile(
	source: Uint32Array,
	grid: TileGrid,
	from: number,
	row: number,
	column: number,
	target: Uint32Array,
	at: number,
): void {
	const width = tileColumnWidth(grid, column);
	const height = tileRowHeight(grid, row);
	for (let y = 0; y < height; y++) {
		const start = from + y * grid.width;
		for (let x = 0; x < width; x++) {
			const pixel = source[start + x];
			target[at + y * grid.tile.width + x] = pixel >>> 24 === 0 ? 0 : pixel;
		}
	}
}

/** The image's tile row that is row `row` of a band. */
export function imageRow({ firstRow, step }: TileRows, row: number): number {
	return firstRow + row * step;
}

/** Deals the tile rows of a grid out to at most `workers` bands: tile row r is row ⌊r / bands⌋ of band r modulo bands. */
export function divideRows(grid: TileGrid, workers: number): TileRows[] {
	const bands = Math.max(1, Math.min(workers, grid.rows));
	return Array.from({ length: bands }, (_, band) => ({
		firstRow: band,
		rows: Math.ceil((grid.rows - band) / bands),
		step: bands,
	}));
}
