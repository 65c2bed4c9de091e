/** Messages between the page and the import worker. A worker does one import and is ended by the page. */
import type { Design } from '../../engine/design/design.ts';
import type { Problem } from '../../engine/errors.ts';
import type { ImportSource } from './import-source.ts';

export type ToImporter = { type: 'sample' } | { type: 'import'; source: ImportSource };

/** What an import found, for its report. */
export interface ImportSummary {
	/** The convention that was recognised, for people. */
	convention: string;
	problems: Problem[];
}

export type FromImporter =
	| { type: 'progress'; done: number; total: number }
	/** All assets of the design are in the store. The sample needs no summary. */
	| { type: 'done'; design: Design; summary?: ImportSummary }
	| { type: 'failed'; problem: Problem };
