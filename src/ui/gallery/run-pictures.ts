/** The pictures of a run's tokens: its own files, or, where those cannot be had, drawn anew from its design. */
import type { Design } from '../../engine/design/design.ts';
import { imageFileName } from '../../engine/output/file-names.ts';
import type { Planned } from '../plan/plan-state.ts';
import { BitmapCache } from '../preview/bitmap-cache.ts';
import { decodeBitmap } from '../preview/decode-bitmap.ts';
import { type CanvasSize, TokenPainter } from '../preview/token-painter.ts';
import { storedAssets } from '../project/asset-source.ts';
import { Turns } from './turns.ts';

/** Files that are decoded at the same time. */
const MOST_DECODED = 4;

export interface RunPictures {
	/**
	 * Draws a token's picture onto a canvas, which it makes `size` pixels large.
	 * @param isWanted asked before and after decoding: whether the picture is still to be shown
	 * @returns false if there is none
	 */
	draw(canvas: HTMLCanvasElement, token: number, size: CanvasSize, isWanted: () => boolean): Promise<boolean>;
	/** The finished file; undefined where pictures are drawn anew. @throws DOMException when it is not there */
	file?(token: number): Promise<File>;
	dispose(): void;
}

/**
 * @param images the folder of the image files
 * @param cacheBytes budget for decoded pictures
 */
export function filePictures(
	images: FileSystemDirectoryHandle,
	{ format, resampling }: Design['output'],
	cacheBytes: number,
): RunPictures {
	const cache = new BitmapCache(cacheBytes);
	const turns = new Turns(MOST_DECODED);
	const file = async (token: number) => (await images.getFileHandle(imageFileName(token, format))).getFile();
	return {
		draw: (canvas, token, size, isWanted) =>
			turns.take(async () => {
				if (!isWanted()) return true;
				const { width, height } = size;
				const decode = async () => decodeBitmap(await file(token), width, height, resampling);
				let isThere = false;
				await cache.with([{ key: `${token} ${width}`, bytes: width * height * 4, decode }], ([bitmap]) => {
					isThere = bitmap !== undefined;
					if (!isWanted() || bitmap === undefined) return;
					Object.assign(canvas, size);
					canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
				});
				return isThere;
			}),
		file,
		dispose: () => cache.clear(),
	};
}

/** @param cacheBytes budget for decoded traits */
export function drawnPictures(planned: () => Promise<Planned>, cacheBytes: number): RunPictures {
	const painter = new TokenPainter(storedAssets, cacheBytes);
	const turns = new Turns(MOST_DECODED);
	return {
		draw: (canvas, token, size, isWanted) =>
			turns.take(async () => {
				if (!isWanted()) return true;
				const whole = await planned();
				return (await painter.draw(canvas, whole, token - whole.plan.firstNumber, size, isWanted)) === 0;
			}),
		dispose: () => painter.dispose(),
	};
}
