/** Messages between the page and the import worker. A worker does one import and is ended by the page. */
import type { AssetHash, Design } from '../../engine/design/design.ts';
import type { Problem } from '../../engine/errors.ts';
import type { ImportReport } from '../../engine/import/import-report.ts';
import type { ImportSource } from './import-source.ts';

export type ToImporter = { type: 'sample' } | { type: 'import'; source: ImportSource };

export type FromImporter =
	| { type: 'progress'; done: number; total: number }
	/** The design's assets are in the store, or all `unstored` where the browser stores nothing. The sample has no report. */
	| { type: 'done'; design: Design; report?: ImportReport; unstored?: ReadonlyMap<AssetHash, Blob> }
	| { type: 'failed'; problem: Problem };
