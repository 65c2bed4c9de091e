/** Test helper: an image through the whole chain of tile encoder, band assembler and PNG file. */
import { Histogram, buildTables, initialTables } from '../../../src/engine/png/code-tables.ts';
import type { CodeTables } from '../../../src/engine/png/code-tables.ts';
import type { Band } from '../../../src/engine/png/band-assembler.ts';
import { BandAssembler } from '../../../src/engine/png/band-assembler.ts';
import type { EncodedTile } from '../../../src/engine/png/encoded-tile.ts';
import type { PixelFormat } from '../../../src/engine/png/pixel-format.ts';
import { assemblePng } from '../../../src/engine/png/png-file.ts';
import { TileEncoder } from '../../../src/engine/png/tile-encoder.ts';
import { WordRoom } from '../../../src/engine/png/word-room.ts';
import { TileRuns } from '../../../src/engine/tiles/tile-runs.ts';
import { LARGE_TILE, tileColumnWidth, tileGrid, tileRowHeight } from '../../../src/engine/tiles/tile-shape.ts';
import type { TileGrid, TileShape } from '../../../src/engine/tiles/tile-shape.ts';

export type Effort = 0 | 1 | 2 | 3;

/** Straight RGBA, row-major. */
export interface Picture {
	width: number;
	height: number;
	pixels: Uint8Array;
	/** Absent: a large one. */
	tile?: TileShape;
}

export function gridOf({ width, height, tile = LARGE_TILE }: Omit<Picture, 'pixels'>): TileGrid {
	return tileGrid(width, height, tile);
}

/** Cuts a picture into tiles as a compositor makes them, row by row. */
export function cutTiles(picture: Picture): TileRuns[] {
	const { width, height, pixels } = picture;
	const grid = gridOf(picture);
	const { tile: shape } = grid;
	const tiles = new Uint8Array(grid.columns * grid.rows * shape.bytes);
	for (let y = 0; y < height; y++) {
		for (let column = 0; column < grid.columns; column++) {
			const tile = Math.floor(y / shape.height) * grid.columns + column;
			const from = (y * width + column * shape.width) * 4;
			const row = pixels.subarray(from, from + tileColumnWidth(grid, column) * 4);
			tiles.set(row, tile * shape.bytes + (y % shape.height) * shape.width * 4);
		}
	}
	const words = new Uint32Array(tiles.buffer);
	return Array.from({ length: grid.columns * grid.rows }, (_, i) => {
		const runs = new TileRuns();
		runs.load(words, i * shape.pixels, shape);
		return runs;
	});
}

export interface EncodedPicture {
	picture: Picture;
	format: PixelFormat;
	tables: CodeTables;
	/** By tile row. */
	tileRows: EncodedTile[][];
}

/** Measures a picture for its tables (`passes` times; 0 uses the initial ones) and encodes its tiles, byte by byte too as measured or as asked for. */
export function encodePicture(
	picture: Picture,
	format: PixelFormat,
	effort: Effort,
	passes = 1,
	bytewise?: boolean,
): EncodedPicture {
	const { width } = picture;
	const grid = gridOf(picture);
	const tiles = cutTiles(picture);
	const encoder = new TileEncoder({ format, imageWidth: width, effort });
	const room = new WordRoom();
	const tileAt = (row: number, column: number) => tiles[row * grid.columns + column];
	let tables = initialTables();
	for (let pass = 0; pass < passes; pass++) {
		const histogram = new Histogram();
		for (let row = 0; row < grid.rows; row++) {
			for (let column = 0; column < grid.columns; column++) {
				const size = [tileColumnWidth(grid, column), tileRowHeight(grid, row)] as const;
				encoder.measure(tileAt(row, column), ...size, tables, histogram, 1);
			}
		}
		tables = buildTables(histogram);
	}
	if (bytewise !== undefined) tables = { ...tables, bytewise };
	const tileRows = Array.from({ length: grid.rows }, (_, row) =>
		Array.from({ length: grid.columns }, (_, column) =>
			encoder.encode(tileAt(row, column), tileColumnWidth(grid, column), tileRowHeight(grid, row), tables, room),
		),
	);
	return { picture, format, tables, tileRows };
}

/** The band of worker `band` of `bands`, with strips where `useStrip` says so for a tile row of the image. */
export function makeBand(
	encoded: EncodedPicture,
	band = 0,
	bands = 1,
	useStrip: (row: number) => boolean = () => false,
): Band {
	const { width } = encoded.picture;
	const assembler = new BandAssembler({ format: encoded.format, imageWidth: width, tables: encoded.tables });
	assembler.begin();
	for (let row = band; row < encoded.tileRows.length; row += bands) {
		const rowHeight = tileRowHeight(gridOf(encoded.picture), row);
		if (useStrip(row)) assembler.appendStrip(assembler.makeStrip(encoded.tileRows[row], rowHeight));
		else assembler.appendTileRow(encoded.tileRows[row], rowHeight);
	}
	return assembler.finish();
}

/** The file, made by so many workers. */
export function assemble(
	encoded: EncodedPicture,
	workers = 1,
	useStrip: (row: number) => boolean = () => false,
): Uint8Array<ArrayBuffer> {
	const bands = Array.from({ length: workers }, (_, band) => makeBand(encoded, band, workers, useStrip));
	const { width, height } = encoded.picture;
	return assemblePng({ width, height, format: encoded.format, tables: encoded.tables }, bands).bytes;
}
