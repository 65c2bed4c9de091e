/** The compositor on a 2D canvas, with the integer kernel for every job that a canvas would round. */
import { EMPTY_CONTENT, type Compositor, type TileBatch } from '../../engine/tiles/compositor.ts';
import { PixelTiles } from '../../engine/tiles/pixel-tiles.ts';
import type { TileShape } from '../../engine/tiles/tile-shape.ts';
import { compositeTile } from '../reference/composite-tile.ts';
import { UnpackedTiles } from '../reference/unpacked-tiles.ts';
import { TileStack } from '../reference/tile-stack.ts';
import { CanvasAtlas } from './canvas-atlas.ts';
import { isExactOnCanvas } from './exact-jobs.ts';
import { TileCanvas, unavailable } from './tile-canvas.ts';

/** Tiles per canvas and read: 256 × 32 rows stay below every browser's limit of canvas height, and one read is 4 MB. */
const CANVAS_TILES = 256;

/**
 * @throws TesseraError `backend-unavailable` where there is no OffscreenCanvas, or where the browser alters what is read from
 * one (protection against fingerprinting adds noise).
 */
export function createCanvas2dCompositor(shape: TileShape): Compositor {
	const canvas = new TileCanvas(CANVAS_TILES, shape);
	if (!readsWhatWasDrawn(canvas, shape))
		throw unavailable('This browser alters the pixels that are read from a canvas.');
	const tiles = new UnpackedTiles();
	const atlas = new CanvasAtlas(tiles, shape);
	const stack = new TileStack();
	let output = new Uint32Array(0);
	let bytesBack = 0;

	/** Draws the jobs below each other and copies what is read to their places. */
	function compositeOnCanvas(batch: TileBatch, jobs: readonly number[]): void {
		canvas.clear(jobs.length);
		for (const [slot, job] of jobs.entries()) {
			for (let entry = batch.offsets[job]; entry < batch.offsets[job + 1]; entry++) {
				if (batch.content[entry] !== EMPTY_CONTENT) atlas.draw(batch.content[entry], canvas, slot);
			}
		}
		const pixels = new Uint32Array(canvas.read(jobs.length).buffer);
		bytesBack += pixels.byteLength;
		for (const [slot, job] of jobs.entries()) {
			output.set(pixels.subarray(slot * shape.pixels, (slot + 1) * shape.pixels), job * shape.pixels);
		}
	}

	return {
		backend: 'canvas2d',
		description: 'A 2D canvas where it is exact, integer arithmetic on the processor elsewhere.',
		preferredJobs: CANVAS_TILES,
		useContent: (packed) => tiles.use(packed),
		async composite(batch) {
			if (output.length < batch.jobs * shape.pixels) output = new Uint32Array(batch.jobs * shape.pixels);
			let waiting: number[] = [];
			for (let job = 0; job < batch.jobs; job++) {
				if (isExactOnCanvas(batch, job, tiles)) {
					waiting.push(job);
					if (waiting.length < CANVAS_TILES) continue;
					compositeOnCanvas(batch, waiting);
					waiting = [];
				} else {
					stack.load(batch, job, tiles);
					compositeTile(stack, tiles, output, job * shape.pixels);
				}
			}
			if (waiting.length > 0) compositeOnCanvas(batch, waiting);
			return new PixelTiles(output, shape);
		},
		memoryBytes: () => atlas.memoryBytes() + tiles.memoryBytes() + output.byteLength + CANVAS_TILES * shape.bytes,
		traffic: () => ({ dispatches: 0, bytesUp: 0, bytesBack }),
		dispose() {
			atlas.clear();
			tiles.clear();
			output = new Uint32Array(0);
		},
	};
}

/** Whether a tile of every byte value, drawn over another, comes back as it was. */
function readsWhatWasDrawn(canvas: TileCanvas, shape: TileShape): boolean {
	const source = new TileCanvas(1, shape);
	const pixels = new Uint8ClampedArray(shape.bytes);
	for (let i = 0; i < shape.bytes; i++) pixels[i] = (i * 167 + (i >> 8) * 59) & 255;
	for (let i = 3; i < shape.bytes; i += 4) pixels[i] = 255;
	source.put(0, pixels);
	canvas.draw(0, source, 0);
	const read = canvas.read(1);
	return pixels.every((byte, i) => byte === read[i]);
}
