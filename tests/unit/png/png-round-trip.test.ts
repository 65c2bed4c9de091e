import { crc32 as zlibCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { BandAssembler, bandsOfImages } from '../../../src/engine/png/band-assembler.ts';
import { initialTables } from '../../../src/engine/png/code-tables.ts';
import { BYTE_RUN } from '../../../src/engine/png/encoded-tile.ts';
import type { PixelFormat } from '../../../src/engine/png/pixel-format.ts';
import { assemblePng } from '../../../src/engine/png/png-file.ts';
import { TileEncoder } from '../../../src/engine/png/tile-encoder.ts';
import { WordRoom } from '../../../src/engine/png/word-room.ts';
import type { TileRuns } from '../../../src/engine/tiles/tile-runs.ts';
import { LARGE_TILE, SMALL_TILE, tileRowHeight } from '../../../src/engine/tiles/tile-shape.ts';
import { expectDecodesTo, imageData } from './decoders.ts';
import type { Effort, Picture } from './image-encoding.ts';
import { assemble, cutTiles, encodePicture, makeBand, gridOf } from './image-encoding.ts';
import { notionist } from './notionist.ts';
import { PAINTERS, paint, paletteOf } from './pictures.ts';

const SIZES = [
	[1, 1],
	[2, 40],
	[127, 33],
	[129, 64],
	[300, 70],
] as const;
const EFFORTS: readonly Effort[] = [0, 1, 2, 3];

function formatsOf(picture: Picture): PixelFormat[] {
	const colors = paletteOf(picture);
	const opaque = colors.every((color) => color >>> 24 === 255);
	const formats: PixelFormat[] = [{ kind: 'rgba' }];
	if (opaque) formats.push({ kind: 'rgb' });
	if (colors.length <= 256) formats.push({ kind: 'palette', colors });
	return formats;
}

async function expectRoundTrip(picture: Picture, effort: Effort): Promise<void> {
	for (const format of formatsOf(picture)) {
		for (const tile of [LARGE_TILE, SMALL_TILE]) {
			const file = assemble(encodePicture({ ...picture, tile }, format, effort));
			await expectDecodesTo(file, picture);
		}
	}
}

describe('every picture decodes to itself in three decoders, in every format it fits', () => {
	test.each(Object.keys(PAINTERS).map((name, turn) => ({ name, turn })))('$name', async ({ name, turn }) => {
		for (const [i, [width, height]] of SIZES.entries()) {
			await expectRoundTrip(paint(PAINTERS[name], width, height), EFFORTS[(turn + i) % 4]);
		}
	});

	test.each([
		[3000, 17],
		// The row above is just within deflate's window, and just beyond it: as RGBA, RGB and palette.
		[8191, 5],
		[8192, 5],
		[10922, 5],
		[10923, 5],
		[32767, 3],
		[32768, 3],
	])('%i × %i', async (width, height) => {
		await expectRoundTrip(paint(PAINTERS['a shape that leans'], width, height), 1);
		await expectRoundTrip(paint(PAINTERS['equal rows in groups'], width, height), 2);
	});

	test('random pixels of few and many colours, any size, any alpha, any effort', async () => {
		const picture = fc
			.tuple(fc.integer({ min: 1, max: 280 }), fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1 }))
			.chain(([width, height, seed]) =>
				fc.array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 9 }).map((colours) =>
					paint(
						(x, y, random) => {
							const place = random() % 4 === 0 ? random() : (x >> 3) ^ y;
							return colours[place % colours.length];
						},
						width,
						height,
						seed,
					),
				),
			);
		await fc.assert(fc.asyncProperty(picture, fc.constantFrom(...EFFORTS), expectRoundTrip), { numRuns: 30, seed: 1 });
	});

	test('line art over flat and gradient backgrounds', async () => {
		for (const effort of EFFORTS) await expectRoundTrip(await notionist(260, effort), effort);
	});
});

describe('the bytes of a file', () => {
	const picture = paint(PAINTERS['a shape that leans'], 400, 32 * 7 + 5);
	const encoded = encodePicture(picture, { kind: 'rgb' }, 1);
	const bytes = Buffer.from(assemble(encoded));

	test('do not depend on how the image is divided into bands, nor on strips', () => {
		const rows = encoded.tileRows.length;
		const division = fc.tuple(
			fc.integer({ min: 1, max: rows }),
			fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
		);
		fc.assert(
			fc.property(division, ([workers, strips]) => {
				expect(bytes.equals(assemble(encoded, workers, (row) => strips[row]))).toBe(true);
			}),
			{ numRuns: 40, seed: 1 },
		);
	});

	test('are the same when a band holds several images', () => {
		const { width, height } = picture;
		const { format, tables, tileRows } = encoded;
		const assembler = new BandAssembler({ format, imageWidth: width, tables });
		// In memory that an earlier band has left as it was, and that is too small.
		assembler.begin(new Uint32Array(64).fill(0xffffffff).buffer);
		for (let image = 0; image < 3; image++) {
			tileRows.forEach((tiles, row) => assembler.appendTileRow(tiles, tileRowHeight(gridOf(picture), row)));
		}
		const bands = bandsOfImages(assembler.finish(), 3);
		expect(bands).toHaveLength(3);
		for (const band of bands) {
			expect(bytes.equals(assemblePng({ width, height, format, tables }, [band]).bytes)).toBe(true);
		}
	});

	test.each(EFFORTS)('do not depend on what the encoder made before, effort %i', (effort) => {
		const encoder = new TileEncoder({ format: { kind: 'rgb' }, imageWidth: LARGE_TILE.width + 100, effort });
		const tileOf = (name: string) => cutTiles(paint(PAINTERS[name], LARGE_TILE.width, LARGE_TILE.height))[0];
		const lean = tileOf('a shape that leans');
		const room = new WordRoom();
		const encode = (tile: TileRuns, width: number, height: number) => {
			const { words, at, length, ...facts } = encoder.encode(tile, width, height, initialTables(), room);
			return { ...facts, words: words.slice(at, at + length) };
		};
		const fresh = encode(lean, 100, 30);
		for (const name of Object.keys(PAINTERS)) {
			if (name.includes('transparent')) continue;
			encode(tileOf(name), LARGE_TILE.width, LARGE_TILE.height);
			expect(encode(lean, 100, 30)).toEqual(fresh);
		}
	});

	test('are the same in memory that was used before', () => {
		const band = makeBand(encoded, 0, 1, () => true);
		const { width, height } = picture;
		const used = (length: number) => new Uint8Array(length + 1000).fill(0xa5).buffer;
		const options = { width, height, format: encoded.format, tables: encoded.tables };
		const { bytes: again } = assemblePng({ ...options, memory: used }, [band]);
		expect(again.buffer.byteLength).toBe(again.length + 1000);
		expect(Buffer.compare(again, assemblePng(options, [band]).bytes)).toBe(0);
	});

	test('have the CRC that is told with them, in one chunk and in several', () => {
		const { width, height } = picture;
		const options = { width, height, format: encoded.format, tables: encoded.tables };
		for (const maxChunk of [undefined, 1000]) {
			const file = assemblePng({ ...options, ...(maxChunk && { maxChunk }) }, [makeBand(encoded, 0, 1, () => true)]);
			expect(file.crc).toBe(zlibCrc32(file.bytes));
		}
	});

	test('in several IDAT chunks hold the same stream', async () => {
		const band = makeBand(encoded, 0, 1, () => true);
		const { width, height } = picture;
		const options = { width, height, format: encoded.format, tables: encoded.tables, maxChunk: 1000 };
		const { bytes: cut } = assemblePng(options, [band]);
		expect(imageData(cut).chunks).toBe(Math.ceil(imageData(bytes).data.length / 1000));
		expect(imageData(cut).data).toEqual(imageData(bytes).data);
		await expectDecodesTo(cut, picture);
	});
});

test('line art takes about as many bytes as libpng at zlib level 6, and fewer with more effort', async () => {
	const picture = await notionist(720, 2);
	const raw = { width: picture.width, height: picture.height, channels: 4 } as const;
	const libpng = await sharp(picture.pixels, { raw }).removeAlpha().png({ compressionLevel: 6 }).toBuffer();
	const files = EFFORTS.map((effort) => assemble(encodePicture(picture, { kind: 'rgb' }, effort, 2)));
	const sizes = files.map(({ length }) => length);
	await expectDecodesTo(files[1], picture);
	expect(sizes.toSorted((a, b) => b - a)).toEqual(sizes);
	expect(sizes[1] / libpng.length).toBeLessThan(1.05);
});

/** What a photograph's grain is to a parser: the first byte of each pixel differs, what follows repeats now and then. */
const grain = paint(
	(x, y, random) => 0xff000000 | (random() & 0xff) | ((((x * x + y * 3) >> 2) % 9) * 0x1f0b00),
	300,
	96,
);

test('art with grain is parsed byte by byte, and is smaller for it; line art is not', async () => {
	const withBytes = encodePicture(grain, { kind: 'rgb' }, 1);
	expect(withBytes.tables.bytewise).toBe(true);
	const byRuns = encodePicture(grain, { kind: 'rgb' }, 1, 1, false);
	expect(assemble(withBytes).length).toBeLessThan(0.97 * assemble(byRuns).length);
	await expectDecodesTo(assemble(withBytes), grain);
	expect(encodePicture(await notionist(260, 1), { kind: 'rgb' }, 1).tables.bytewise).toBe(false);
});

test('bands that are not the whole image are refused', () => {
	const encoded = encodePicture(paint(PAINTERS.white, 10, 64), { kind: 'rgb' }, 0);
	const options = { width: 10, height: 64, format: encoded.format, tables: encoded.tables };
	expect(() => assemblePng(options, [makeBand(encoded, 0, 2)])).toThrow(RangeError);
});

test('a damaged tile whose stretch is too short for a match is refused', () => {
	const encoded = encodePicture(paint(PAINTERS.black, 128, 4), { kind: 'rgb' }, 1);
	const { words } = encoded.tileRows[0][0];
	words[1] = BYTE_RUN | (3 << 4);
	expect(() => makeBand(encoded)).toThrow(/stretch of 2 bytes/);
});

test('a pixel that the format cannot hold is refused, not changed', () => {
	const see = paint(() => 0x80ffffff, 4, 4);
	expect(() => encodePicture(see, { kind: 'rgb' }, 0)).toThrow(RangeError);
	expect(() => encodePicture(see, { kind: 'palette', colors: Uint32Array.of(0xffffffff) }, 0)).toThrow(RangeError);
});
