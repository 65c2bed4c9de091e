/** A column of tiles on a canvas: its pixels, read row by row, are the tiles one after the other. */
import { TesseraError } from '../../engine/errors.ts';
import type { TileShape } from '../../engine/tiles/tile-shape.ts';

export class TileCanvas {
	readonly canvas: OffscreenCanvas;
	private readonly context: OffscreenCanvasRenderingContext2D;

	/** @throws TesseraError `backend-unavailable` where there is no 2D canvas outside the page. */
	constructor(
		readonly tiles: number,
		private readonly shape: TileShape,
	) {
		if (typeof OffscreenCanvas === 'undefined') throw unavailable('This browser has no canvas outside the page.');
		this.canvas = new OffscreenCanvas(shape.width, shape.height * tiles);
		const context = this.canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
		if (context === null) throw unavailable('This browser gave no 2D context for a canvas outside the page.');
		context.imageSmoothingEnabled = false;
		this.context = context;
	}

	/** Replaces tiles from `slot` on by straight RGBA pixels. */
	put(slot: number, pixels: Uint8ClampedArray<ArrayBuffer>): void {
		this.context.putImageData(new ImageData(pixels, this.shape.width), 0, slot * this.shape.height);
	}

	clear(tiles: number): void {
		this.context.clearRect(0, 0, this.shape.width, tiles * this.shape.height);
	}

	/** Draws a tile of another canvas over one of this, source-over. */
	draw(slot: number, other: TileCanvas, otherSlot: number): void {
		const { width: w, height: h } = this.shape;
		this.context.drawImage(other.canvas, 0, otherSlot * h, w, h, 0, slot * h, w, h);
	}

	/** The first tiles as straight RGBA. */
	read(tiles: number): Uint8ClampedArray {
		return this.context.getImageData(0, 0, this.shape.width, tiles * this.shape.height).data;
	}
}

export function unavailable(message: string): TesseraError {
	return new TesseraError({ code: 'backend-unavailable', message, hint: 'Choose the reference backend, or "auto".' });
}
