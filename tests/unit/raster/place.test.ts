import { createHash } from 'node:crypto';
import { assert, asyncProperty, integer, tuple } from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { placeStream } from '../../../src/engine/raster/place.ts';
import type { PlaceOptions } from '../../../src/engine/raster/place.ts';
import type { Raster } from '../../../src/engine/raster/raster.ts';
import { collectRaster, streamOf } from '../../../src/engine/raster/strips.ts';
import { noise } from './noise.ts';

function raster(width: number, height: number, data: ArrayLike<number>): Raster {
	return { width, height, data: Uint8Array.from(data) };
}

/** Opaque grey of each pixel's value. */
function greys(width: number, height: number, values: number[]): Raster {
	return raster(
		width,
		height,
		values.flatMap((v) => [v, v, v, 255]),
	);
}

const placed = (source: Raster, options: PlaceOptions) => collectRaster(placeStream(streamOf(source), options));
const smooth = (source: Raster, width: number, height: number) =>
	placed(source, { width, height, fit: 'stretch', resampling: 'smooth' });
const reds = ({ data }: Raster) => [...data].filter((_, i) => i % 4 === 0);
const alphas = ({ data }: Raster) => [...data].filter((_, i) => i % 4 === 3);
/** A column of 7 pixels: a colour, and the same in the middle opaque. */
const line = (around: number[]) => [0, 1, 2, 3, 4, 5, 6].flatMap((y) => (y === 3 ? [9, 90, 200, 255] : around));
const small = greys(2, 1, [10, 20]);

describe('pixelated', () => {
	const options = { width: 4, height: 4, resampling: 'pixelated' } as const;

	it.each([
		['stretch', [10, 10, 20, 20, 10, 10, 20, 20, 10, 10, 20, 20, 10, 10, 20, 20]],
		['contain', [0, 0, 0, 0, 10, 10, 20, 20, 10, 10, 20, 20, 0, 0, 0, 0]],
		['cover', [10, 10, 20, 20, 10, 10, 20, 20, 10, 10, 20, 20, 10, 10, 20, 20]],
		['none', [0, 0, 0, 0, 0, 10, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
	] as const)('%s', async (fit, expected) => {
		expect(reds(await placed(small, { ...options, fit }))).toEqual(expected);
	});

	it('cover cuts both sides alike', async () => {
		const wide = greys(6, 2, [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]);
		expect(reds(await placed(wide, { width: 2, height: 2, fit: 'cover', resampling: 'pixelated' }))).toEqual([
			3, 4, 3, 4,
		]);
	});

	it('scales down to the pixel under each centre', async () => {
		const row = greys(6, 1, [1, 2, 3, 4, 5, 6]);
		expect(reds(await placed(row, { width: 2, height: 1, fit: 'stretch', resampling: 'pixelated' }))).toEqual([2, 5]);
	});
});

describe('offsets', () => {
	it('move the fitted image, and what leaves the output is cut', async () => {
		const square = greys(2, 2, [1, 2, 3, 4]);
		const at = async (x: number, y: number) =>
			reds(await placed(square, { width: 2, height: 2, fit: 'none', resampling: 'smooth', x, y }));
		expect(await at(1, 0)).toEqual([0, 1, 0, 3]);
		expect(await at(0, -1)).toEqual([3, 4, 0, 0]);
		expect(await at(5, 5)).toEqual([0, 0, 0, 0]);
	});
});

describe('smooth', () => {
	it('gives back an image that has the size of the output as it is', () => {
		const stream = streamOf(small);
		expect(placeStream(stream, { width: 2, height: 1, fit: 'stretch', resampling: 'smooth' })).toBe(stream);
	});

	it('keeps a flat colour exactly, at every alpha and scale', async () => {
		const size = integer({ min: 1, max: 40 });
		const byte = integer({ min: 0, max: 255 });
		await assert(
			asyncProperty(size, size, size, size, tuple(byte, byte, byte, byte), async (w, h, width, height, color) => {
				const flat = raster(w, h, Array.from({ length: w * h }, () => color).flat());
				const scaled = await smooth(flat, width, height);
				if (w === width && h === height) return;
				const expected = color[3] === 0 ? [0, 0, 0, 0] : color;
				for (let i = 0; i < scaled.data.length; i++) expect(scaled.data[i]).toBe(expected[i % 4]);
			}),
			{ numRuns: 60 },
		);
	});

	it('does not let the colour of transparent pixels bleed', async () => {
		const edge = raster(4, 1, [255, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0]);
		const scaled = await smooth(edge, 2, 1);
		for (let i = 0; i < 8; i += 4) expect([...scaled.data.subarray(i + 1, i + 3)]).toEqual([0, 0]);
		expect(alphas(scaled)[0]).toBeGreaterThan(alphas(scaled)[1]);
	});

	it('draws a line between transparent rows as it does between rows of alpha 1', async () => {
		const scaled = await smooth(raster(1, 7, line([9, 90, 200, 0])), 1, 40);
		const almost = await smooth(raster(1, 7, line([9, 90, 200, 1])), 1, 40);
		for (const [i, alpha] of alphas(scaled).entries()) expect(Math.abs(alpha - alphas(almost)[i])).toBeLessThan(3);
		expect(Math.max(...alphas(scaled))).toBeGreaterThan(200);
	});

	it('counts every pixel when scaling down', async () => {
		const stripes = greys(
			64,
			1,
			Array.from({ length: 64 }, (_, i) => (i % 2) * 255),
		);
		for (const value of reds(await smooth(stripes, 8, 1)).slice(1, -1)) expect(Math.abs(value - 127.5)).toBeLessThan(4);
	});

	it('comes close to libvips’ cubic', async () => {
		const source = await sharp(Uint8Array.from(noise(24 * 18 * 3, 4)), { raw: { width: 24, height: 18, channels: 3 } })
			.blur(2)
			.ensureAlpha()
			.raw()
			.toBuffer();
		for (const [width, height] of [
			[60, 50],
			[9, 7],
		]) {
			const expected = await sharp(source, { raw: { width: 24, height: 18, channels: 4 } })
				.resize(width, height, { kernel: 'cubic', fit: 'fill' })
				.raw()
				.toBuffer();
			const scaled = await smooth(raster(24, 18, source), width, height);
			const off = scaled.data.reduce((sum, value, i) => sum + Math.abs(value - expected[i]), 0) / scaled.data.length;
			expect(off).toBeLessThan(1.5);
		}
	});

	it('gives these very bytes on every machine', async () => {
		const source = raster(37, 23, noise(37 * 23 * 4, 6));
		const scaled = [await smooth(source, 80, 51), await smooth(source, 11, 9)];
		const digests = scaled.map(({ data }) => createHash('sha256').update(data).digest('hex').slice(0, 16));
		expect(digests).toMatchInlineSnapshot(`
			[
			  "ab2d833e4d33313d",
			  "ac3579ed292ef950",
			]
		`);
	});
});
