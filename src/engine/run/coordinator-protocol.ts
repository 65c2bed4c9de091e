/** Messages between the page and the coordinator worker. One exhaustive union per direction. */
import type { Problem } from '../errors.ts';
import type { SvgPart } from './band-protocol.ts';
import type { ResourceCounts } from './resource-counters.ts';
import type { RunRequest, RunSnapshot, RunThumbnail } from './run.ts';

export type ToCoordinator =
	| { type: 'start'; request: RunRequest }
	/** `release`: gives the workers back at once and completes a ZIP, so that the page can be closed. */
	| { type: 'pause'; id: string; release: boolean }
	| { type: 'resume'; id: string }
	/** Goes on with a run of which there is a record, or which waits for the file of its next ZIP volume. */
	| { type: 'resume-record'; id: string; file?: FileSystemFileHandle }
	| { type: 'cancel'; id: string }
	/** Whether somebody can see the page. */
	| { type: 'attended'; attended: boolean }
	/** Asks for `resources`. */
	| { type: 'count-resources' }
	/** Answers `draw-svg`. */
	| { type: 'svg-drawn'; call: number; drawing: ImageBitmap }
	| { type: 'svg-failed'; call: number; problem: Problem };

export type FromCoordinator =
	| { type: 'snapshot'; snapshot: RunSnapshot }
	| { type: 'thumbnail'; thumbnail: RunThumbnail }
	| { type: 'resources'; counts: ResourceCounts }
	/** Only the page can draw SVG (measured: `createImageBitmap` refuses SVG blobs in workers). */
	| { type: 'draw-svg'; call: number; drawing: SvgPart };
