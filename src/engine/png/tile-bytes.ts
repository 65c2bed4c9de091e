import { TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { PixelFormat } from './pixel-format.ts';

/** Puts a tile's pixels side by side without gaps: `cells[y × width + x]`, RGBA with R lowest. */
export function gatherCells(
	pixels: Uint8Array,
	byteOffset: number,
	width: number,
	height: number,
	cells: Uint32Array,
): void {
	const length = ((height - 1) * TILE_WIDTH + width) * 4;
	let source = pixels.subarray(byteOffset, byteOffset + length);
	if (source.length !== length) throw new RangeError('the pixels end within the tile');
	if (source.byteOffset % 4 !== 0) source = Uint8Array.from(source);
	const words = new Uint32Array(source.buffer, source.byteOffset, length / 4);
	for (let y = 0, to = 0; y < height; y++) {
		for (let from = y * TILE_WIDTH, end = from + width; from < end; from++) cells[to++] = words[from];
	}
}

/**
 * Writes `count` pixels from `cells[from]` as the bytes of a PNG scanline (PNG specification, 7.2) to `bytes[to]` on.
 * Made once per run for its pixel format.
 * @throws RangeError when the format cannot hold a pixel: the run chose a wrong format
 */
export type CellWriter = (cells: Uint32Array, from: number, count: number, bytes: Uint8Array, to: number) => void;

export function cellWriter(format: PixelFormat): CellWriter {
	switch (format.kind) {
		case 'rgb':
			return writeRgb;
		case 'rgba':
			return writeRgba;
		case 'palette':
			return paletteWriter(format.colors);
	}
}

function writeRgb(cells: Uint32Array, from: number, count: number, bytes: Uint8Array, to: number): void {
	let opaque = 0xff000000;
	for (let i = from, at = to; i < from + count; i++, at += 3) {
		const cell = cells[i];
		opaque &= cell;
		bytes[at] = cell;
		bytes[at + 1] = cell >>> 8;
		bytes[at + 2] = cell >>> 16;
	}
	if (opaque >>> 24 !== 255) throw new RangeError('a pixel of an RGB image is not opaque');
}

function writeRgba(cells: Uint32Array, from: number, count: number, bytes: Uint8Array, to: number): void {
	for (let i = from, at = to; i < from + count; i++, at += 4) {
		const cell = cells[i];
		bytes[at] = cell;
		bytes[at + 1] = cell >>> 8;
		bytes[at + 2] = cell >>> 16;
		bytes[at + 3] = cell >>> 24;
	}
}

function paletteWriter(colors: Uint32Array): CellWriter {
	const indices = new Map<number, number>();
	colors.forEach((color, index) => indices.set(color, index));
	return (cells, from, count, bytes, to) => {
		let known = colors[0];
		let index = indices.get(known) ?? 0;
		for (let i = 0; i < count; i++) {
			const cell = cells[from + i];
			if (cell !== known) {
				const found = indices.get(cell);
				if (found === undefined) throw new RangeError('a pixel has a colour that is not in the palette');
				known = cell;
				index = found;
			}
			bytes[to + i] = index;
		}
	};
}
