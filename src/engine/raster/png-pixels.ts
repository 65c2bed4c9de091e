/** From PNG samples of any colour type and depth to straight RGBA, 8 bits a channel (PNG specification 11.2.1, 11.3.1.1). */

/** PNG colour types (table 10 of the specification). */
export const COLOR_TYPE = { grey: 0, rgb: 2, palette: 3, greyAlpha: 4, rgba: 6 } as const;

export interface PngSamples {
	colorType: number;
	/** Bits a sample: 1, 2, 4, 8 or 16. */
	depth: number;
	/** 256 entries R G B A for colour type 3; absent entries are opaque black, as in libpng. */
	palette?: Uint8Array;
	/** The one grey or R, G, B value that is transparent, at the depth of the file (tRNS). */
	transparent?: number[];
}

export function samplesPerPixel(colorType: number): number {
	switch (colorType) {
		case COLOR_TYPE.rgb:
			return 3;
		case COLOR_TYPE.greyAlpha:
			return 2;
		case COLOR_TYPE.rgba:
			return 4;
		default:
			return 1;
	}
}

/**
 * 16 bits to 8 by the linear scaling of PNG specification 13.12, round(v × 255 / 65535), and not by dropping the low
 * byte: it is the nearest 8-bit value, and 8-bit art that was widened (v × 257) comes back exactly.
 */
function to8(data: Uint8Array, at: number): number {
	return ((((data[at] << 8) | data[at + 1]) * 255 + 32767) / 65535) | 0;
}

/**
 * Expands one unfiltered scanline.
 * @param data holds the scanline from byte `row`
 * @param count pixels
 * @param out RGBA; pixel i goes to byte `to + i × step`
 */
export function expandRow(
	data: Uint8Array,
	row: number,
	count: number,
	samples: PngSamples,
	out: Uint8Array,
	to: number,
	step: number,
): void {
	if (samples.depth < 8) expandPacked(data, row, count, samples, out, to, step);
	else if (samples.depth === 8) expand8(data, row, count, samples, out, to, step);
	else expand16(data, row, count, samples, out, to, step);
}

/** Depth 1, 2 and 4: grey or palette, leftmost pixel in the high bits (PNG specification 7.2). */
function expandPacked(
	data: Uint8Array,
	row: number,
	count: number,
	samples: PngSamples,
	out: Uint8Array,
	to: number,
	step: number,
): void {
	const { depth, palette, transparent } = samples;
	const mask = (1 << depth) - 1;
	const scale = 255 / mask;
	for (let i = 0; i < count; i++, to += step) {
		const bit = i * depth;
		const value = (data[row + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask;
		if (palette) copyPixel(palette, value * 4, out, to);
		else {
			out[to] = out[to + 1] = out[to + 2] = value * scale;
			out[to + 3] = transparent?.[0] === value ? 0 : 255;
		}
	}
}

function expand8(
	data: Uint8Array,
	row: number,
	count: number,
	samples: PngSamples,
	out: Uint8Array,
	to: number,
	step: number,
): void {
	const { colorType, palette, transparent } = samples;
	if (colorType === COLOR_TYPE.rgba) {
		if (step === 4) out.set(data.subarray(row, row + count * 4), to);
		else for (let i = 0; i < count; i++, row += 4, to += step) copyPixel(data, row, out, to);
	} else if (colorType === COLOR_TYPE.rgb) {
		const [r, g, b] = transparent ?? [-1, -1, -1];
		for (let i = 0; i < count; i++, row += 3, to += step) {
			out[to] = data[row];
			out[to + 1] = data[row + 1];
			out[to + 2] = data[row + 2];
			out[to + 3] = data[row] === r && data[row + 1] === g && data[row + 2] === b ? 0 : 255;
		}
	} else if (palette) {
		for (let i = 0; i < count; i++, to += step) copyPixel(palette, data[row + i] * 4, out, to);
	} else {
		const alpha = colorType === COLOR_TYPE.greyAlpha;
		const clear = transparent?.[0] ?? -1;
		for (let i = 0; i < count; i++, to += step) {
			const value = data[row++];
			out[to] = out[to + 1] = out[to + 2] = value;
			out[to + 3] = alpha ? data[row++] : value === clear ? 0 : 255;
		}
	}
}

function expand16(
	data: Uint8Array,
	row: number,
	count: number,
	samples: PngSamples,
	out: Uint8Array,
	to: number,
	step: number,
): void {
	const channels = samplesPerPixel(samples.colorType);
	const colors = channels < 3 ? 1 : 3;
	const { transparent } = samples;
	for (let i = 0; i < count; i++, row += channels * 2, to += step) {
		for (let c = 0; c < 3; c++) out[to + c] = to8(data, row + (colors === 1 ? 0 : c * 2));
		if (channels > colors) out[to + 3] = to8(data, row + colors * 2);
		else {
			// The comparison is at full depth, before scaling (PNG specification 11.3.1.1).
			let clear = transparent !== undefined;
			for (let c = 0; clear && c < colors; c++) {
				clear = ((data[row + c * 2] << 8) | data[row + c * 2 + 1]) === transparent?.[c];
			}
			out[to + 3] = clear ? 0 : 255;
		}
	}
}

function copyPixel(from: Uint8Array, at: number, out: Uint8Array, to: number): void {
	out[to] = from[at];
	out[to + 1] = from[at + 1];
	out[to + 2] = from[at + 2];
	out[to + 3] = from[at + 3];
}
