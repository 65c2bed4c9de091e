import type { CodeTables } from './code-tables.ts';
import type { RowEnds } from './row-ends.ts';
import type { RowSteps } from './row-steps.ts';
import type { StretchCodes } from './stretch-code.ts';

/** Divides the rows of a tile into literals and matches so that they cost the fewest bits with given tables. */
export interface RowParser {
	/** The stretches before and after the steps of the row that was parsed last, and the steps. */
	readonly ends: RowEnds;
	readonly steps: RowSteps;
	/** To be called when the tile has new content; its rows then come in order. */
	startTile(tables: CodeTables, codes: StretchCodes): void;
	/** @returns true when steps and ends are those of the row before, and were not found anew */
	parseRow(y: number): boolean;
}
