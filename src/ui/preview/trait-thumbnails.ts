/** Makes and keeps the thumbnails of traits. */
import type { Asset, AssetHash } from '../../engine/design/design.ts';
import { fitRectangle } from '../../engine/raster/placement.ts';
import { closeBitmap, countBitmap } from '../../gpu/raster/counted-bitmap.ts';
import { type AssetSource, storedAssets } from '../project/asset-source.ts';
import { BitmapCache } from './bitmap-cache.ts';
import { decodeBitmap } from './decode-bitmap.ts';
import { visibleBox } from './visible-box.ts';

/** Thumbnail size in canvas pixels: 48 on screen, sharp on dense screens too. */
const SIZE = 96;
/** The size at which a trait is looked at to find what it shows. */
const LOOK = 256;
/** The most that a small shape is enlarged to be drawn sharply: a picture of this many pixels a side. */
const LARGEST_LOOK = 1536;
/** Room around what is shown, thumbnail pixels. */
const MARGIN = 4;
/** 1,000 finished thumbnails. */
const CACHE_BYTES = 1000 * SIZE * SIZE * 4;

export interface ThumbnailPart {
	hash: AssetHash;
	asset: Asset | undefined;
}

class TraitThumbnails {
	readonly #assets: AssetSource;
	readonly #cache = new BitmapCache(CACHE_BYTES);

	constructor(assets: AssetSource) {
		this.#assets = assets;
	}

	/** Draws the parts over each other; with none, or none that can be decoded, the canvas is left empty. */
	async draw(canvas: HTMLCanvasElement, parts: readonly ThumbnailPart[], isWanted: () => boolean): Promise<void> {
		const key = parts.map((part) => part.hash).join(' ');
		const context = canvas.getContext('2d');
		if (parts.length === 0) {
			context?.reset();
			return;
		}
		const request = { key, bytes: SIZE * SIZE * 4, decode: () => this.#make(parts) };
		await this.#cache.with([request], ([bitmap]) => {
			if (!isWanted()) return;
			context?.reset();
			if (bitmap !== undefined) context?.drawImage(bitmap, 0, 0);
		});
	}

	/** Looks at the whole picture first, then draws only the box that shows something, as large as the thumbnail allows. */
	async #make(parts: readonly ThumbnailPart[]): Promise<ImageBitmap> {
		const files = await Promise.all(
			parts.map(async ({ hash, asset }) => ({ file: await this.#assets.file(hash), asset })),
		);
		const whole = await drawParts(files, LOOK);
		const looked = whole.getContext('2d')?.getImageData(0, 0, LOOK, LOOK);
		const box = looked === undefined ? undefined : visibleBox(looked);
		const small = new OffscreenCanvas(SIZE, SIZE);
		const context = small.getContext('2d');
		if (box === undefined || context === null) return countBitmap(small.transferToImageBitmap());
		// A picture that fills its canvas keeps its edges; a smaller one gets room around it.
		const fills = box.width >= LOOK - 1 && box.height >= LOOK - 1;
		const side = fills ? SIZE : SIZE - 2 * MARGIN;
		const scale = Math.min(side / Math.max(box.width, box.height), LARGEST_LOOK / LOOK);
		// Enlarging what was looked at would blur it; a second look is as sharp as the file.
		const factor = scale > 1 ? scale : 1;
		const sharp = factor > 1 ? await drawParts(files, Math.round(LOOK * factor)) : whole;
		const width = box.width * scale;
		const height = box.height * scale;
		const source = [box.x, box.y, box.width, box.height].map((value) => value * factor);
		context.imageSmoothingQuality = 'high';
		context.drawImage(
			sharp,
			source[0] ?? 0,
			source[1] ?? 0,
			source[2] ?? 0,
			source[3] ?? 0,
			(SIZE - width) / 2,
			(SIZE - height) / 2,
			width,
			height,
		);
		return countBitmap(small.transferToImageBitmap());
	}
}

/** Draws the files over each other, each as large as fits into a square of `side` pixels. */
async function drawParts(
	files: readonly { file: Blob; asset: Asset | undefined }[],
	side: number,
): Promise<OffscreenCanvas> {
	const canvas = new OffscreenCanvas(side, side);
	const context = canvas.getContext('2d', { willReadFrequently: true });
	for (const { file, asset } of files) {
		const place = fitRectangle(asset?.width ?? 1, asset?.height ?? 1, side, side, 'contain');
		const image = await decodeBitmap(file, place.width, place.height, 'smooth');
		context?.drawImage(image, place.x, place.y);
		closeBitmap(image);
	}
	return canvas;
}

/** One cache for the whole page: the same traits are shown in several places. */
export const traitThumbnails = new TraitThumbnails(storedAssets);
