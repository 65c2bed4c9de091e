/**
 * PNG to the exact straight-alpha bytes of the file, on every device alike. Browsers convert colours, premultiply and round;
 * the libraries at hand mishandle interlaced images below 8 bits. Inflating is fflate's, into a buffer of known size.
 * Colour chunks (gAMA, iCCP, sRGB) are ignored on purpose: the collection keeps the numbers that the artist exported.
 */
import { unzlibSync } from 'fflate';

import { TesseraError } from '../errors.ts';
import { crc32 } from '../png/checksums.ts';
import { allocatePixels, checkImageSize } from './image-limits.ts';
import { type PngChunk, hasPngSignature, readPngStructure } from './png-chunks.ts';
import { COLOR_TYPE, type PngSamples, expandRow, samplesPerPixel } from './png-pixels.ts';
import { type PngPass, pngPasses, unfilterRow } from './png-scanlines.ts';
import type { Raster } from './raster.ts';

/** Depths that the specification allows for each colour type (table 12). */
const DEPTHS: Record<number, number[]> = {
	[COLOR_TYPE.grey]: [1, 2, 4, 8, 16],
	[COLOR_TYPE.rgb]: [8, 16],
	[COLOR_TYPE.palette]: [1, 2, 4, 8],
	[COLOR_TYPE.greyAlpha]: [8, 16],
	[COLOR_TYPE.rgba]: [8, 16],
};

const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'tRNS']);

/**
 * Decodes a PNG; of an animated one (APNG) the default image.
 * @param name file name, for messages
 * @throws TesseraError `not-an-image`, `image-truncated`, `image-corrupt`, `image-too-large`, `image-empty`, `out-of-memory`
 */
export function decodePng(bytes: Uint8Array, name: string): Raster {
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
	const passes = pngPasses(width, height, interlace === 1);
	const bits = samplesPerPixel(colorType) * depth;
	const data = inflate(bytes, chunks, passes, bits, name);
	return { width, height, data: unpack(data, passes, bits, samples, width, height, name) };
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

/** Bytes of one scanline without its filter byte. */
function rowBytes(pass: PngPass, bits: number): number {
	return Math.ceil((pass.width * bits) / 8);
}

function inflate(
	bytes: Uint8Array,
	chunks: PngChunk[],
	passes: PngPass[],
	bits: number,
	name: string,
): Uint8Array<ArrayBuffer> {
	const parts = chunks.filter((chunk) => chunk.type === 'IDAT');
	const joined = new Uint8Array(parts.reduce((sum, chunk) => sum + chunk.length, 0));
	let at = 0;
	for (const { start, length } of parts) {
		joined.set(bytes.subarray(start, start + length), at);
		at += length;
	}
	const size = passes.reduce((sum, pass) => sum + (rowBytes(pass, bits) + 1) * pass.height, 0);
	const out = allocatePixels(size, name);
	// 2 bytes of header, at least 2 of data, 4 of Adler-32: below that fflate takes the stream for an empty one.
	if (joined.length < 8) throw truncated(name);
	let inflated: Uint8Array;
	try {
		inflated = unzlibSync(joined, { out });
	} catch (cause) {
		throw corrupt(name, 'its compressed pixels cannot be read', cause);
	}
	if (inflated.length < size) throw truncated(name);
	return out;
}

function unpack(
	data: Uint8Array<ArrayBuffer>,
	passes: PngPass[],
	bits: number,
	samples: PngSamples,
	width: number,
	height: number,
	name: string,
): Uint8Array<ArrayBuffer> {
	const out = allocatePixels(width * height * 4, name);
	const bpp = Math.max(1, bits >> 3);
	let row = 0;
	for (const pass of passes) {
		const length = rowBytes(pass, bits);
		let above = -1;
		for (let y = 0; y < pass.height; y++) {
			const filter = data[row++];
			if (!unfilterRow(data, filter, row, above, length, bpp)) {
				throw corrupt(name, `row ${y} uses filter ${filter}, which PNG does not define`);
			}
			const to = ((pass.y + y * pass.stepY) * width + pass.x) * 4;
			expandRow(data, row, pass.width, samples, out, to, pass.stepX * 4);
			above = row;
			row += length;
		}
	}
	return out;
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
