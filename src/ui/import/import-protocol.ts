/** Messages between the page and the import worker. A worker does one import and is ended by the page. */
import type { Design } from '../../engine/design/design.ts';
import type { Problem } from '../../engine/errors.ts';
import type { ImportReport } from '../../engine/import/import-report.ts';
import type { ImportSource } from './import-source.ts';

export type ToImporter = { type: 'sample' } | { type: 'import'; source: ImportSource };

export type FromImporter =
	| { type: 'progress'; done: number; total: number }
	/** All assets of the design are in the store. The sample has no report. */
	| { type: 'done'; design: Design; report?: ImportReport }
	| { type: 'failed'; problem: Problem };
