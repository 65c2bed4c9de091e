import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { TesseraError } from '../../../src/engine/errors.ts';
import type { Raster } from '../../../src/engine/raster/raster.ts';
import { collectRaster } from '../../../src/engine/raster/strips.ts';
import { openBitmap } from '../../../src/gpu/raster/bitmap-pixels.ts';
import { openImage } from '../../../src/gpu/raster/decode-image.ts';
import type { DecodeContext } from '../../../src/gpu/raster/decode-image.ts';
import { drawnStream } from '../../../src/gpu/raster/drawing-strips.ts';
import { drawSvg } from '../../../src/ui/raster/draw-svg.ts';
import avifUrl from './fixtures/flat.avif?url';
import gifUrl from './fixtures/two-frames.gif?url';
import jpegUrl from './fixtures/flat.jpg?url';
import webpUrl from './fixtures/noise-lossless.webp?url';
import { randomRgba } from './random-rgba.js';

const context: DecodeContext = {
	width: 40,
	height: 40,
	drawSvg: async (file, name, width, height) =>
		drawnStream(width, height, (top, rows) => drawSvg({ svg: file, name, width, height, top, rows })),
};
const decodeImage = async (blob: Blob, name: string, given: DecodeContext) =>
	collectRaster(await openImage(blob, name, given));
/** A million pixels, rounded up to whole rows. */
const STRIP_BYTES = 4 * (1 << 20) + 4 * 16_384;
const fixture = async (url: string) => (await fetch(url)).blob();

const svg = (attributes: string, content: string) =>
	new Blob([`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`]);

function pixel(raster: Raster, x: number, y: number): number[] {
	const at = (y * raster.width + x) * 4;
	return [...raster.data.subarray(at, at + 4)];
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
	const thrown = await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
	expect(thrown).toBeInstanceOf(TesseraError);
	return thrown instanceof TesseraError ? thrown.problem.code : '';
}

describe('decoding gives the exact straight-alpha bytes of the file', () => {
	it('PNG', async () => {
		const data = randomRgba(32);
		const png = encode({ width: 32, height: 32, data, channels: 4, depth: 8 });
		const raster = await decodeImage(new Blob([Uint8Array.from(png)]), 'noise.png', context);
		expect([...raster.data]).toEqual([...data]);
	});

	it('lossless WebP, colours under alpha 0 included', async () => {
		const raster = await decodeImage(await fixture(webpUrl), 'noise.webp', context);
		expect([raster.width, raster.height]).toEqual([32, 32]);
		expect([...raster.data]).toEqual([...randomRgba(32)]);
	});

	it.each([
		['taller than one strip', 1024, 1500],
		['wider than a texture of the software adapter', 9000, 140],
	])('what the browser decodes, %s', async (_what, width, height) => {
		const data = new Uint8Array(width * height * 4);
		for (let at = 0; at < data.length; at += 65_536) crypto.getRandomValues(data.subarray(at, at + 65_536));
		const png = encode({ width, height, data, channels: 4, depth: 8 });
		const stream = await openBitmap(new Blob([Uint8Array.from(png)]), 'noise.png');
		let rows = 0;
		for await (const strip of stream.strips) {
			expect(strip.data.length).toBeLessThanOrEqual(STRIP_BYTES);
			const expected = data.subarray(rows * width * 4, (rows + strip.height) * width * 4);
			expect(strip.data.findIndex((value, i) => value !== expected[i])).toBe(-1);
			rows += strip.height;
		}
		expect(rows).toBe(height);
	});

	it('the same in a worker', async () => {
		const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
		const answer = new Promise<unknown>((resolve) => {
			worker.onmessage = ({ data }) => resolve(data);
		});
		worker.postMessage(await fixture(webpUrl));
		expect(await answer).toEqual({ width: 32, height: 32, data: randomRgba(32) });
		worker.terminate();
	});

	it('several in turn, of different size', async () => {
		const [a, b] = await Promise.all([
			decodeImage(await fixture(webpUrl), 'noise.webp', context),
			decodeImage(await fixture(gifUrl), 'two.gif', context),
		]);
		expect([...a.data]).toEqual([...randomRgba(32)]);
		expect([b.width, b.height]).toEqual([16, 16]);
	});
});

describe('lossy and animated formats', () => {
	it.each([
		['AVIF', avifUrl],
		['JPEG', jpegUrl],
	])('%s keeps a flat colour to within 2', async (_, url) => {
		const raster = await decodeImage(await fixture(url), 'flat', context);
		expect([raster.width, raster.height]).toEqual([16, 16]);
		for (const [channel, value] of [0x33, 0x66, 0xcc, 255].entries()) {
			expect(Math.abs(pixel(raster, 8, 8)[channel] - value)).toBeLessThanOrEqual(2);
		}
	});

	it('GIF gives its first frame', async () => {
		expect(pixel(await decodeImage(await fixture(gifUrl), 'two.gif', context), 3, 3)).toEqual([255, 0, 0, 255]);
	});
});

describe('SVG', () => {
	const halves = '<path d="M0 0h10v10H0z" fill="red"/><path d="M10 0h10v10H10z" fill="#00f"/>';

	it('is drawn at the size of the output', async () => {
		const raster = await decodeImage(svg('viewBox="0 0 20 20"', halves), 'a.svg', context);
		expect([raster.width, raster.height]).toEqual([40, 40]);
		expect(pixel(raster, 5, 5)).toEqual([255, 0, 0, 255]);
		expect(pixel(raster, 25, 5)).toEqual([0, 0, 255, 255]);
		expect(pixel(raster, 5, 25)).toEqual([0, 0, 0, 0]);
	});

	it.each([
		['contain', 40, 20],
		['cover', 80, 40],
		['stretch', 40, 40],
		['none', 20, 10],
	] as const)('is drawn as large as fit %s shows it', async (fit, width, height) => {
		const raster = await decodeImage(svg('width="20" height="10"', halves), 'a.svg', { ...context, fit });
		expect([raster.width, raster.height]).toEqual([width, height]);
		expect(pixel(raster, width / 2 - 1, height - 1)).toEqual([255, 0, 0, 255]);
		expect(pixel(raster, width / 2, 0)).toEqual([0, 0, 255, 255]);
	});

	it('keeps the letterbox of a viewBox with another shape than the drawing', async () => {
		const raster = await decodeImage(svg('width="20" height="20" viewBox="0 0 20 10"', halves), 'a.svg', context);
		expect(pixel(raster, 5, 5)).toEqual([0, 0, 0, 0]);
		expect(pixel(raster, 5, 20)).toEqual([255, 0, 0, 255]);
	});

	it('gives the pixels of a canvas, also where it is read in several strips', async () => {
		const content = '<circle cx="9" cy="11" r="7.3" fill="#39c8" stroke="#000" stroke-width=".7"/>';
		const [width, height] = [1501, 1403];
		const file = svg(`width="${width}" height="${height}" viewBox="0 0 20 20" preserveAspectRatio="none"`, content);
		const raster = await decodeImage(file, 'a.svg', { ...context, width, height, fit: 'stretch' });
		const image = new Image();
		image.src = `data:image/svg+xml,${encodeURIComponent(await file.text())}`;
		await image.decode();
		const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
		canvas?.drawImage(image, 0, 0);
		const expected = canvas?.getImageData(0, 0, width, height).data ?? [];
		expect(raster.data.length).toBe(expected.length);
		expect(raster.data.findIndex((value, i) => value !== expected[i])).toBe(-1);
		expect(new Set(raster.data).size).toBeGreaterThan(20);
	});

	it('is drawn in parts where a whole one would take more than 67 MB', async () => {
		const [width, height] = [16_384, 1100];
		const stripes = '<path d="M0 0h10v6H0z" fill="red"/><path d="M10 6h10v14H10z" fill="#00f"/>';
		const file = svg(`width="${width}" height="${height}" viewBox="0 0 20 20" preserveAspectRatio="none"`, stripes);
		const parts: [top: number, rows: number][] = [];
		const stream = drawnStream(width, height, (top, rows) => {
			parts.push([top, rows]);
			return drawSvg({ svg: file, name: 'a.svg', width, height, top, rows });
		});
		let y = 0;
		for await (const strip of stream.strips) {
			expect(strip.data.length).toBeLessThanOrEqual(STRIP_BYTES);
			for (let row = 0; row < strip.height; row += 33, y += 33) {
				const isUpper = y < 330;
				expect(pixel(strip, 8191, row)).toEqual(isUpper ? [255, 0, 0, 255] : [0, 0, 0, 0]);
				expect(pixel(strip, 8192, row)).toEqual(isUpper ? [0, 0, 0, 0] : [0, 0, 255, 255]);
			}
			y += strip.height - Math.ceil(strip.height / 33) * 33;
		}
		expect(y).toBe(height);
		expect(parts).toEqual([
			[0, 1024],
			[1024, 76],
		]);
	});

	it('may hold foreign objects, and never runs its scripts', async () => {
		const content = `${halves}<foreignObject width="1" height="1"><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>
			<script>document.querySelector('path').setAttribute('fill', 'lime')</script>`;
		const raster = await decodeImage(svg('viewBox="0 0 20 20"', content), 'a.svg', context);
		expect(pixel(raster, 5, 5)).toEqual([255, 0, 0, 255]);
	});

	it('is refused when damaged or when it declares entities', async () => {
		const bad = svg('viewBox="0 0 20 20"', '<path');
		expect(await codeOf(decodeImage(bad, 'bad.svg', context))).toBe('svg-damaged');
		const bomb = new Blob(['<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>']);
		expect(await codeOf(decodeImage(bomb, 'bomb.svg', context))).toBe('svg-entities');
	});
});

describe('bad files', () => {
	it('names the file that is not an image', async () => {
		const promise = decodeImage(new Blob(['hello']), 'notes.png', context);
		expect(await codeOf(promise)).toBe('not-an-image');
		await expect(promise).rejects.toThrow('notes.png');
	});

	it.each([
		['JPEG', jpegUrl],
		['WebP', webpUrl],
		['AVIF', avifUrl],
		['GIF', gifUrl],
	])('refuses a %s that is cut off', async (_, url) => {
		const whole = await fixture(url);
		expect(await codeOf(decodeImage(whole.slice(0, whole.size - 9), 'cut', context))).toBe('image-truncated');
	});

	it('refuses damaged WebP', async () => {
		const bytes = new Uint8Array(await (await fixture(webpUrl)).arrayBuffer()).fill(0x55, 60);
		expect(await codeOf(decodeImage(new Blob([bytes]), 'broken.webp', context))).toBe('image-corrupt');
	});
});
