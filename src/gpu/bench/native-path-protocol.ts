/** Messages of the benchmark's worker for the browser's own path. */

/** One image: which bitmap, with which operator and opacity, bottom first. */
export type NativeStack = { bitmap: number; operator: GlobalCompositeOperation; alpha: number }[];

export type ToNativePath =
	| { type: 'init'; width: number; height: number; bitmaps: (ImageBitmap | null)[] }
	| { type: 'run'; stacks: NativeStack[] };

export type FromNativePath = { type: 'ready' } | { type: 'done'; images: number; bytes: number };
