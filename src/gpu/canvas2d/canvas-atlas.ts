/** Content tiles as something that can be drawn: canvases filled on first use. */
import { TILE_BYTES } from '../../engine/tiles/tile-shape.ts';
import { CHUNK_TILES, type ContentStore } from '../reference/content-store.ts';
import { TileCanvas } from './tile-canvas.ts';

export class CanvasAtlas {
	/** One canvas per chunk of the store; absent until a tile of it is drawn. */
	private readonly canvases = new Map<number, TileCanvas>();
	private readonly filled = new Map<number, number>();

	constructor(private readonly store: ContentStore) {}

	/** Draws content `id` (≥ 1) onto a tile of `onto`. */
	draw(id: number, onto: TileCanvas, slot: number): void {
		const index = Math.floor((id - 1) / CHUNK_TILES);
		const canvas = this.canvases.get(index) ?? new TileCanvas(CHUNK_TILES);
		this.canvases.set(index, canvas);
		this.fill(index, canvas);
		onto.draw(slot, canvas, (id - 1) % CHUNK_TILES);
	}

	memoryBytes(): number {
		return this.canvases.size * CHUNK_TILES * TILE_BYTES;
	}

	clear(): void {
		this.canvases.clear();
		this.filled.clear();
	}

	/** Tiles of mixed alpha go along with their chunk, though no job draws them. */
	private fill(index: number, canvas: TileCanvas): void {
		const from = this.filled.get(index) ?? 0;
		const to = Math.min(CHUNK_TILES, this.store.count - index * CHUNK_TILES);
		if (from >= to) return;
		const chunk = this.store.chunks[index];
		canvas.put(from, new Uint8ClampedArray(chunk.buffer, from * TILE_BYTES, (to - from) * TILE_BYTES));
		this.filled.set(index, to);
	}
}
