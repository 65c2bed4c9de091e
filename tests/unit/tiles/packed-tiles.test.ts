import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINARY, MIXED, OPAQUE, PackedTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { LARGE_TILE, SMALL_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import type { TileShape } from '../../../src/engine/tiles/tile-shape.ts';

/** Runs of any length with pixels of few colours, filled up to a tile. */
const tilesOf = ({ pixels: size }: TileShape) =>
	fc.array(fc.tuple(fc.integer({ min: 1, max: 600 }), fc.nat(3)), { minLength: 1, maxLength: 200 }).map((runs) => {
		const pixels = new Uint32Array(size);
		let at = 0;
		for (let i = 0; at < size; i++) {
			const [length, color] = runs[i % runs.length];
			pixels.fill((color * 0x55667788) >>> 0, at, at + length);
			at += length;
		}
		return pixels;
	});

describe.each([
	['large', LARGE_TILE],
	['small', SMALL_TILE],
])('PackedTiles, %s', (_name, shape) => {
	const tiles = tilesOf(shape);
	const noise = (seed: number) => Uint32Array.from({ length: shape.pixels }, (_, i) => Math.imul(i + seed, 0x9e3779b1));

	it('gives every tile back as it was', () => {
		fc.assert(
			fc.property(fc.array(tiles, { minLength: 1, maxLength: 5 }), (all) => {
				const packed = new PackedTiles(shape);
				for (const [i, pixels] of all.entries()) expect(packed.add(pixels, 0)).toBe(i + 1);
				const out = new Uint32Array(shape.pixels + 5);
				for (const [i, pixels] of all.entries()) {
					packed.unpack(i + 1, out, 5);
					expect(out.subarray(5)).toEqual(pixels);
				}
			}),
		);
	});

	it('keeps noise as it is, over many chunks', () => {
		const packed = new PackedTiles(shape);
		for (let i = 0; i < 200; i++) packed.add(noise(i), 0);
		const out = new Uint32Array(shape.pixels);
		for (let i = 0; i < 200; i++) {
			packed.unpack(i + 1, out, 0);
			expect(out).toEqual(noise(i));
		}
	});

	it('keeps tiles as they are whose runs are just too short to gain anything', () => {
		// One pixel and a run of three: four words for four pixels.
		const pixels = Uint32Array.from({ length: shape.pixels }, (_, i) => (i % 4 === 0 ? i : 0xff0000ff + (i >> 2)));
		const packed = new PackedTiles(shape);
		packed.add(pixels, 0);
		const out = new Uint32Array(shape.pixels);
		packed.unpack(1, out, 0);
		expect(out).toEqual(pixels);
	});

	it('takes little memory for flat tiles', () => {
		const packed = new PackedTiles(shape);
		for (let i = 0; i < 1000; i++) packed.add(new Uint32Array(shape.pixels).fill(i), 0);
		expect(packed.memoryBytes).toBeLessThan(1000 * 2000);
	});

	it.each([
		[0xff000000, 0xff0000ff, OPAQUE],
		[0xff000000, 0, BINARY],
		[0, 0, BINARY],
		[0xff000000, 0xfe000000, MIXED],
		[0x01000000, 0xff000000, MIXED],
	])('tells the alpha of %i and %i', (most, last, kind) => {
		const pixels = new Uint32Array(shape.pixels).fill(most);
		pixels[shape.pixels - 1] = last;
		const packed = new PackedTiles(shape);
		expect(packed.kind(packed.add(pixels, 0))).toBe(kind);
	});
});
