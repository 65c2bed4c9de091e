import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TileRuns } from '../../../src/engine/tiles/tile-runs.ts';
import { TILE_HEIGHT, TILE_PIXELS, TILE_WIDTH } from '../../../src/engine/tiles/tile-shape.ts';

const colour = fc.constantFrom(0, 1, 0xff0000ff, 0xffffffff);
const row = fc.array(fc.tuple(colour, fc.integer({ min: 1, max: 140 })), { minLength: 1, maxLength: 8 });
/** Rows of runs, some of them equal to the one above. */
const tile = fc
	.tuple(fc.array(row, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(5), { minLength: 32, maxLength: 32 }))
	.map(([rows, choice]) => {
		const pixels = new Uint32Array(TILE_PIXELS);
		for (let y = 0; y < TILE_HEIGHT; y++) {
			const runs = rows[choice[y] % rows.length];
			for (let x = 0, i = 0; x < TILE_WIDTH; i++) {
				const [value, length] = runs[i % runs.length];
				pixels.fill(value, y * TILE_WIDTH + x, y * TILE_WIDTH + Math.min(TILE_WIDTH, x + length));
				x += length;
			}
		}
		return pixels;
	});

test('painting what was loaded gives the same pixels, whatever was loaded before', () => {
	const runs = new TileRuns();
	const out = new Uint32Array(TILE_PIXELS + 3);
	fc.assert(
		fc.property(tile, (pixels) => {
			runs.load(pixels, 0);
			runs.paint(out, 3);
			expect(out.subarray(3)).toEqual(pixels);
		}),
	);
});

test('neighbouring runs differ, and rows share their runs exactly where they equal the row above', () => {
	const runs = new TileRuns();
	fc.assert(
		fc.property(tile, (pixels) => {
			runs.load(pixels, 0);
			for (let y = 0; y < TILE_HEIGHT; y++) {
				const first = runs.first[y];
				const last = first + runs.count[y] - 1;
				expect(runs.ends[last]).toBe(TILE_WIDTH);
				for (let run = first; run < last; run++) expect(runs.colours[run]).not.toBe(runs.colours[run + 1]);
				if (y === 0) continue;
				const above = pixels.subarray((y - 1) * TILE_WIDTH, y * TILE_WIDTH);
				const own = pixels.subarray(y * TILE_WIDTH, (y + 1) * TILE_WIDTH);
				expect(first === runs.first[y - 1]).toBe(own.every((pixel, x) => pixel === above[x]));
			}
		}),
	);
});
