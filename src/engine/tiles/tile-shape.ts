import type { OutputSettings } from '../design/design.ts';

/**
 * Tile sizes in pixels. Wide and flat: a deflate match is at most 258 bytes and rows lie one stride apart, so at the same
 * area a wide tile compresses better (measured: 128×32 is 8 to 15 % smaller than 64×64 with the same parse).
 */
export interface TileShape {
	readonly width: number;
	readonly height: number;
	/** `width × height` */
	readonly pixels: number;
	/** Straight RGBA. */
	readonly bytes: number;
	/** What it takes to make one, of a large one. */
	readonly cost: number;
}

/** Of any shape, for memory that fits all. */
export const MAX_TILE_WIDTH = 128;
export const MAX_TILE_HEIGHT = 32;
export const MAX_TILE_PIXELS = MAX_TILE_WIDTH * MAX_TILE_HEIGHT;

export const LARGE_TILE: TileShape = shapeOf(MAX_TILE_WIDTH, MAX_TILE_HEIGHT, 1);
export const SMALL_TILE: TileShape = shapeOf(64, 16, 0.37);

/**
 * Smaller images consist of small tiles. In a small image a large tile holds so much of the picture that few are alike: at
 * 512² small tiles take 0.7 of the time for 6 % more bytes, at 1080² 0.87 of it for 7 % more. Not so where the pixels are to be
 * seen: of pixel art a large tile repeats its rows more often, and at 480² takes 0.7 of the time and 0.76 of the bytes.
 */
const LEAST_PIXELS_OF_LARGE = 768 * 768;

function shapeOf(width: number, height: number, cost: number): TileShape {
	return { width, height, pixels: width * height, bytes: width * height * 4, cost };
}

/** How an image of `width × height` pixels divides into tiles; edge tiles are narrower or lower. Plain data, cloneable. */
export interface TileGrid {
	tile: TileShape;
	width: number;
	height: number;
	columns: number;
	rows: number;
}

/** How a run divides its images. */
export function outputGrid({ width, height, resampling }: OutputSettings): TileGrid {
	return tileGrid(width, height, resampling === 'pixelated' ? LARGE_TILE : tileShapeOf(width, height));
}

/** @param tile absent: as for images of that size that are not pixel art */
export function tileGrid(width: number, height: number, tile = tileShapeOf(width, height)): TileGrid {
	return { tile, width, height, columns: Math.ceil(width / tile.width), rows: Math.ceil(height / tile.height) };
}

function tileShapeOf(width: number, height: number): TileShape {
	return width * height < LEAST_PIXELS_OF_LARGE ? SMALL_TILE : LARGE_TILE;
}

/** Pixels of tile column `column` that lie inside the image. */
export function tileColumnWidth({ tile, width }: TileGrid, column: number): number {
	return Math.min(tile.width, width - column * tile.width);
}

/** Pixel rows of tile row `row` that lie inside the image. */
export function tileRowHeight({ tile, height }: TileGrid, row: number): number {
	return Math.min(tile.height, height - row * tile.height);
}
