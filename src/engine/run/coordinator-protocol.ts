/** Messages between the page and the coordinator worker. One exhaustive union per direction. */
import type { Problem } from '../errors.ts';
import type { Raster } from '../raster/raster.ts';
import type { RunRequest, RunSnapshot, RunThumbnail } from './run.ts';

export type ToCoordinator =
	| { type: 'start'; request: RunRequest }
	| { type: 'pause'; id: string }
	| { type: 'resume'; id: string }
	| { type: 'cancel'; id: string }
	/** Answers `rasterise-svg`. */
	| { type: 'svg-raster'; call: number; raster: Raster }
	| { type: 'svg-failed'; call: number; problem: Problem };

export type FromCoordinator =
	| { type: 'snapshot'; snapshot: RunSnapshot }
	| { type: 'thumbnail'; thumbnail: RunThumbnail }
	/** Only the page can draw SVG (measured: `createImageBitmap` refuses SVG blobs in workers). */
	| { type: 'rasterise-svg'; call: number; svg: Blob; name: string; width: number; height: number };
