/**
 * Tile size in pixels. Wide and flat: a deflate match is at most 258 bytes and rows lie one stride apart, so at the same
 * area a wide tile compresses better (measured: 128×32 is 8 to 15 % smaller than 64×64 with the same parse).
 */
export const TILE_WIDTH = 128;
export const TILE_HEIGHT = 32;
export const TILE_PIXELS = TILE_WIDTH * TILE_HEIGHT;
export const TILE_BYTES = TILE_PIXELS * 4;

/** How an image of `width × height` pixels divides into tiles; edge tiles are narrower or lower. */
export interface TileGrid {
	width: number;
	height: number;
	columns: number;
	rows: number;
}

export function tileGrid(width: number, height: number): TileGrid {
	return { width, height, columns: Math.ceil(width / TILE_WIDTH), rows: Math.ceil(height / TILE_HEIGHT) };
}

/** Pixels of tile column `column` that lie inside the image. */
export function tileColumnWidth(grid: TileGrid, column: number): number {
	return Math.min(TILE_WIDTH, grid.width - column * TILE_WIDTH);
}

/** Pixel rows of tile row `row` that lie inside the image. */
export function tileRowHeight(grid: TileGrid, row: number): number {
	return Math.min(TILE_HEIGHT, grid.height - row * TILE_HEIGHT);
}
