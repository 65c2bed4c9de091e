/** Makes and keeps the thumbnails of traits. */
import type { Asset, AssetHash } from '../../engine/design/design.ts';
import { type AssetSource, storedAssets } from '../project/asset-source.ts';
import { BitmapCache } from './bitmap-cache.ts';
import { decodeBitmap } from './decode-bitmap.ts';
import { visibleBox } from './visible-box.ts';

/** Thumbnail size in canvas pixels: 48 on screen, sharp on dense screens too. */
const SIZE = 96;
/** The size at which a trait is looked at to find what it shows. */
const LOOK = 256;
/** Room around what is shown, thumbnail pixels. */
const MARGIN = 4;
/** 1,000 finished thumbnails. */
const CACHE_BYTES = 1000 * SIZE * SIZE * 4;

export interface ThumbnailPart {
	hash: AssetHash;
	asset: Asset | undefined;
}

export class TraitThumbnails {
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

	async #make(parts: readonly ThumbnailPart[]): Promise<ImageBitmap> {
		const images = await Promise.all(
			parts.map(async ({ hash, asset }) => {
				const ratio = (asset?.width ?? 1) / (asset?.height ?? 1);
				const width = Math.max(1, Math.round(ratio >= 1 ? LOOK : LOOK * ratio));
				const height = Math.max(1, Math.round(ratio >= 1 ? LOOK / ratio : LOOK));
				return decodeBitmap(await this.#assets.file(hash), width, height, 'smooth');
			}),
		);
		const whole = new OffscreenCanvas(LOOK, LOOK);
		const context = whole.getContext('2d', { willReadFrequently: true });
		const small = new OffscreenCanvas(SIZE, SIZE);
		for (const image of images) {
			context?.drawImage(image, (LOOK - image.width) / 2, (LOOK - image.height) / 2);
			image.close();
		}
		const box = context === null ? undefined : visibleBox(context.getImageData(0, 0, LOOK, LOOK));
		if (box !== undefined) {
			const scale = (SIZE - 2 * MARGIN) / Math.max(box.width, box.height);
			// A picture that fills its canvas keeps its edges; a smaller one gets room around it.
			const fills = box.width >= LOOK - 1 && box.height >= LOOK - 1;
			const factor = fills ? SIZE / LOOK : Math.min(scale, (4 * SIZE) / LOOK);
			const width = box.width * factor;
			const height = box.height * factor;
			small
				.getContext('2d')
				?.drawImage(whole, box.x, box.y, box.width, box.height, (SIZE - width) / 2, (SIZE - height) / 2, width, height);
		}
		return small.transferToImageBitmap();
	}
}

/** One cache for the whole page: the same traits are shown in several places. */
export const traitThumbnails = new TraitThumbnails(storedAssets);
