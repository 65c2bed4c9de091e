/**
 * A whole tile run by run: where no layer's run ends, all pixels of a row are alike, and one of them is composited for all.
 * Gives what `composite-tile.ts` gives pixel by pixel.
 */
import { EMPTY_CONTENT } from '../../engine/tiles/compositor.ts';
import type { PackedTiles } from '../../engine/tiles/packed-tiles.ts';
import { newChunk } from '../../engine/tiles/tile-chunk.ts';
import type { TileChunk } from '../../engine/tiles/tile-chunk.ts';
import { rowIndexWords } from '../../engine/tiles/tile-packing.ts';
import type { TileRuns } from '../../engine/tiles/tile-runs.ts';
import { MAX_TILE_HEIGHT } from '../../engine/tiles/tile-shape.ts';
import { OPERATORS, keepsBackdropWhereEmpty } from '../../engine/design/operators.ts';
import { putPixel, resolve } from './composite.ts';
import type { TileStack } from './tile-stack.ts';

const KEEPS_WHERE_EMPTY = OPERATORS.map(keepsBackdropWhereEmpty);

/** Straight RGBA below this has alpha 0; from the other on, alpha 255. */
const VISIBLE = 0x1000000;
const OPAQUE = 0xff000000;

/** Stacks are deeper only where somebody has tried. */
const MOST_LAYERS = 64;
/** More runs are composited faster pixel by pixel. */
const MOST_RUNS = 1000;

/** The empty tile of every shape, packed: all rows are one transparent run, which ends beyond any tile. */
const EMPTY_TILE = newChunk(MAX_TILE_HEIGHT / 2 + 2);
const EMPTY_COLOUR = MAX_TILE_HEIGHT / 2;
const EMPTY_END = (EMPTY_COLOUR + 1) * 4;
EMPTY_TILE.bytes[EMPTY_END] = 255;

// Of the present stack, by layer: where its tile lies (see `tile-packing.ts`): the chunk, and the index in its words of the first
// colour, in its bytes of the first end, in its halves of the first row's run.
const CHUNKS: TileChunk[] = [];
const FIRST_COLOUR = new Int32Array(MOST_LAYERS);
const FIRST_END = new Int32Array(MOST_LAYERS);
const FIRST_ROW = new Int32Array(MOST_LAYERS);
// In the present row, by layer: the present run, where it ends, and its colour.
const RUN = new Int32Array(MOST_LAYERS);
const END = new Int32Array(MOST_LAYERS);
const COLOUR = new Uint32Array(MOST_LAYERS);

/** Whether the stack's tiles are flat enough, and few enough, for `compositeRuns` to be the quicker way. */
export function suitsRuns(stack: TileStack, tiles: PackedTiles): boolean {
	if (stack.layers > MOST_LAYERS) return false;
	let all = 0;
	for (let layer = 0; layer < stack.layers; layer++) {
		const content = stack.contents[layer];
		const runs = content === EMPTY_CONTENT ? 1 : tiles.runs(content);
		if (runs === 0) return false;
		all += runs;
	}
	return all <= MOST_RUNS;
}

/** Composites a stack that suits. @param into receives the tile */
export function compositeRuns(stack: TileStack, tiles: PackedTiles, into: TileRuns): void {
	const { layers } = stack;
	const { shape } = tiles;
	const indexWords = rowIndexWords(shape);
	rowWidth = shape.width;
	for (let layer = 0; layer < layers; layer++) {
		const content = stack.contents[layer];
		if (content === EMPTY_CONTENT) {
			CHUNKS[layer] = EMPTY_TILE;
			FIRST_ROW[layer] = 0;
			FIRST_COLOUR[layer] = EMPTY_COLOUR;
			FIRST_END[layer] = EMPTY_END;
			continue;
		}
		const at = tiles.offset(content);
		CHUNKS[layer] = tiles.chunk(content);
		FIRST_ROW[layer] = at * 2;
		FIRST_COLOUR[layer] = at + indexWords;
		FIRST_END[layer] = (at + indexWords + tiles.runs(content)) * 4;
	}
	let runs = 0;
	for (let y = 0; y < shape.height; y++) {
		if (y > 0 && repeatsRow(layers, y)) {
			into.repeatRow(y);
			continue;
		}
		const end = compositeRow(stack, y, into, runs);
		into.first[y] = runs;
		into.count[y] = end - runs;
		runs = end;
	}
}

/** Whether every layer's row is the one above it. */
function repeatsRow(layers: number, y: number): boolean {
	for (let layer = 0; layer < layers; layer++) {
		const { halves } = CHUNKS[layer];
		const row = FIRST_ROW[layer] + y;
		if (halves[row] !== halves[row - 1]) return false;
	}
	return true;
}

/** Appends the runs of row `y` from run `runs` on. @returns the number of runs then */
function compositeRow(stack: TileStack, y: number, into: TileRuns, runs: number): number {
	const { layers, allCover } = stack;
	const { ends, colours } = into;
	for (let layer = 0; layer < layers; layer++) {
		const { words, halves, bytes } = CHUNKS[layer];
		const run = halves[FIRST_ROW[layer] + y];
		RUN[layer] = run;
		END[layer] = bytes[FIRST_END[layer] + run];
		COLOUR[layer] = words[FIRST_COLOUR[layer] + run];
	}
	let last = runs - 1;
	for (let x = 0; ;) {
		const colour = allCover ? coverColour(stack) : anyColour(stack);
		const end = segmentEnd;
		if (last >= runs && colours[last] === colour) ends[last] = end;
		else {
			last++;
			colours[last] = colour;
			ends[last] = end;
		}
		if (end === rowWidth) return last + 1;
		x = end;
		for (let layer = 0; layer < layers; layer++) {
			if (END[layer] > x) continue;
			const { words, bytes } = CHUNKS[layer];
			let run = RUN[layer] + 1;
			while (bytes[FIRST_END[layer] + run] <= x) run++;
			RUN[layer] = run;
			END[layer] = bytes[FIRST_END[layer] + run];
			COLOUR[layer] = words[FIRST_COLOUR[layer] + run];
		}
	}
}

/** Of the present tile. */
let rowWidth = 0;
/** Where the colour that was found last ends: the first column in which a layer that matters has another run. */
let segmentEnd = 0;

/** The present colour of a stack of source-over layers at opacity 1. */
function coverColour(stack: TileStack): number {
	let end = rowWidth;
	let top = stack.layers - 1;
	for (; top >= 0; top--) {
		if (END[top] < end) end = END[top];
		if (COLOUR[top] >= VISIBLE) break;
	}
	segmentEnd = end;
	if (top < 0) return 0;
	const colour = COLOUR[top];
	if (colour >= OPAQUE) return colour;
	let bottom = top;
	let shown = 1;
	for (let layer = top - 1; layer >= 0; layer--) {
		if (END[layer] < end) end = END[layer];
		if (COLOUR[layer] < VISIBLE) continue;
		shown++;
		bottom = layer;
		if (COLOUR[layer] >= OPAQUE) break;
	}
	segmentEnd = end;
	// A single layer shows as it is.
	return shown === 1 ? colour : kernelColour(stack, bottom, top);
}

/** The present colour of any stack. */
function anyColour(stack: TileStack): number {
	let end = rowWidth;
	let bottom = stack.layers - 1;
	for (; bottom >= 0; bottom--) {
		if (END[bottom] < end) end = END[bottom];
		if (stack.covers[bottom] && COLOUR[bottom] >= OPAQUE) break;
	}
	segmentEnd = end;
	return kernelColour(stack, bottom < 0 ? 0 : bottom, stack.layers - 1);
}

const ACC = new Int32Array(4);
const RESOLVED = new Uint32Array(1);

/** The layers from `bottom` to `top` through the kernel. */
function kernelColour(stack: TileStack, bottom: number, top: number): number {
	ACC[0] = ACC[1] = ACC[2] = ACC[3] = 0;
	for (let layer = bottom; layer <= top; layer++) {
		const colour = COLOUR[layer];
		const operator = stack.operators[layer];
		const sAlpha = stack.alphas[layer][colour >>> 24];
		if (sAlpha === 0 && KEEPS_WHERE_EMPTY[operator]) continue;
		putPixel(ACC, colour, operator, sAlpha, stack.covers[layer]);
	}
	resolve(ACC, RESOLVED, 0);
	return RESOLVED[0];
}
