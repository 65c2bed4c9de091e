/**
 * PNG to the exact straight-alpha bytes of the file, on every device alike. Browsers convert colours, premultiply and round;
 * the libraries at hand mishandle interlaced images below 8 bits. Inflating is fflate's, as far as the rows are asked for.
 * Colour chunks (gAMA, iCCP, sRGB) are ignored on purpose: the collection keeps the numbers that the artist exported.
 */
import { TesseraError } from '../errors.ts';
import { crc32 } from '../png/checksums.ts';
import { allocatePixels, checkImageSize } from './image-limits.ts';
import { type PngChunk, hasPngSignature, readPngStructure } from './png-chunks.ts';
import { COLOR_TYPE, type PngSamples, expandRow, samplesPerPixel } from './png-pixels.ts';
import { PngInflate } from './png-inflate.ts';
import { type PngPass, pngPasses, unfilterRow } from './png-scanlines.ts';
import type { Raster } from './raster.ts';
import { STRIP_ROWS } from './strips.ts';

/** Depths that the specification allows for each colour type (table 12). */
const DEPTHS: Record<number, number[]> = {
	[COLOR_TYPE.grey]: [1, 2, 4, 8, 16],
	[COLOR_TYPE.rgb]: [8, 16],
	[COLOR_TYPE.palette]: [1, 2, 4, 8],
	[COLOR_TYPE.greyAlpha]: [8, 16],
	[COLOR_TYPE.rgba]: [8, 16],
};

const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'tRNS']);

/** A PNG whose header was read; its pixels come strip by strip. */
export interface PngImage {
	width: number;
	height: number;
	/** To be read once; each strip is valid until the next is asked for. @throws TesseraError as `openPng` */
	strips: Iterable<Raster>;
}

/**
 * Decodes a PNG whole; of an animated one (APNG) the default image.
 * @throws TesseraError as `openPng`
 */
export function decodePng(bytes: Uint8Array, name: string): Raster {
	const { width, height, strips } = openPng(bytes, name);
	const data = allocatePixels(width * height * 4, name);
	let at = 0;
	for (const strip of strips) {
		data.set(strip.data, at);
		at += strip.data.length;
	}
	return { width, height, data };
}

/**
 * Reads a PNG's header and colours and checks its chunks; of an animated one (APNG) the default image counts.
 * @param name file name, for messages
 * @throws TesseraError `not-an-image`, `image-truncated`, `image-corrupt`, `image-too-large`, `image-empty`, `out-of-memory`
 */
export function openPng(bytes: Uint8Array, name: string): PngImage {
	if (!hasPngSignature(bytes)) {
		throw new TesseraError({
			code: 'not-an-image',
			message: `“${name}” is not a PNG file.`,
			hint: 'Export the image again.',
			place: { file: name },
		});
	}
	const { chunks, complete } = readPngStructure(bytes);
	const header = chunks.find((chunk) => chunk.type === 'IHDR');
	if (chunks[0] !== undefined && (header !== chunks[0] || header.length !== 13)) {
		throw corrupt(name, 'it does not begin with a header');
	}
	if (!complete || header === undefined) throw truncated(name);
	const view = new DataView(bytes.buffer, bytes.byteOffset + header.start, 13);
	const width = view.getUint32(0);
	const height = view.getUint32(4);
	checkImageSize(width, height, name);
	for (const chunk of chunks) {
		if (CRITICAL.has(chunk.type)) checkChunk(bytes, chunk, name);
	}
	const depth = view.getUint8(8);
	const colorType = view.getUint8(9);
	const interlace = view.getUint8(12);
	if (!DEPTHS[colorType]?.includes(depth) || view.getUint16(10) !== 0 || interlace > 1) {
		throw corrupt(name, 'its header holds values that PNG does not define');
	}
	const samples = { colorType, depth, ...readColors(bytes, chunks, colorType, name) };
	const data = chunks
		.filter((chunk) => chunk.type === 'IDAT')
		.map(({ start, length }) => bytes.subarray(start, start + length));
	// 2 bytes of header, at least 2 of data, 4 of Adler-32.
	if (data.reduce((sum, { length }) => sum + length, 0) < 8) throw truncated(name);
	return { width, height, strips: pngStrips({ width, height, interlaced: interlace === 1, samples, data, name }) };
}

function checkChunk(bytes: Uint8Array, chunk: PngChunk, name: string): void {
	const end = chunk.start + chunk.length;
	const stored = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0);
	if (crc32(bytes, chunk.start - 4, end) !== stored) {
		throw corrupt(name, `the checksum of its ${chunk.type} chunk is wrong`);
	}
}

/** PLTE and tRNS (PNG specification 11.2.2, 11.3.1.1). Too many tRNS entries are ignored, as libpng does. */
function readColors(
	bytes: Uint8Array,
	chunks: PngChunk[],
	colorType: number,
	name: string,
): Pick<PngSamples, 'palette' | 'transparent'> {
	const plte = chunks.find((chunk) => chunk.type === 'PLTE');
	const trns = chunks.find((chunk) => chunk.type === 'tRNS');
	const alpha = trns && bytes.subarray(trns.start, trns.start + trns.length);
	if (colorType === COLOR_TYPE.palette) {
		if (plte === undefined) throw corrupt(name, 'its palette is missing');
		const palette = new Uint8Array(256 * 4);
		for (let i = 0; i < 256; i++) {
			if (i * 3 + 3 <= plte.length) {
				palette.set(bytes.subarray(plte.start + i * 3, plte.start + i * 3 + 3), i * 4);
			}
			palette[i * 4 + 3] = alpha?.[i] ?? 255;
		}
		return { palette };
	}
	const count = colorType === COLOR_TYPE.grey ? 1 : colorType === COLOR_TYPE.rgb ? 3 : 0;
	if (alpha === undefined || count === 0 || alpha.length < count * 2) return {};
	return { transparent: Array.from({ length: count }, (_, i) => (alpha[i * 2] << 8) | alpha[i * 2 + 1]) };
}

interface Pixels {
	width: number;
	height: number;
	interlaced: boolean;
	samples: PngSamples;
	/** The zlib stream, in pieces. */
	data: readonly Uint8Array[];
	name: string;
}

/**
 * An interlaced image lies in the file as up to seven passes one after the other, and every strip needs rows of all of
 * them: each is inflated on its own from the start of the file. Since each pass is half of all that has gone before, that
 * costs twice the inflating, where to keep the image would cost all its memory.
 */
function* pngStrips(pixels: Pixels): Generator<Raster, void> {
	const { width, height, name } = pixels;
	const readers: PassReader[] = [];
	let before = 0;
	for (const pass of pngPasses(width, height, pixels.interlaced)) {
		const reader = new PassReader(pixels, pass, before);
		readers.push(reader);
		before += reader.byteLength;
	}
	const out = allocatePixels(width * Math.min(STRIP_ROWS, height) * 4, name);
	for (let y = 0; y < height; y += STRIP_ROWS) {
		const rows = Math.min(STRIP_ROWS, height - y);
		for (const reader of readers) reader.readRows(y, y + rows, out);
		yield { width, height: rows, data: out.subarray(0, width * rows * 4) };
	}
}

/** Reads one pass, scanline by scanline. */
class PassReader {
	/** Bytes of the pass in the stream, filter bytes included. */
	readonly byteLength: number;
	readonly #pixels: Pixels;
	readonly #pass: PngPass;
	/** Bytes of other passes before this one. */
	readonly #before: number;
	/** Bytes of a scanline without its filter byte, and from a sample to the one left of it. */
	readonly #rowBytes: number;
	readonly #bpp: number;
	readonly #filter = new Uint8Array(1);
	/** The current scanline and the one above it, in turn. */
	readonly #lines: Uint8Array;
	#inflate: PngInflate | undefined;
	#next = 0;

	constructor(pixels: Pixels, pass: PngPass, before: number) {
		const bits = samplesPerPixel(pixels.samples.colorType) * pixels.samples.depth;
		this.#pixels = pixels;
		this.#pass = pass;
		this.#before = before;
		this.#rowBytes = Math.ceil((pass.width * bits) / 8);
		this.#bpp = Math.max(1, bits >> 3);
		this.#lines = allocatePixels(this.#rowBytes * 2, pixels.name);
		this.byteLength = (this.#rowBytes + 1) * pass.height;
	}

	/** Expands the pass's scanlines that belong to the image rows from `top` to `bottom`, which begin at `out`. */
	readRows(top: number, bottom: number, out: Uint8Array): void {
		const { y, stepY, x, stepX, width, height } = this.#pass;
		const { samples } = this.#pixels;
		for (; this.#next < height && y + this.#next * stepY < bottom; this.#next++) {
			const at = this.#readLine();
			const to = ((y + this.#next * stepY - top) * this.#pixels.width + x) * 4;
			expandRow(this.#lines, at, width, samples, out, to, stepX * 4);
		}
	}

	/** @returns where in `#lines` the next scanline lies, its filter taken off */
	#readLine(): number {
		const { name } = this.#pixels;
		const at = (this.#next & 1) * this.#rowBytes;
		const above = this.#next === 0 ? -1 : this.#rowBytes - at;
		if (!this.#inflateLine(at)) throw truncated(name);
		const [filter] = this.#filter;
		if (!unfilterRow(this.#lines, filter, at, above, this.#rowBytes, this.#bpp)) {
			throw corrupt(name, `row ${this.#next} uses filter ${filter}, which PNG does not define`);
		}
		return at;
	}

	/** @returns false if the data ends before */
	#inflateLine(at: number): boolean {
		try {
			if (this.#inflate === undefined) {
				this.#inflate = new PngInflate(this.#pixels.data);
				if (!this.#inflate.read(this.#before)) return false;
			}
			return this.#inflate.read(1, this.#filter) && this.#inflate.read(this.#rowBytes, this.#lines, at);
		} catch (cause) {
			throw corrupt(this.#pixels.name, 'its compressed pixels cannot be read', cause);
		}
	}
}

function truncated(name: string): TesseraError {
	return new TesseraError({
		code: 'image-truncated',
		message: `“${name}” is cut off: the file ends before the picture does.`,
		hint: 'Copy or export the image again.',
		place: { file: name },
	});
}

function corrupt(name: string, what: string, cause?: unknown): TesseraError {
	return new TesseraError(
		{
			code: 'image-corrupt',
			message: `“${name}” is damaged: ${what}.`,
			hint: 'Export the image again.',
			place: { file: name },
		},
		{ cause },
	);
}
