/** What the command line and the page without a user interface say to each other. Data only: it crosses processes. */
import type { BenchResult } from '../../engine/bench/bench-result.ts';
import type { ImageFormat } from '../../engine/design/design.ts';
import type { Problem } from '../../engine/errors.ts';
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
	/** What the import and the design check had to say, errors first. With an error nothing was run. */
	problems: Problem[];
	/** The last state of the run; absent when it was not started. */
	snapshot?: RunSnapshot;
	/** First and last token number that the run had to write, and the extension of its images. */
	expected?: { first: number; last: number; extension: string };
}

export interface HeadlessBenchOptions {
	source: HeadlessSource;
	/** Fewer tokens and rounds. */
	quick: boolean;
	count?: number;
	size?: { width: number; height: number };
}

export interface HeadlessBenchResult {
	/** Why there is no result, or what was odd about the art. */
	problems: Problem[];
	result?: BenchResult;
}

/** What the page offers to the command line as `globalThis.tesseraHeadless`. */
export interface TesseraHeadless {
	/** Never rejects for an expected failure: that is in `problems` or in the snapshot. */
	generate(options: HeadlessGenerateOptions): Promise<HeadlessGenerateResult>;
	/** Measures this machine; tells `tesseraActivity` what it is at. Never rejects for an expected failure. */
	bench?(options: HeadlessBenchOptions): Promise<HeadlessBenchResult>;
	/** Stops the run under way; `generate` then resolves with state `cancelled`. */
	cancel(): void;
}
