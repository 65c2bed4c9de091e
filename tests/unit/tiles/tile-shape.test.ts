import { expect, test } from 'vitest';
import { defaultDesign } from '../../../src/engine/design/default-design.ts';
import {
	LARGE_TILE,
	MAX_TILE_HEIGHT,
	MAX_TILE_PIXELS,
	MAX_TILE_WIDTH,
	outputGrid,
	SMALL_TILE,
	tileColumnWidth,
	tileGrid,
	tileRowHeight,
} from '../../../src/engine/tiles/tile-shape.ts';

test('small images consist of small tiles, others of large ones', () => {
	expect(tileGrid(512, 512)).toMatchObject({ tile: SMALL_TILE, columns: 8, rows: 32 });
	expect(tileGrid(1080, 1080)).toMatchObject({ tile: LARGE_TILE, columns: 9, rows: 34 });
	expect(tileGrid(2000, 200).tile).toEqual(SMALL_TILE);
	expect(tileGrid(2000, 300).tile).toEqual(LARGE_TILE);
});

test('images whose pixels are to be seen consist of large tiles', () => {
	const { output } = defaultDesign('Cats', 480, 480);
	expect(outputGrid(output).tile).toEqual(SMALL_TILE);
	expect(outputGrid({ ...output, resampling: 'pixelated' }).tile).toEqual(LARGE_TILE);
});

test('the tiles of a grid cover the image exactly', () => {
	for (const [width, height] of [
		[1, 1],
		[64, 16],
		[700, 500],
		[768, 768],
		[1080, 1081],
	] as const) {
		const grid = tileGrid(width, height);
		const sum = (count: number, extent: (at: number) => number) =>
			Array.from({ length: count }, (_, at) => extent(at)).reduce((total, part) => total + part, 0);
		expect(sum(grid.columns, (column) => tileColumnWidth(grid, column))).toBe(width);
		expect(sum(grid.rows, (row) => tileRowHeight(grid, row))).toBe(height);
		expect(tileColumnWidth(grid, grid.columns - 1)).toBeGreaterThan(0);
		expect(tileRowHeight(grid, grid.rows - 1)).toBeGreaterThan(0);
	}
});

test('memory for any shape fits all of them', () => {
	for (const { width, height, pixels, bytes } of [LARGE_TILE, SMALL_TILE]) {
		expect(width).toBeLessThanOrEqual(MAX_TILE_WIDTH);
		expect(height).toBeLessThanOrEqual(MAX_TILE_HEIGHT);
		expect(pixels).toBeLessThanOrEqual(MAX_TILE_PIXELS);
		expect(bytes).toBe(width * height * 4);
	}
});
