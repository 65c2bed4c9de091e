/**
 * A whole tile, fast. Most pixels of real art show one layer only, and then the result is that layer's pixel as it is:
 * fixed point keeps 8-bit colours exact through one layer. So a first pass works with 8-bit pixels and marks those where
 * two layers really mix; only these go through the kernel, from the bottom of what shows.
 */
import type { PackedTiles } from '../../engine/tiles/packed-tiles.ts';
import { rowIndexWords } from '../../engine/tiles/tile-packing.ts';
import { paintRun } from '../../engine/tiles/tile-runs.ts';
import { MAX_TILE_PIXELS } from '../../engine/tiles/tile-shape.ts';
import { OPERATORS, keepsBackdropWhereEmpty } from '../../engine/design/operators.ts';
import { EMPTY_CONTENT } from '../../engine/tiles/compositor.ts';
import { putPixel, resolve } from './composite.ts';
import { ONE, mul } from './fixed.ts';
import { DESTINATION_IN, DESTINATION_OUT, SOURCE_ATOP, SOURCE_IN } from './operators.ts';
import type { TileStack } from './tile-stack.ts';
import type { UnpackedTiles } from './unpacked-tiles.ts';

const KEEPS_WHERE_EMPTY = OPERATORS.map(keepsBackdropWhereEmpty);

/** Whether a source on a transparent backdrop gives the source; else it gives nothing. */
const SHOWS_OVER_NOTHING = OPERATORS.map(
	(_, operator) =>
		operator !== SOURCE_IN && operator !== SOURCE_ATOP && operator !== DESTINATION_IN && operator !== DESTINATION_OUT,
);

/** 1 where two layers mix. */
const MIXES = new Uint8Array(MAX_TILE_PIXELS);
const MIXES_BY_FOUR = new Uint32Array(MIXES.buffer);

/** Whether any is 1, at least for a moment. */
let mixes = false;

const NOTHING = new Uint32Array(MAX_TILE_PIXELS);

/** The present stack's layers: layer i's pixel p is `PIXELS[i][OFFSETS[i] + p]`. */
const PIXELS: Uint32Array[] = [];
const OFFSETS: number[] = [];

/** Writes the tile's pixels, u32 with red lowest, to `out` from `at`. */
export function compositeTile(stack: TileStack, tiles: UnpackedTiles, out: Uint32Array, at: number): void {
	const { pixels } = tiles.packed.shape;
	if (stack.layers === 0) {
		out.fill(0, at, at + pixels);
		return;
	}
	mixes = false;
	for (let layer = 0; layer < stack.layers; layer++) {
		const content = stack.contents[layer];
		const isFlat = content !== EMPTY_CONTENT && tiles.packed.runs(content) > 0;
		if (layer > 0 && stack.covers[layer] && isFlat) {
			coverRuns(tiles.packed, content, out, at);
			continue;
		}
		findPixels(tiles, layer, content);
		if (layer === 0) firstLayer(stack, out, at, pixels);
		else if (stack.covers[layer]) coverLayer(layer, out, at, pixels);
		else anyLayer(stack, layer, out, at, pixels);
	}
	if (!mixes) return;
	for (let layer = 0; layer < stack.layers; layer++) findPixels(tiles, layer, stack.contents[layer]);
	for (let four = 0; four < pixels / 4; four++) {
		if (MIXES_BY_FOUR[four] === 0) continue;
		for (let p = four * 4; p < four * 4 + 4; p++) {
			if (MIXES[p] === 1) compositePixel(stack, p, out, at + p);
		}
		MIXES_BY_FOUR[four] = 0;
	}
}

/** Finds the pixels of a layer of the present stack. */
function findPixels(tiles: UnpackedTiles, layer: number, content: number): void {
	if (content === EMPTY_CONTENT) {
		PIXELS[layer] = NOTHING;
		OFFSETS[layer] = 0;
	} else if (tiles.packed.runs(content) === 0) {
		PIXELS[layer] = tiles.packed.chunk(content).words;
		OFFSETS[layer] = tiles.packed.offset(content);
	} else {
		const slot = tiles.slot(content);
		PIXELS[layer] = tiles.block(slot);
		OFFSETS[layer] = tiles.offset(slot);
	}
}

/** A single source's pixel as the kernel would resolve it: same colour, alpha with opacity; black where that is 0. */
function alone(pixel: number, sAlpha: number): number {
	const alpha8 = mul(sAlpha, 255);
	return alpha8 === 0 ? 0 : ((pixel & 0xffffff) | (alpha8 << 24)) >>> 0;
}

function firstLayer(stack: TileStack, out: Uint32Array, at: number, count: number): void {
	if (!SHOWS_OVER_NOTHING[stack.operators[0]]) {
		out.fill(0, at, at + count);
		return;
	}
	const pixels = PIXELS[0];
	const from = OFFSETS[0];
	const alphas = stack.alphas[0];
	if (alphas[255] === ONE) {
		for (let p = 0; p < count; p++) {
			const pixel = pixels[from + p];
			out[at + p] = pixel >>> 24 === 0 ? 0 : pixel;
		}
		return;
	}
	for (let p = 0; p < count; p++) {
		const sAlpha = alphas[pixels[from + p] >>> 24];
		out[at + p] = alone(pixels[from + p], sAlpha);
		// An alpha that rounds to 0 but is not: the next layer must not take this backdrop for an empty one.
		if (out[at + p] === 0 && sAlpha !== 0) mix(p);
	}
}

function mix(p: number): void {
	MIXES[p] = 1;
	mixes = true;
}

/** `coverLayer` of a tile that is kept as runs. */
function coverRuns(tiles: PackedTiles, content: number, out: Uint32Array, at: number): void {
	const { words, halves, bytes } = tiles.chunk(content);
	const { width, height } = tiles.shape;
	const firstRow = tiles.offset(content) * 2;
	const firstColour = tiles.offset(content) + rowIndexWords(tiles.shape);
	const firstEnd = (firstColour + tiles.runs(content)) * 4;
	for (let y = 0; y < height; y++) {
		const row = y * width;
		for (let x = 0, run = halves[firstRow + y]; x < width; run++) {
			const end = bytes[firstEnd + run];
			const colour = words[firstColour + run];
			if (colour >= 0xff000000) {
				paintRun(out, at + row + x, at + row + end, colour);
				if (mixes) MIXES.fill(0, row + x, row + end);
			} else if (colour >= 0x1000000) {
				for (let p = row + x; p < row + end; p++) {
					if (MIXES[p] === 1) continue;
					if (out[at + p] === 0) out[at + p] = colour;
					else mix(p);
				}
			}
			x = end;
		}
	}
}

/** Source-over at full opacity, by far the most frequent layer. */
function coverLayer(layer: number, out: Uint32Array, at: number, count: number): void {
	const pixels = PIXELS[layer];
	const from = OFFSETS[layer];
	for (let p = 0; p < count; p++) {
		const pixel = pixels[from + p];
		if (pixel < 0x1000000) continue;
		if (pixel >= 0xff000000) {
			out[at + p] = pixel;
			MIXES[p] = 0;
		} else if (MIXES[p] === 0) {
			if (out[at + p] === 0) out[at + p] = pixel;
			else mix(p);
		}
	}
}

function anyLayer(stack: TileStack, layer: number, out: Uint32Array, at: number, count: number): void {
	const pixels = PIXELS[layer];
	const from = OFFSETS[layer];
	const alphas = stack.alphas[layer];
	const operator = stack.operators[layer];
	const keeps = KEEPS_WHERE_EMPTY[operator];
	const shows = SHOWS_OVER_NOTHING[operator];
	for (let p = 0; p < count; p++) {
		const pixel = pixels[from + p];
		const sAlpha = alphas[pixel >>> 24];
		if (sAlpha === 0) {
			if (keeps) continue;
			out[at + p] = 0;
			MIXES[p] = 0;
		} else if (MIXES[p] === 0) {
			if (out[at + p] !== 0) mix(p);
			else if (shows) {
				out[at + p] = alone(pixel, sAlpha);
				if (out[at + p] === 0) mix(p);
			}
		}
	}
}

const ACC = new Int32Array(4);

/** One pixel through the kernel, from the topmost layer that covers it. */
function compositePixel(stack: TileStack, p: number, out: Uint32Array, at: number): void {
	ACC[0] = ACC[1] = ACC[2] = ACC[3] = 0;
	let layer = stack.layers - 1;
	while (layer > 0 && !(stack.covers[layer] && PIXELS[layer][OFFSETS[layer] + p] >= 0xff000000)) layer--;
	for (; layer < stack.layers; layer++) {
		const pixel = PIXELS[layer][OFFSETS[layer] + p];
		putPixel(ACC, pixel, stack.operators[layer], stack.alphas[layer][pixel >>> 24], stack.covers[layer]);
	}
	resolve(ACC, out, at);
}
