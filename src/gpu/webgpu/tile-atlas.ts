/** Content tiles in the layers of one texture array, uploaded once. */
import type { TileShape } from '../../engine/tiles/tile-shape.ts';
import type { UnpackedTiles } from '../reference/unpacked-tiles.ts';
import { countUntilLost, outOfMemory } from './device.ts';

/**
 * Tiles stand in columns below each other: tiles that lie one after the other in memory are then an image as wide as a tile,
 * row by row, and one `writeTexture` takes up to 64 of them (1 MB of large ones). A page of large tiles is 2048 × 2048 pixels (16 MB).
 */
export const COLUMN_TILES = 64;
export const PAGE_COLUMNS = 16;
const PAGE_TILES = COLUMN_TILES * PAGE_COLUMNS;

export class TileAtlas {
	private texture: GPUTexture | undefined;
	private pages = 0;
	private uploaded = 0;

	constructor(
		private readonly device: GPUDevice,
		private readonly shape: TileShape,
	) {}

	/**
	 * Brings the texture up to `tiles` and returns the bytes moved.
	 * @throws TesseraError `gpu-out-of-memory` if the adapter cannot hold the tiles.
	 */
	async upload(tiles: UnpackedTiles): Promise<number> {
		await this.grow(Math.max(1, Math.ceil(tiles.count / PAGE_TILES)));
		const { texture } = this;
		const { width, height } = this.shape;
		if (texture === undefined) return 0;
		const before = this.uploaded;
		while (this.uploaded < tiles.count) {
			const column = Math.floor(this.uploaded / COLUMN_TILES);
			const row = this.uploaded % COLUMN_TILES;
			const pixels = tiles.run(this.uploaded + 1, COLUMN_TILES - row);
			const count = pixels.length / this.shape.pixels;
			this.device.queue.writeTexture(
				{
					texture,
					origin: [(column % PAGE_COLUMNS) * width, row * height, Math.floor(column / PAGE_COLUMNS)],
				},
				pixels,
				{ bytesPerRow: width * 4 },
				[width, count * height],
			);
			this.uploaded += count;
		}
		return (this.uploaded - before) * this.shape.bytes;
	}

	/** Of the texture with at least one page, after `upload`. */
	view(): GPUTextureView {
		if (this.texture === undefined) throw new Error('the atlas is used before upload');
		return this.texture.createView({ dimension: '2d-array' });
	}

	memoryBytes(): number {
		return this.pages * this.pageBytes;
	}

	private get pageBytes(): number {
		return PAGE_TILES * this.shape.bytes;
	}

	destroy(): void {
		this.texture?.destroy();
	}

	/** Texture arrays cannot grow: a larger one takes over, the tiles are copied on the GPU. */
	private async grow(needed: number): Promise<void> {
		if (needed <= this.pages) return;
		const most = this.device.limits.maxTextureArrayLayers;
		const pages = Math.min(most, Math.max(needed, Math.ceil(this.pages * 1.5)));
		if (needed > most) throw outOfMemory(`the layers have more than ${most * PAGE_TILES} tiles`);
		this.device.pushErrorScope('out-of-memory');
		const larger = this.device.createTexture({
			label: 'tile atlas',
			format: 'rgba8uint',
			size: [PAGE_COLUMNS * this.shape.width, COLUMN_TILES * this.shape.height, pages],
			usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST | GPUTextureUsage.COPY_SRC,
		});
		const error = await this.device.popErrorScope();
		if (error !== null) throw outOfMemory(`the layers' tiles need ${Math.ceil((pages * this.pageBytes) / 1e6)} MB`);
		if (this.texture === undefined) {
			countUntilLost(this.device);
		} else {
			const encoder = this.device.createCommandEncoder({ label: 'atlas growth' });
			const size = [this.texture.width, this.texture.height, this.pages];
			encoder.copyTextureToTexture({ texture: this.texture }, { texture: larger }, size);
			this.device.queue.submit([encoder.finish()]);
			this.texture.destroy();
		}
		this.texture = larger;
		this.pages = pages;
	}
}
