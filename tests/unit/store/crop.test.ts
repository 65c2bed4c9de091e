import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cropRaster, uncropRaster } from '../../../src/engine/store/crop.ts';

const rasters = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).chain(([width, height]) =>
	fc
		.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(0xffffffff)), {
			minLength: width * height,
			maxLength: width * height,
		})
		.map((pixels) => ({ width, height, data: new Uint8Array(Uint32Array.from(pixels).buffer) })),
);

it('gives every raster back as it was', () => {
	fc.assert(
		fc.property(rasters, (raster) => {
			expect(uncropRaster(cropRaster(raster), raster.width, raster.height)).toEqual(raster);
		}),
	);
});

it('keeps nothing but the smallest rectangle with something in it', () => {
	const data = new Uint8Array(10 * 10 * 4);
	data[(3 * 10 + 4) * 4 + 3] = 255;
	data[(5 * 10 + 2) * 4] = 1;
	expect(cropRaster({ width: 10, height: 10, data })).toMatchObject({ x: 2, y: 3, width: 3, height: 3 });
});
