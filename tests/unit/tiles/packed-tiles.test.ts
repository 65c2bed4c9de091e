import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINARY, MIXED, OPAQUE, PackedTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { TILE_PIXELS } from '../../../src/engine/tiles/tile-shape.ts';

/** Runs of any length with pixels of few colours, filled up to a tile. */
const tiles = fc
	.array(fc.tuple(fc.integer({ min: 1, max: 600 }), fc.nat(3)), { minLength: 1, maxLength: 200 })
	.map((runs) => {
		const pixels = new Uint32Array(TILE_PIXELS);
		let at = 0;
		for (let i = 0; at < TILE_PIXELS; i++) {
			const [length, color] = runs[i % runs.length];
			pixels.fill((color * 0x55667788) >>> 0, at, at + length);
			at += length;
		}
		return pixels;
	});

const noise = (seed: number) => Uint32Array.from({ length: TILE_PIXELS }, (_, i) => Math.imul(i + seed, 0x9e3779b1));

describe('PackedTiles', () => {
	it('gives every tile back as it was', () => {
		fc.assert(
			fc.property(fc.array(tiles, { minLength: 1, maxLength: 5 }), (all) => {
				const packed = new PackedTiles();
				for (const [i, pixels] of all.entries()) expect(packed.add(pixels, 0)).toBe(i + 1);
				const out = new Uint32Array(TILE_PIXELS + 5);
				for (const [i, pixels] of all.entries()) {
					packed.unpack(i + 1, out, 5);
					expect(out.subarray(5)).toEqual(pixels);
				}
			}),
		);
	});

	it('keeps noise as it is, over many chunks', () => {
		const packed = new PackedTiles();
		for (let i = 0; i < 200; i++) packed.add(noise(i), 0);
		const out = new Uint32Array(TILE_PIXELS);
		for (let i = 0; i < 200; i++) {
			packed.unpack(i + 1, out, 0);
			expect(out).toEqual(noise(i));
		}
	});

	it('keeps tiles as they are whose runs are just too short to gain anything', () => {
		// One pixel and a run of three: four words for four pixels.
		const pixels = Uint32Array.from({ length: TILE_PIXELS }, (_, i) => (i % 4 === 0 ? i : 0xff0000ff + (i >> 2)));
		const packed = new PackedTiles();
		packed.add(pixels, 0);
		const out = new Uint32Array(TILE_PIXELS);
		packed.unpack(1, out, 0);
		expect(out).toEqual(pixels);
	});

	it('takes little memory for flat tiles', () => {
		const packed = new PackedTiles();
		for (let i = 0; i < 1000; i++) packed.add(new Uint32Array(TILE_PIXELS).fill(i), 0);
		expect(packed.memoryBytes).toBeLessThan(1000 * 2000);
	});

	it.each([
		[0xff000000, 0xff0000ff, OPAQUE],
		[0xff000000, 0, BINARY],
		[0, 0, BINARY],
		[0xff000000, 0xfe000000, MIXED],
		[0x01000000, 0xff000000, MIXED],
	])('tells the alpha of %i and %i', (most, last, kind) => {
		const pixels = new Uint32Array(TILE_PIXELS).fill(most);
		pixels[TILE_PIXELS - 1] = last;
		const packed = new PackedTiles();
		expect(packed.kind(packed.add(pixels, 0))).toBe(kind);
	});
});
