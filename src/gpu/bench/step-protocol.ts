/** Messages of the suite's worker for single steps. */
import type { GpuFacts } from '../../engine/bench/suite-result.ts';
import type { Timing } from '../../engine/bench/suite.ts';
import type { Problem } from '../../engine/errors.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import type { TokenOps } from './workload.ts';

export type ToSteps =
	/** A picture that tokens draw, of the output's size. */
	| { type: 'source'; side: number; source: number; raster: Raster }
	/** After all sources. */
	| { type: 'prepare'; call: number; tokens: TokenOps; gpu: boolean }
	| { type: 'measure'; call: number; id: string; seconds: number };

export interface PreparedSteps {
	steps: { id: string; timing: Timing; note?: string }[];
	missing: { id: string; reason: string }[];
	gpu?: GpuFacts;
}

export type FromSteps =
	| { type: 'prepared'; call: number; prepared: PreparedSteps }
	/** Units per second. */
	| { type: 'measured'; call: number; rate: number }
	| { type: 'failed'; call: number; problem: Problem }
	| { type: 'device-lost'; reason: string };
