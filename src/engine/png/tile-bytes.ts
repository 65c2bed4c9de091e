import { TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { PixelFormat } from './pixel-format.ts';

/** Copies a tile's pixels: `cells[y × TILE_WIDTH + x]`, RGBA with R lowest. What lies beyond `width` means nothing. */
export function copyCells(
	pixels: Uint8Array,
	byteOffset: number,
	width: number,
	height: number,
	cells: Uint32Array,
): void {
	const length = (height - 1) * TILE_WIDTH + width;
	if (byteOffset + length * 4 > pixels.length) throw new RangeError('the pixels end within the tile');
	const start = pixels.byteOffset + byteOffset;
	if (start % 4 === 0) cells.set(new Uint32Array(pixels.buffer, start, length));
	else new Uint8Array(cells.buffer).set(pixels.subarray(byteOffset, byteOffset + length * 4));
}

/**
 * Writes `count` pixels from `cells[from]` as the bytes of a PNG scanline (PNG specification, 7.2) to `words[to]` on, and
 * perhaps some more to the end of a group of four. Made once per run for its pixel format.
 * @throws RangeError when the format cannot hold a pixel: the run chose a wrong format
 */
export type CellWriter = (cells: Uint32Array, from: number, count: number, words: Uint32Array, to: number) => void;

/** @returns `undefined` where the cells are the scanline's bytes as they stand */
export function cellWriter(format: PixelFormat): CellWriter | undefined {
	switch (format.kind) {
		case 'rgb':
			return writeRgb;
		case 'rgba':
			return undefined;
		case 'palette':
			return paletteWriter(format.colors);
	}
}

/** Four pixels are three words. */
function writeRgb(cells: Uint32Array, from: number, count: number, words: Uint32Array, to: number): void {
	for (let i = from, end = from + count, at = to; i < end; i += 4, at += 3) {
		const second = cells[i + 1];
		const third = cells[i + 2];
		words[at] = (cells[i] & 0xffffff) | (second << 24);
		words[at + 1] = ((second >>> 8) & 0xffff) | (third << 16);
		words[at + 2] = ((third >>> 16) & 0xff) | (cells[i + 3] << 8);
	}
}

function paletteWriter(colors: Uint32Array): CellWriter {
	const indices = new Map<number, number>();
	colors.forEach((color, index) => indices.set(color, index));
	return (cells, from, count, words, to) => {
		let known = colors[0];
		let index = indices.get(known) ?? 0;
		let pending = 0;
		for (let i = 0; i < count; i++) {
			const cell = cells[from + i];
			if (cell !== known) {
				const found = indices.get(cell);
				if (found === undefined) throw new RangeError('a pixel has a colour that is not in the palette');
				known = cell;
				index = found;
			}
			pending = (i & 3) === 0 ? index : pending | (index << (8 * (i & 3)));
			words[to + (i >> 2)] = pending;
		}
	};
}
