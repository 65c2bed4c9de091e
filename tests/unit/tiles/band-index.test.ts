import { describe, expect, it } from 'vitest';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import type { Operator } from '../../../src/engine/design/operators.ts';
import type { Raster } from '../../../src/engine/raster/raster.ts';
import { BandIndex } from '../../../src/engine/tiles/band-index.ts';
import { cutRaster, divideRows, imageRow } from '../../../src/engine/tiles/cut-raster.ts';
import { LARGE_TILE, tileGrid } from '../../../src/engine/tiles/tile-shape.ts';

const WIDTH = LARGE_TILE.width * 2 + 10;
const HEIGHT = LARGE_TILE.height * 2;
const grid = tileGrid(WIDTH, HEIGHT, LARGE_TILE);
const [band] = divideRows(grid, 1);

/** An image that is `rgba` inside the given tile columns and transparent elsewhere. */
function columnsOf(rgba: [number, number, number, number], columns: number[]): Raster {
	const data = new Uint8Array(WIDTH * HEIGHT * 4);
	for (let i = 0; i < WIDTH * HEIGHT; i++) {
		if (columns.includes(Math.floor((i % WIDTH) / LARGE_TILE.width))) data.set(rgba, i * 4);
	}
	return { width: WIDTH, height: HEIGHT, data };
}

const paint = (operator: Operator, opacity = 0xffff) => OPERATORS.indexOf(operator) | (opacity << 8);

function indexOf(...rasters: Raster[]): BandIndex {
	const index = new BandIndex(grid, band);
	for (const [source, raster] of rasters.entries()) index.addSource(source, cutRaster(raster, grid, band));
	return index;
}

function states(index: BandIndex, ...ops: [source: number, paint: number][]): number[] {
	const out = new Int32Array(index.tiles);
	index.statesOf(Int32Array.from(ops.flat()), 0, ops.length, out, 0);
	return [...out];
}

const red = columnsOf([255, 0, 0, 255], [0, 1, 2]);
const blue = columnsOf([0, 0, 255, 255], [0, 1, 2]);
const dot = columnsOf([0, 255, 0, 128], [1]);

describe('BandIndex', () => {
	it('keeps one copy of equal tiles, wherever they stand', () => {
		// Inner tiles are equal to each other, tiles of the narrow last column too.
		expect(indexOf(red).content.count).toBe(2);
		expect(indexOf(red, red).content.count).toBe(2);
	});

	it('forgets what an opaque tile hides', () => {
		const index = indexOf(red, blue, dot);
		const over = paint('source-over');
		expect(states(index, [0, over], [1, over])).toEqual(states(index, [1, over]));
		expect(states(index, [0, over], [2, over], [1, over])).toEqual(states(index, [1, over]));
	});

	it('does not forget what a translucent opaque tile lets through', () => {
		const index = indexOf(red, blue);
		expect(states(index, [0, paint('source-over')], [1, paint('source-over', 0x8000)])).not.toEqual(
			states(index, [1, paint('source-over', 0x8000)]),
		);
	});

	it('leaves tiles alone where a layer is empty, if its operator keeps the backdrop', () => {
		const index = indexOf(red, dot);
		const plain = states(index, [0, paint('source-over')]);
		const multiplied = states(index, [0, paint('source-over')], [1, paint('multiply')]);
		expect(multiplied.map((state, i) => state === plain[i])).toEqual([true, false, true, true, false, true]);
	});

	it('paints empty tiles too, if the operator erases there', () => {
		const index = indexOf(red, dot);
		const plain = states(index, [0, paint('source-over')]);
		const masked = states(index, [0, paint('source-over')], [1, paint('destination-in')]);
		for (const [i, state] of masked.entries()) expect(state).not.toBe(plain[i]);
		const copied = states(index, [0, paint('source-over')], [1, paint('copy')]);
		expect(copied).toEqual(states(index, [1, paint('source-over', 0xffff)], [1, paint('copy')]));
		expect(copied[0]).toBe(0);
	});

	it('keeps tiles of different sizes apart', () => {
		const [inner, , narrow] = states(indexOf(red), [0, paint('source-over')]);
		expect(inner).not.toBe(narrow);
	});

	it('says which tiles a source fills opaquely', () => {
		const index = indexOf(red, dot);
		expect([...index.opaqueMask(0)]).toEqual([0b111111]);
		expect([...index.opaqueMask(1)]).toEqual([0]);
	});
});

describe('cutRaster', () => {
	it('treats transparent pixels of any colour as equal', () => {
		const noisy = columnsOf([0, 0, 0, 255], [0]);
		noisy.data.set([9, 9, 9, 0], 4 * (WIDTH - 1));
		noisy.data.set([0, 0, 0, 0], 0);
		const clean: Raster = { ...noisy, data: noisy.data.slice() };
		clean.data.set([0, 0, 0, 0], 4 * (WIDTH - 1));
		noisy.data.set([7, 7, 7, 0], 0);
		expect(indexOf(noisy, clean).content.count).toBe(2);
	});

	it('cuts every pixel into exactly one tile', () => {
		const data = new Uint8Array(WIDTH * HEIGHT * 4);
		for (let i = 0; i < WIDTH * HEIGHT; i++) data.set([i & 255, (i >> 8) & 255, i >> 16, 255], i * 4);
		const { tile, pixels } = cutRaster({ width: WIDTH, height: HEIGHT, data }, grid, band);
		expect([...tile]).toEqual([0, 1, 2, 3, 4, 5]);
		const seen = new Set<number>();
		const words = new Uint32Array(pixels.buffer);
		for (const word of words) if (word !== 0) seen.add(word);
		expect(seen.size).toBe(WIDTH * HEIGHT);
	});
});

describe('divideRows', () => {
	it('gives every tile row to exactly one band', () => {
		for (const workers of [1, 2, 3, 8, 99]) {
			const bands = divideRows(tileGrid(1080, 1080), workers);
			const rows = bands.flatMap((band) => Array.from({ length: band.rows }, (_, i) => imageRow(band, i)));
			expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 34 }, (_, i) => i));
		}
	});
});
