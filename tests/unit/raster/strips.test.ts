import { assert, asyncProperty, array, integer } from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { deflateSync } from 'node:zlib';
import type { placeStream } from '../../../src/engine/raster/place.ts';
import type { Raster, RasterStream } from '../../../src/engine/raster/raster.ts';
import type { solidStream } from '../../../src/engine/raster/solid.ts';
import { collectRaster, inStrips, streamOf } from '../../../src/engine/raster/strips.ts';
import { noise } from './noise.ts';
import { chunk } from './png-file.ts';

describe('inStrips', () => {
	it('gives the same rows in strips of the height that is asked for, whatever heights they come in', async () => {
		const heights = array(integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
		await assert(
			asyncProperty(heights, integer({ min: 1, max: 12 }), async (given, rows) => {
				const width = 3;
				const height = given.reduce((sum, rest) => sum + rest, 0);
				const data = Uint8Array.from(noise(width * height * 4, rows));
				let top = 0;
				const strips: Raster[] = given.map((count) => {
					const from = top * width * 4;
					top += count;
					return { width, height: count, data: data.slice(from, top * width * 4) };
				});
				const sizes: number[] = [];
				async function* counted(): AsyncGenerator<Raster, void> {
					for await (const strip of inStrips({ width, height, strips }, rows)) {
						sizes.push(strip.height);
						yield strip;
					}
				}
				expect((await collectRaster({ width, height, strips: counted() })).data).toEqual(data);
				expect(sizes.slice(0, -1).every((size) => size === rows)).toBe(true);
				expect(sizes).toHaveLength(Math.ceil(height / rows));
			}),
		);
	});

	it('tells the source when no more is wanted', async () => {
		let ended = false;
		function* source(): Generator<Raster, void> {
			try {
				for (let i = 0; i < 4; i++) yield { width: 1, height: 1, data: new Uint8Array(4) };
			} finally {
				ended = true;
			}
		}
		for await (const strip of inStrips({ width: 1, height: 4, strips: source() }, 2)) {
			expect(strip.height).toBe(2);
			break;
		}
		expect(ended).toBe(true);
	});
});

describe('nothing that reads an image ever holds it whole', () => {
	const SIDE = 1024;
	const FRAME = SIDE * SIDE * 4;
	let largest = 0;
	let open: (png: Uint8Array<ArrayBuffer>) => RasterStream;
	let place: typeof placeStream;
	let solid: typeof solidStream;

	// The modules, fflate's included, are loaded behind constructors that note how much is asked for.
	beforeAll(async () => {
		for (const name of ['Uint8Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float64Array'] as const) {
			const original = globalThis[name];
			const noting = new Proxy(original, {
				construct(target, given: unknown[], newTarget) {
					const made: { byteLength: number; buffer: ArrayBufferLike } = Reflect.construct(target, given, newTarget);
					if (typeof given[0] === 'number') largest = Math.max(largest, made.byteLength);
					return made;
				},
			});
			vi.stubGlobal(name, noting);
		}
		vi.resetModules();
		const { openPng } = await import('../../../src/engine/raster/png-decode.ts');
		open = (png) => openPng(png, 'large.png');
		place = (await import('../../../src/engine/raster/place.ts')).placeStream;
		solid = (await import('../../../src/engine/raster/solid.ts')).solidStream;
		return () => vi.unstubAllGlobals();
	});

	async function largestOf(stream: RasterStream): Promise<number> {
		let rows = 0;
		for await (const strip of stream.strips) rows += strip.height;
		expect(rows).toBe(stream.height);
		return largest;
	}

	/** Flat, so that a few compressed bytes give very many. */
	function flatPng(type: number, bits: number, interlaced: boolean): Uint8Array<ArrayBuffer> {
		const header = Buffer.alloc(13);
		header.writeUInt32BE(SIDE, 0);
		header.writeUInt32BE(SIDE, 4);
		header.set([bits > 32 ? 16 : 8, type, 0, 0, interlaced ? 1 : 0], 8);
		// More than any image of this size and type has: what follows the last row is never read.
		const data = deflateSync(Buffer.alloc((SIDE * bits * SIDE) / 8 + 4 * SIDE));
		const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
		return new Uint8Array(
			Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', [])]).buffer,
		);
	}

	it.each([
		['PNG', () => open(flatPng(6, 32, false))],
		['16-bit PNG', () => open(flatPng(6, 64, false))],
		['interlaced PNG', () => open(flatPng(6, 32, true))],
		['colour', () => solid('#102030', SIDE, SIDE)],
		...(['smooth', 'pixelated'] as const).map((resampling): [string, () => RasterStream] => [
			`${resampling} scaling`,
			() => place(solid('#102030', 450, 450), { width: SIDE, height: SIDE, fit: 'contain', resampling }),
		]),
		[
			'offset',
			() => place(solid('#102030', SIDE, SIDE), { width: SIDE, height: SIDE, fit: 'none', resampling: 'smooth', x: 5 }),
		],
	])('%s', async (_what, make) => {
		const stream = make();
		largest = 0;
		expect(await largestOf(stream)).toBeLessThan(FRAME / 4);
	});

	it('and a whole one would be noticed', async () => {
		largest = 0;
		await collectRaster(streamOf({ width: SIDE, height: SIDE, data: new Uint8Array(FRAME) }));
		expect(largest).toBe(FRAME);
	});
});
