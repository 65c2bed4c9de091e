/** The result of a throughput benchmark: rates measured side by side in one run, and their ratios. */
import type { ForecastOutcome } from '../forecast/outcome.ts';
import type { StageSeconds } from '../run/run.ts';
import type { Backend } from '../tiles/compositor.ts';
import { median } from './statistics.ts';
import type { SuiteResult } from './suite-result.ts';

export const BENCH_VERSION = 1;

/** Median of the rounds, with the lowest and highest. */
export interface Measured {
	median: number;
	low: number;
	high: number;
}

export type RateName = 'engine' | 'native' | 'files' | 'zip' | 'rawFiles' | 'rawZip';

export interface BenchResult {
	version: typeof BENCH_VERSION;
	art: string;
	/** Tokens per round of the engine. */
	count: number;
	/** Pixels per side, or `W×H`. */
	size: string;
	workers: number;
	backend: Backend;
	backendReason: string;
	rounds: number;
	ratios: {
		/** Engine memory to memory ÷ the browser's own path with as many workers. */
		toNative: number;
		/** Loose files (image and metadata each) ÷ writing the same bytes without making them. */
		filesToSink: number;
		zipToSink: number;
		/** Average file ÷ the browser's own PNG of the same picture. */
		bytesToNative: number;
		/** Average file ÷ zlib level 6, filter None, of the same picture in the same colour type. */
		bytesToZlib6: number;
		/** Seconds per image in the last tenth ÷ those in the first. */
		lastToFirstTenth: number;
	};
	/** Medians: memory to memory, the browser's own path, end to end into files and into a ZIP, and the sinks alone. */
	imagesPerSecond: Record<RateName, number>;
	/** Lowest and highest round of each. */
	spread: Record<RateName, { low: number; high: number }>;
	/** Memory to memory, per backend that was measured; `tokens` is smaller for slow ones. */
	backends: { backend: Backend; description: string; imagesPerSecond?: number; tokens?: number }[];
	bytesPerImage: { engine: number; native: number; zlib6: number };
	tiles: { made: number; lookedUp: number; hitRate: number };
	/** Of the whole engine round; divide by `count / 1000` for figures per 1,000 tokens. */
	gpu: { dispatches: number; bytesUp: number; bytesBack: number };
	/** Added to the browser's process tree over its state before the engine's round: peak, and highest of the last tenth. */
	memory?: { addedMB: number; lastTenthMB: number };
	stages: StageSeconds;
	/** What was foretold of the runs into loose files, beside what came true: the round of the median error of its seconds. */
	forecast: ForecastOutcome;
	/** The same for each way of writing. */
	forecasts: Record<'engine' | 'files' | 'zip', ForecastOutcome>;
	/** Seconds from start to the first batch: plan, decoding, indexing, tables. */
	preparationSeconds: number;
	/** The device benchmark's suite; absent where it was left out. */
	device?: SuiteResult;
}

export function measured(samples: readonly number[]): Measured {
	return { median: median(samples), low: Math.min(...samples), high: Math.max(...samples) };
}
