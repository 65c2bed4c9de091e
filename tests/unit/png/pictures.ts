/** Test helper: pictures that are hard on an encoder, and the palette of a picture. */
import type { Picture } from './image-encoding.ts';

/** xorshift32: repeatable numbers from 0 to 2³² - 1. */
export function numbers(seed: number): () => number {
	let state = seed | 1;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return state >>> 0;
	};
}

/** Colour of a pixel as u32 with R lowest. */
type Painter = (x: number, y: number, random: () => number) => number;

const OPAQUE = 0xff000000;
const grey = (level: number) => ((level & 255) * 0x010101) | OPAQUE;

export const PAINTERS: Record<string, Painter> = {
	black: () => OPAQUE,
	white: () => 0xffffffff,
	'one colour': () => 0xff336699,
	noise: (_x, _y, random) => random() | OPAQUE,
	'four colours at random': (_x, _y, random) => [0xff000000, 0xff0000ff, 0xff00ff00, 0xffffffff][random() & 3],
	'horizontal gradient': (x) => grey(x),
	'vertical gradient': (_x, y) => grey(y),
	diagonal: (x, y) => grey(x + y),
	chequers: (x, y) => grey((x ^ y) & 1 ? 255 : 0),
	'period of three bytes, not of pixels': (x, y) => 0xff000000 | ((x * 7 + y) % 3 === 0 ? 0x0000ff : 0xff0000),
	'rows repeat after a while': (x, y) => grey(((x * 2654435761) >>> (y % 5)) & 255),
	'runs of changing length': (x, y) => grey(Math.floor(Math.sqrt(x * (y + 3)))),
	'equal rows in groups': (x, y) => grey((x * 13) ^ ((y >> 2) * 57)),
	'long runs, grey and coloured': (x, y) =>
		[0xffffffff, OPAQUE, 0xff405060, 0xff909090][((x + y * 37) / (1 + (y % 150))) & 3],
	'rows equal but for a few places': (x, y) => grey((x * 73) ^ ((x + y * 41) % 331 < 9 ? x + y : 0)),
	'transparent and half transparent runs': (x, y) => [0, 0x80808080, 0x80402010, 0xffffffff][((x + y * 5) >> 6) & 3],
	'a shape that leans': (x, y) => grey((x + 3 * y) % 97 < 12 ? (x * 5) & 255 : 255),
};

export function paint(painter: Painter, width: number, height: number, seed = 1): Picture {
	const random = numbers(seed);
	const colours = new Uint32Array(width * height);
	for (let i = 0; i < colours.length; i++) colours[i] = painter(i % width, Math.floor(i / width), random);
	return { width, height, pixels: new Uint8Array(colours.buffer) };
}

/** The distinct colours of a picture in order of appearance. */
export function paletteOf({ pixels }: Picture): Uint32Array {
	return Uint32Array.from(new Set(new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4)));
}
