/** Scanlines of a PNG: the passes they come in and the filters that are taken off (PNG specification 8 and 9). */

export interface PngPass {
	/** Pixels of the reduced image. */
	width: number;
	height: number;
	/** Where its pixels go: first pixel and step, in pixels of the whole image. */
	x: number;
	y: number;
	stepX: number;
	stepY: number;
}

/** PNG specification 8.2: start and step of the seven passes of Adam7. */
const ADAM7 = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
];

/** The non-empty passes of an image in file order; a single one if it is not interlaced. */
export function pngPasses(width: number, height: number, interlaced: boolean): PngPass[] {
	if (!interlaced) return [{ width, height, x: 0, y: 0, stepX: 1, stepY: 1 }];
	return ADAM7.map(([x, y, stepX, stepY]) => ({
		width: Math.ceil((width - x) / stepX),
		height: Math.ceil((height - y) / stepY),
		x,
		y,
		stepX,
		stepY,
	})).filter((pass) => pass.width > 0 && pass.height > 0);
}

/**
 * Takes the filter off one scanline in place (PNG specification 9.2).
 * @param row offset of the scanline's first byte behind its filter byte
 * @param above the same of the scanline above, or -1 if there is none in this pass
 * @param bpp bytes from a sample to the one left of it, at least 1
 * @returns whether the filter type is one that exists
 */
export function unfilterRow(
	data: Uint8Array,
	filter: number,
	row: number,
	above: number,
	length: number,
	bpp: number,
): boolean {
	const end = row + length;
	const delta = above - row;
	switch (filter) {
		case 0:
			return true;
		case 1:
			for (let i = row + bpp; i < end; i++) data[i] += data[i - bpp];
			return true;
		case 2:
			if (above >= 0) for (let i = row; i < end; i++) data[i] += data[i + delta];
			return true;
		case 3:
			for (let i = row; i < end; i++) {
				const left = i - row >= bpp ? data[i - bpp] : 0;
				const up = above >= 0 ? data[i + delta] : 0;
				data[i] += (left + up) >> 1;
			}
			return true;
		case 4:
			unfilterPaeth(data, row, above, length, bpp);
			return true;
		default:
			return false;
	}
}

/** PNG specification 9.4. In the first row the predictor is always the left byte. */
function unfilterPaeth(data: Uint8Array, row: number, above: number, length: number, bpp: number): void {
	if (above < 0) {
		unfilterRow(data, 1, row, above, length, bpp);
		return;
	}
	const delta = above - row;
	const end = row + length;
	const first = Math.min(row + bpp, end);
	for (let i = row; i < first; i++) data[i] += data[i + delta];
	for (let i = first; i < end; i++) {
		const a = data[i - bpp];
		const b = data[i + delta];
		const c = data[i + delta - bpp];
		const pa = Math.abs(b - c);
		const pb = Math.abs(a - c);
		const pc = Math.abs(a + b - c - c);
		data[i] += pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
	}
}
