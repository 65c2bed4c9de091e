/**
 * Draws tokens with canvas 2D at screen resolution, in the order of the engine's draw list and with the same operators.
 * Rounding differs from the run's integer arithmetic by a level or so; nothing written comes from here.
 */
import type { Design } from '../../engine/design/design.ts';
import { DrawList, type DrawSource } from '../../engine/design/draw-list.ts';
import { OPERATORS } from '../../engine/design/operators.ts';
import { type Placement, fitRectangle } from '../../engine/raster/placement.ts';
import type { Planned } from '../plan/plan-state.ts';
import type { AssetSource } from '../project/asset-source.ts';
import { BitmapCache, type BitmapRequest } from './bitmap-cache.ts';
import { decodeBitmap } from './decode-bitmap.ts';

const FULL_OPACITY = 0xffff;

interface Step {
	source: DrawSource | undefined;
	/** Where an asset goes, canvas pixels. */
	place: Placement | undefined;
	/** As in the draw list. */
	paint: number;
}

/** Pixels. */
export interface CanvasSize {
	width: number;
	height: number;
}

/** Setting a canvas's size empties it, even to the size that it has. */
function fitCanvas(canvas: HTMLCanvasElement, { width, height }: CanvasSize): void {
	if (canvas.width !== width) canvas.width = width;
	if (canvas.height !== height) canvas.height = height;
}

export class TokenPainter {
	readonly #assets: AssetSource;
	readonly #cache: BitmapCache;
	readonly #cacheBytes: number;
	/** The draw list of the design that was drawn last; designs change more rarely than tokens. */
	#list: { design: Design; list: DrawList; ops: Int32Array } | undefined;

	/** @param cacheBytes budget for decoded images */
	constructor(assets: AssetSource, cacheBytes: number) {
		this.#assets = assets;
		this.#cacheBytes = cacheBytes;
		this.#cache = new BitmapCache(cacheBytes);
	}

	/**
	 * Draws a token onto a canvas, which it makes `size` pixels large. Decoding is off the page's thread; the drawing itself
	 * is one go, so a half-drawn token is never seen.
	 * @param isWanted asked after decoding: whether the picture is still the one to show
	 * @returns the number of images that could not be shown
	 */
	async draw(
		canvas: HTMLCanvasElement,
		planned: Planned,
		row: number,
		size: CanvasSize,
		isWanted: () => boolean,
	): Promise<number> {
		const { steps, images } = this.#prepare(planned, row, size);
		let missing = 0;
		await this.#cache.with(images, (bitmaps) => {
			const context = canvas.getContext('2d');
			if (context === null || !isWanted()) return;
			fitCanvas(canvas, size);
			context.reset();
			let next = 0;
			for (const { source, place, paint } of steps) {
				context.globalCompositeOperation = OPERATORS[paint & 0xff] ?? 'source-over';
				context.globalAlpha = (paint >>> 8) / FULL_OPACITY;
				if (source?.kind === 'solid') {
					context.fillStyle = source.color;
					context.fillRect(0, 0, canvas.width, canvas.height);
				} else if (place !== undefined) {
					const bitmap = bitmaps[next++];
					if (bitmap === undefined) missing++;
					else context.drawImage(bitmap, place.x, place.y, place.width, place.height);
				}
			}
		});
		return missing;
	}

	/** Decodes what a token needs that is likely to be drawn next, if there is room for it beside the one that is shown. */
	async prefetch(planned: Planned, row: number, size: CanvasSize): Promise<void> {
		const { images } = this.#prepare(planned, row, size);
		const bytes = images.reduce((sum, image) => sum + image.bytes, 0);
		if (2 * bytes <= this.#cacheBytes) await this.#cache.with(images, () => undefined);
	}

	dispose(): void {
		this.#cache.clear();
	}

	/** What is drawn for a token, bottom to top, and the images that it takes. */
	#prepare({ plan, design }: Planned, row: number, size: CanvasSize): { steps: Step[]; images: BitmapRequest[] } {
		const { list, ops } = this.#drawList(design);
		const count = list.opsFor(plan, row, ops);
		// Copied: another draw may start while this one waits.
		const steps = Array.from({ length: count }, (_, i) => {
			const source = list.sources[ops[2 * i] ?? 0];
			const place = source?.kind === 'asset' ? this.#place(source, design, size) : undefined;
			return { source, place, paint: ops[2 * i + 1] ?? 0 };
		});
		const images: BitmapRequest[] = steps.flatMap(({ source, place }) =>
			source?.kind === 'asset' && place !== undefined ? [this.#request(source.asset, place, design)] : [],
		);
		return { steps, images };
	}

	#drawList(design: Design): { list: DrawList; ops: Int32Array } {
		if (this.#list?.design !== design) {
			const list = new DrawList(design);
			this.#list = { design, list, ops: new Int32Array(2 * list.maxOps) };
		}
		return this.#list;
	}

	/** Where an asset lies on the canvas, canvas pixels. */
	#place(source: DrawSource & { kind: 'asset' }, design: Design, canvas: CanvasSize): Placement {
		const { width, height, fit } = design.output;
		const asset = design.assets[source.asset];
		const place = fitRectangle(asset?.width ?? width, asset?.height ?? height, width, height, fit);
		const scaleX = canvas.width / width;
		const scaleY = canvas.height / height;
		return {
			x: (place.x + source.x) * scaleX,
			y: (place.y + source.y) * scaleY,
			width: place.width * scaleX,
			height: place.height * scaleY,
		};
	}

	#request(hash: string, place: Placement, design: Design): BitmapRequest {
		const width = Math.max(1, Math.round(place.width));
		const height = Math.max(1, Math.round(place.height));
		const { resampling } = design.output;
		return {
			key: `${hash} ${width} ${height} ${resampling}`,
			bytes: width * height * 4,
			decode: async () => decodeBitmap(await this.#assets.file(hash), width, height, resampling),
		};
	}
}
