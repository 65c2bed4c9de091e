/** Tiles that look alike are found whatever made them, and no others. */
import { expect, test } from 'vitest';
import { TileRuns } from '../../../src/engine/tiles/tile-runs.ts';
import { SMALL_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import { TileTwins } from '../../../src/engine/tiles/tile-twins.ts';

const { width, height, pixels: size } = SMALL_TILE;

/** Bytes. */
const AMPLE = 1e6;

function runsOf(pixels: Uint32Array): TileRuns {
	const runs = new TileRuns();
	runs.load(pixels, 0, SMALL_TILE);
	return runs;
}

/** Flat, but for one pixel. */
function dotted(at: number, colour: number): TileRuns {
	const pixels = new Uint32Array(size).fill(0xff808080);
	pixels[at] = colour;
	return runsOf(pixels);
}

test('a tile is known by the stack that made one like it last', () => {
	const twins = new TileTwins(AMPLE);
	expect(twins.replace(7, dotted(3, 0xff0000ff), width, height)).toBe(-1);
	expect(twins.replace(9, dotted(3, 0xff0000ff), width, height)).toBe(7);
	expect(twins.replace(4, dotted(3, 0xff0000ff), width, height)).toBe(9);
	expect(twins.replace(5, dotted(3, 0xff0000ff), width - 1, height), 'of another size').toBe(-1);
	twins.clear();
	expect(twins.replace(7, dotted(3, 0xff0000ff), width, height)).toBe(-1);
});

test('thousands of tiles that differ in one pixel or one bit are told apart, and each found again', () => {
	const twins = new TileTwins(AMPLE);
	const tiles: TileRuns[] = [];
	for (let at = 0; at < size; at++)
		for (let bit = 0; bit < 4; bit++) tiles.push(dotted(at, 0xff808080 ^ (1 << (bit * 7))));
	for (const [state, tile] of tiles.entries()) expect(twins.replace(state, tile, width, height)).toBe(-1);
	for (const [state, tile] of tiles.entries()) expect(twins.replace(state, tile, width, height)).toBe(state);
});

test('the number of equal rows and where they stand make a difference', () => {
	const twins = new TileTwins(AMPLE);
	let state = 0;
	for (let first = 0; first < height; first++) {
		for (let last = first; last < height; last++) {
			const pixels = new Uint32Array(size).fill(0xffffffff);
			pixels.fill(0xff000000, first * width, (last + 1) * width);
			expect(twins.replace(state++, runsOf(pixels), width, height)).toBe(-1);
		}
	}
});

test('without room for more it begins again, and still finds what came since', () => {
	const budget = 40_000;
	const twins = new TileTwins(budget);
	let found = 0;
	for (let state = 0; state < 5000; state++) {
		const tile = dotted(state % size, 0xff000000 + Math.floor(state / size));
		expect(twins.replace(state, tile, width, height)).toBe(-1);
		if (twins.replace(state, tile, width, height) === state) found++;
		expect(twins.memoryBytes).toBeLessThanOrEqual(budget);
	}
	// But for the moments at which everything was forgotten.
	expect(found).toBeGreaterThan(4980);
	expect(found).toBeLessThan(5000);
});
