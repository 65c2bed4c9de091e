/** Content tiles as something that can be drawn: canvases filled on first use. */
import type { TileShape } from '../../engine/tiles/tile-shape.ts';
import type { UnpackedTiles } from '../reference/unpacked-tiles.ts';
import { TileCanvas } from './tile-canvas.ts';

/** Tiles per canvas: 1 MB of large ones. */
const CANVAS_TILES = 64;

export class CanvasAtlas {
	private readonly canvases: TileCanvas[] = [];
	/** Slot by content id, of those drawn so far: many tiles never come to a canvas. */
	private readonly slots = new Map<number, number>();

	constructor(
		private readonly tiles: UnpackedTiles,
		private readonly shape: TileShape,
	) {}

	/** Draws content `id` (≥ 1) onto a tile of `onto`. */
	draw(id: number, onto: TileCanvas, slot: number): void {
		const own = this.slots.get(id) ?? this.put(id);
		onto.draw(slot, this.canvases[Math.floor(own / CANVAS_TILES)], own % CANVAS_TILES);
	}

	memoryBytes(): number {
		return this.canvases.length * CANVAS_TILES * this.shape.bytes;
	}

	clear(): void {
		this.canvases.length = 0;
		this.slots.clear();
	}

	private put(id: number): number {
		const slot = this.slots.size;
		if (slot % CANVAS_TILES === 0) this.canvases.push(new TileCanvas(CANVAS_TILES, this.shape));
		const pixels = new Uint32Array(this.shape.pixels);
		pixels.set(this.tiles.run(id, 1));
		this.canvases[this.canvases.length - 1].put(slot % CANVAS_TILES, new Uint8ClampedArray(pixels.buffer));
		this.slots.set(id, slot);
		return slot;
	}
}
