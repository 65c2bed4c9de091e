/** Decoded pictures hold memory outside of the collector's reach: each is counted until it is closed. */
import { resources } from '../../engine/run/resource-counters.ts';

/** To be closed with `closeBitmap`. */
export function countBitmap(bitmap: ImageBitmap): ImageBitmap {
	resources.add('bitmaps', 1);
	return bitmap;
}

export function closeBitmap(bitmap: ImageBitmap): void {
	resources.add('bitmaps', -1);
	bitmap.close();
}
