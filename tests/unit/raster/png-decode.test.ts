import { PNG } from 'pngjs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { deflateSync } from 'node:zlib';
import { decodePng } from '../../../src/engine/raster/png-decode.ts';
import { noise } from './noise.ts';
import { chunk, pngFile } from './png-file.ts';

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Every colour type with every depth that it may have. */
const KINDS = [
	...[1, 2, 4, 8, 16].map((depth) => ({ type: 0, depth })),
	...[8, 16].map((depth) => ({ type: 2, depth })),
	...[1, 2, 4, 8].map((depth) => ({ type: 3, depth })),
	...[8, 16].map((depth) => ({ type: 4, depth })),
	...[8, 16].map((depth) => ({ type: 6, depth })),
];

/** Filters 0 to 4 in turn, with bytes that mean something under each: any bytes do. */
function noisyRows(passes: { width: number; height: number }[], bits: number, seed: number): Uint8Array {
	const rows = passes.flatMap(({ width, height }) =>
		Array.from({ length: height }, (_, y) => [y % 5, ...noise(Math.ceil((width * bits) / 8), seed + y)]),
	);
	return Uint8Array.from(rows.flat());
}

function adam7(width: number, height: number): { width: number; height: number }[] {
	const starts = [
		[0, 0, 8, 8],
		[4, 0, 8, 8],
		[0, 4, 4, 8],
		[2, 0, 4, 4],
		[0, 2, 2, 4],
		[1, 0, 2, 2],
		[0, 1, 1, 2],
	];
	return starts
		.map(([x, y, dx, dy]) => ({ width: Math.ceil((width - x) / dx), height: Math.ceil((height - y) / dy) }))
		.filter((pass) => pass.width > 0 && pass.height > 0);
}

describe('equals an independent decoder (pngjs) in every pixel', () => {
	for (const { type, depth } of KINDS) {
		for (const interlaced of [false, true]) {
			for (const transparency of [false, true]) {
				if (transparency && (type === 4 || type === 6)) continue;
				it(`colour type ${type}, ${depth} bit${interlaced ? ', interlaced' : ''}${transparency ? ', tRNS' : ''}`, () => {
					for (const [width, height] of [
						[13, 11],
						[1, 1],
						[3, 2],
						[16, 9],
						// More than one strip of rows.
						[5, 75],
					]) {
						const bits = CHANNELS[type] * depth;
						const passes = interlaced ? adam7(width, height) : [{ width, height }];
						const plte = chunk('PLTE', noise(3 * 2 ** Math.min(depth, 8), 5));
						const rows = noisyRows(passes, bits, width);
						// The transparent colour is that of the first pixel, whose row has no filter.
						const bytes = [...rows.subarray(1, 7)];
						const clear = (depth === 16 ? bytes : bytes.flatMap((b) => [0, b >> (8 - depth)])).slice(
							0,
							CHANNELS[type] * 2,
						);
						const trns = type === 3 ? noise(2 ** depth, 9) : clear;
						const parts = {
							width,
							height,
							depth,
							type,
							interlaced,
							chunks: type === 3 ? [plte] : [],
							rows,
						};
						const file = transparency
							? pngFile({ ...parts, chunks: [...parts.chunks, chunk('tRNS', trns)] })
							: pngFile(parts);
						const expected = PNG.sync.read(Buffer.from(file)).data;
						if (transparency && type !== 3) {
							// pngjs blackens the transparent colour; the specification leaves it as it is.
							const { data } = PNG.sync.read(Buffer.from(pngFile(parts)));
							for (let i = 0; i < data.length; i++) if (i % 4 < 3) expected[i] = data[i];
						}
						const raster = decodePng(file, 'a.png');
						if (transparency && type !== 3) expect(raster.data[3]).toBe(0);
						expect([raster.width, raster.height]).toEqual([width, height]);
						expect([...raster.data]).toEqual([...expected]);
					}
				});
			}
		}
	}
});

describe('files of real encoders', () => {
	it('keeps the colours under every alpha', async () => {
		const data = Uint8Array.from(noise(64 * 64 * 4, 3));
		const file = await sharp(data, { raw: { width: 64, height: 64, channels: 4 } })
			.png({ progressive: true })
			.toBuffer();
		expect([...decodePng(file, 'a.png').data]).toEqual([...data]);
	});

	it('brings 8-bit art that was widened to 16 bits back exactly', () => {
		const values = noise(40, 8);
		const rows = Uint8Array.from([0, ...values.flatMap((value) => [value, value])]);
		const file = pngFile({ width: 10, height: 1, depth: 16, type: 6, rows });
		expect([...decodePng(file, 'a.png').data]).toEqual(values);
	});

	it('rounds 16 bits to the nearest of 8', () => {
		for (let v = 0; v < 65536; v += 61) {
			const file = pngFile({ width: 1, height: 1, depth: 16, type: 0, rows: Uint8Array.from([0, v >> 8, v & 255]) });
			expect(decodePng(file, 'a.png').data[0]).toBe(Math.round((v * 255) / 65535));
		}
	});

	it('takes the default image of an APNG', () => {
		const rows = Uint8Array.from([0, 10, 20, 30]);
		const later = [0, 0, 0, 1, ...deflateSync(Uint8Array.from([0, 90, 90, 90]))];
		const file = pngFile({
			width: 1,
			height: 1,
			depth: 8,
			type: 2,
			rows,
			chunks: [chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0])],
			after: [chunk('fdAT', later)],
		});
		expect([...decodePng(file, 'a.png').data]).toEqual([10, 20, 30, 255]);
	});

	it('joins pixels that are spread over many IDAT chunks', () => {
		const rows = noisyRows([{ width: 20, height: 20 }], 32, 1);
		const whole = pngFile({ width: 20, height: 20, depth: 8, type: 6, rows });
		const pieces = pngFile({ width: 20, height: 20, depth: 8, type: 6, rows, pieceBytes: 7 });
		expect([...decodePng(pieces, 'a.png').data]).toEqual([...decodePng(whole, 'a.png').data]);
	});
});

const codeOf = (file: Uint8Array): unknown => {
	try {
		decodePng(file, 'Hat#5.png');
	} catch (error) {
		expect(error).toMatchObject({ name: 'TesseraError', problem: { place: { file: 'Hat#5.png' } } });
		return error instanceof Error && 'problem' in error ? error.problem : error;
	}
	return undefined;
};

describe('refuses what it cannot decode, naming the file', () => {
	const rows = noisyRows([{ width: 20, height: 20 }], 32, 1);
	const good = pngFile({ width: 20, height: 20, depth: 8, type: 6, rows });
	it('cut off anywhere', () => {
		expect(codeOf(good)).toBeUndefined();
		for (let length = 8; length < good.length; length += 13) {
			expect(codeOf(good.subarray(0, length))).toMatchObject({ code: 'image-truncated' });
		}
	});

	it('cut off inside the pixels, though the file is closed', () => {
		const short = pngFile({ width: 20, height: 21, depth: 8, type: 6, rows });
		expect(codeOf(short)).toMatchObject({ code: 'image-truncated' });
	});

	it('any changed byte in the pixels', () => {
		for (let at = 45; at < good.length - 12; at += 17) {
			const changed = good.slice();
			changed[at] ^= 0x10;
			expect(codeOf(changed)).toMatchObject({ code: 'image-corrupt' });
		}
	});

	it.each([
		['no PNG', Uint8Array.from([1, 2, 3]), 'not-an-image'],
		[
			'a huge size, before allocating',
			pngFile({ width: 30000, height: 30000, depth: 8, type: 6, rows }),
			'image-too-large',
		],
		['no size', pngFile({ width: 0, height: 4, depth: 8, type: 6, rows }), 'image-empty'],
		['an undefined depth', pngFile({ width: 2, height: 4, depth: 4, type: 6, rows }), 'image-corrupt'],
		['a missing palette', pngFile({ width: 2, height: 2, depth: 8, type: 3, rows }), 'image-corrupt'],
		[
			'an undefined filter',
			pngFile({ width: 2, height: 1, depth: 8, type: 0, rows: Uint8Array.of(7, 1, 2) }),
			'image-corrupt',
		],
	])('%s', (_, file, code) => {
		expect(codeOf(file)).toMatchObject({ code });
	});
});
