/** What the command line and the page without a user interface say to each other. Data only: it crosses processes. */
import type { BenchResult } from '../../engine/bench/bench-result.ts';
import type { SuiteResult } from '../../engine/bench/suite-result.ts';
import type { ImageFormat } from '../../engine/design/design.ts';
import type { Problem } from '../../engine/errors.ts';
import type { ForecastOutcome } from '../../engine/forecast/outcome.ts';
import type { RunSnapshot } from '../../engine/run/run.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';

/** A file that the command line serves. */
export interface ServedFile {
	url: string;
	/** Its own name, for messages and to tell its kind. */
	name: string;
}

/** A file of the `--layers` folder; the answer of `layers.json` is a list of them. */
export interface ServedLayerFile {
	/** Path below the folder with `/`. */
	path: string;
	/** Bytes. */
	size: number;
}

/** `folder`: `url` + `.json` is the list of files, `url` + `/` + index the content of one. */
export type HeadlessSource =
	| { kind: 'sample' }
	| { kind: 'folder'; url: string; name: string }
	| ({ kind: 'design' } & ServedFile);

export interface HeadlessGenerateOptions {
	source: HeadlessSource;
	/** Layer names back to front, instead of the imported order. */
	order?: string[];
	/** A list of tokens that decides the plan instead of the seed. */
	tokens?: ServedFile;
	count?: number;
	range?: { first: number; last: number };
	size?: { width: number; height: number };
	seed?: string;
	format?: ImageFormat;
	backend: Backend | 'auto';
	workers?: number;
	sink: { url: string; zip: boolean };
}

export interface HeadlessGenerateResult {
	/** The last state of the run. */
	snapshot: RunSnapshot;
	/** What was foretold, beside what came true; absent as `forecastOutcome` says. */
	forecast?: ForecastOutcome;
	/** First and last token number that the run had to write, and the extension of its images. */
	expected: { first: number; last: number; extension: string };
}

export type BenchPart = 'suite' | 'comparison';

export interface HeadlessBenchOptions {
	/** The device benchmark's suite, the engine beside the browser's own path, or both. */
	parts: BenchPart[];
	source: HeadlessSource;
	/** Fewer rounds, and fewer tokens in the comparison. */
	quick: boolean;
	backend: Backend | 'auto';
	count?: number;
	size?: { width: number; height: number };
}

export interface HeadlessBenchResult {
	suite?: SuiteResult;
	/** `suite` as lines for the terminal. */
	suiteTable?: string;
	comparison?: BenchResult;
}

/** What the page offers to the command line as `globalThis.tesseraHeadless`. Expected failures are reported, not thrown. */
export interface TesseraHeadless {
	/** @returns undefined when nothing was run; `tesseraReport` has heard why. */
	generate(options: HeadlessGenerateOptions): Promise<HeadlessGenerateResult | undefined>;
	/** Measures this machine. @returns undefined when it could not; `tesseraReport` has heard why. */
	bench(options: HeadlessBenchOptions): Promise<HeadlessBenchResult | undefined>;
	/** Stops the run under way; `generate` then resolves with state `cancelled`. */
	cancel(): void;
}

/** What the command line gives to the page, as global functions. */
export interface CommandLine {
	/** The state of the run, at most 10 times a second. */
	tesseraProgress(snapshot: RunSnapshot): Promise<void>;
	/** What is being done before or beside a run, in a few words. */
	tesseraActivity(activity: string): Promise<void>;
	/**
	 * Memory of all the browser's processes: `start` takes the level to which the rest is compared, `last-tenth` begins the end
	 * of the run, `end` gives megabytes (10⁶) above the level, the highest of all and the highest since `last-tenth`.
	 * @returns null but for `end`, and where there is no figure that covers all processes
	 */
	tesseraMemory(moment: 'start' | 'last-tenth' | 'end'): Promise<BenchResult['memory'] | null>;
	/** Something to tell the person at once. */
	tesseraReport(problem: Problem): Promise<void>;
}
