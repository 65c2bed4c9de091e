import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from '../../../src/engine/raster/image-header.ts';
import { chunk, pngFile } from './png-file.ts';

const picture = (width = 37, height = 21) =>
	sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 90, alpha: 0.5 } } });

const svg = (text: string) => readImageHeader(new TextEncoder().encode(text));

describe('raster formats', () => {
	it.each([
		['image/png', () => picture().png()],
		['image/png', () => picture().png({ palette: true, progressive: true })],
		['image/jpeg', () => picture().flatten().jpeg()],
		[
			'image/jpeg',
			() =>
				picture()
					.flatten()
					.jpeg({ progressive: true })
					.withExif({ IFD0: { Copyright: 'x' } }),
		],
		['image/webp', () => picture().webp()],
		['image/webp', () => picture().webp({ lossless: true })],
		['image/webp', () => picture().flatten().webp()],
		['image/gif', () => picture().gif()],
		['image/avif', () => picture().avif()],
		['image/avif', () => picture().flatten().avif({ lossless: true })],
	] as const)('%s', async (type, make) => {
		const bytes = new Uint8Array(await make().toBuffer());
		expect(readImageHeader(bytes)).toEqual({ type, animated: false, width: 37, height: 21 });
	});

	it.each(['png', 'webp', 'gif', 'jpeg', 'avif'] as const)('a cut-off %s is called so', async (format) => {
		const bytes = new Uint8Array(await picture(90, 90).toFormat(format).toBuffer());
		expect(readImageHeader(bytes.subarray(0, bytes.length - 20))).toMatchObject({ damage: 'truncated' });
	});

	it('turns the size as EXIF orientation says', async () => {
		const bytes = await picture().flatten().jpeg().withMetadata({ orientation: 6 }).toBuffer();
		expect(readImageHeader(new Uint8Array(bytes))).toMatchObject({ width: 21, height: 37 });
	});

	it('knows animated PNG, GIF and WebP', async () => {
		const apng = pngFile({
			width: 1,
			height: 1,
			depth: 8,
			type: 0,
			rows: Uint8Array.of(0, 7),
			chunks: [chunk('acTL', [0, 0, 0, 1, 0, 0, 0, 0])],
		});
		expect(readImageHeader(apng)).toMatchObject({ type: 'image/apng', animated: true });
		const frames = await Promise.all([false, true].map((negative) => picture().negate(negative).png().toBuffer()));
		for (const format of ['gif', 'webp'] as const) {
			const bytes = await sharp(frames, { join: { animated: true } })
				.toFormat(format, { delay: [90, 90] })
				.toBuffer();
			expect(readImageHeader(new Uint8Array(bytes))).toMatchObject({ animated: true, width: 37, height: 21 });
		}
	});

	it('says nothing about other files', () => {
		expect(readImageHeader(new Uint8Array())).toBeUndefined();
		expect(readImageHeader(new TextEncoder().encode('{"svg": "<svg>"}'))).toBeUndefined();
	});
});

describe('SVG', () => {
	const open = '<svg xmlns="http://www.w3.org/2000/svg"';

	it.each([
		[`${open} width="30" height="20"/>`, { width: 30, height: 20 }],
		[`${open} viewBox="0 0 300 150"></svg>`, { width: 300, height: 150 }],
		[`${open} width="1in" height='48pt'></svg>`, { width: 96, height: 64 }],
		[`${open} width="100%" height="100%" viewBox="1,2,3,4"></svg>`, { width: 3, height: 4 }],
		[`${open} height="10" viewBox="0 0 4 2"></svg>`, { width: 20, height: 10 }],
		[
			`<?xml version="1.0"?>\n<!-- <svg width="9"> --><!DOCTYPE svg [ <!ENTITY a "b"> ]>\n${open} width="5" height="6"></svg>`,
			{ width: 5, height: 6 },
		],
		[`${open}></svg>`, {}],
	])('%s', (text, size) => {
		expect(svg(text)).toEqual({ type: 'image/svg+xml', animated: false, ...size });
	});

	it('cut off', () => {
		expect(svg(`${open} width="5" height="6"><path d="`)).toMatchObject({ damage: 'truncated' });
	});

	it('takes no time over text made to hold it up', () => {
		const start = performance.now();
		svg('<!-- a -->'.repeat(6000));
		svg(' '.repeat(65_000));
		svg(`<svg ${'a="b" '.repeat(10_000)}`);
		expect(performance.now() - start).toBeLessThan(1000);
	});
});
