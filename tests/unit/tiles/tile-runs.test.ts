import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TileRuns } from '../../../src/engine/tiles/tile-runs.ts';
import { LARGE_TILE, SMALL_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import type { TileShape } from '../../../src/engine/tiles/tile-shape.ts';

const colour = fc.constantFrom(0, 1, 0xff0000ff, 0xffffffff);
const row = fc.array(fc.tuple(colour, fc.integer({ min: 1, max: 140 })), { minLength: 1, maxLength: 8 });
/** Rows of runs, some of them equal to the one above. */
const tileOf = ({ width, height, pixels: size }: TileShape) =>
	fc
		.tuple(fc.array(row, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(5), { minLength: 32, maxLength: 32 }))
		.map(([rows, choice]) => {
			const pixels = new Uint32Array(size);
			for (let y = 0; y < height; y++) {
				const runs = rows[choice[y] % rows.length];
				for (let x = 0, i = 0; x < width; i++) {
					const [value, length] = runs[i % runs.length];
					pixels.fill(value, y * width + x, y * width + Math.min(width, x + length));
					x += length;
				}
			}
			return pixels;
		});

describe.each([
	['large', LARGE_TILE],
	['small', SMALL_TILE],
])('of %s tiles', (_name, shape) => {
	const { width, height, pixels: size } = shape;
	const tile = tileOf(shape);

	test('painting what was loaded gives the same pixels, whatever was loaded before', () => {
		const runs = new TileRuns();
		const out = new Uint32Array(size + 3);
		fc.assert(
			fc.property(tile, (pixels) => {
				runs.load(pixels, 0, shape);
				runs.paint(out, 3, shape);
				expect(out.subarray(3)).toEqual(pixels);
			}),
		);
	});

	test('neighbouring runs differ, and rows share their runs exactly where they equal the row above', () => {
		const runs = new TileRuns();
		fc.assert(
			fc.property(tile, (pixels) => {
				runs.load(pixels, 0, shape);
				for (let y = 0; y < height; y++) {
					const first = runs.first[y];
					const last = first + runs.count[y] - 1;
					expect(runs.ends[last]).toBe(width);
					for (let run = first; run < last; run++) expect(runs.colours[run]).not.toBe(runs.colours[run + 1]);
					if (y === 0) continue;
					const above = pixels.subarray((y - 1) * width, y * width);
					const own = pixels.subarray(y * width, (y + 1) * width);
					expect(first === runs.first[y - 1]).toBe(own.every((pixel, x) => pixel === above[x]));
				}
			}),
		);
	});
});
