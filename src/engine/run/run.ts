/** What a run is: its request, its states and the figures that it reports. Data only. */
import type { Plan } from '../combine/plan.ts';
import type { AssetHash, Design } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { Expected } from '../forecast/outlook.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { Backend } from '../tiles/compositor.ts';

export interface RunRequest {
	id: string;
	design: Design;
	/** Tokens decided elsewhere (rebuild from metadata, an edited plan); absent: made from the design. */
	plan?: Plan;
	/** First and last token number, inclusive; absent: all tokens of the plan. */
	range?: { first: number; last: number };
	sink: SinkTarget;
	backend: Backend | 'auto';
	/** Band workers; absent: one per core. The bytes do not depend on it. */
	workers?: number;
	/** Budget for all caches of the run together, bytes; absent: by device memory. */
	memoryBudget?: number;
	/** Write `metadata/N.json` per token besides `_metadata.json`. */
	tokenMetadata: boolean;
	/** The project that it belongs to, for the list of runs. */
	project?: string;
	/** `background` takes half the cores and lets `fast` runs go first; absent: `fast`. */
	priority?: RunPriority;
	/** Files of the design's assets, for where the store cannot keep them. */
	assets?: ReadonlyMap<AssetHash, Blob>;
	/** Without progress for so long, the workers are started anew; absent: 60. */
	stallSeconds?: number;
	/** `false`: not foretold, so that all its work is in `RunSnapshot.seconds`. For measuring. */
	forecast?: false;
	/** Pause when the page was hidden for so long; absent: never. */
	unattendedMinutes?: number;
}

export type RunPriority = 'background' | 'fast';

export type RunState =
	/** Plan, decoding and indexing of traits, Huffman tables. */
	| 'preparing'
	| 'running'
	| 'paused'
	| 'finished'
	| 'cancelled'
	/** Stopped by a problem; what was written is complete and listed. */
	| 'failed';

/** Where the time goes; CPU or waiting seconds summed over all workers, in pipeline order. */
export const STAGES = [
	'plan',
	'decode',
	'index',
	'lookup',
	'composite',
	'encode',
	'assemble',
	'checksum',
	'write',
] as const;
export type Stage = (typeof STAGES)[number];
export type StageSeconds = Record<Stage, number>;

/** Sent at most 10 times a second, and at every change of state. */
export interface RunSnapshot {
	id: string;
	state: RunState;
	/** What is being prepared, e.g. "Decoding traits 120 of 190"; for people. */
	activity: string;
	/** Finished tokens, and tokens of the range. */
	done: number;
	total: number;
	/** Seconds in state `running`. */
	seconds: number;
	/** Seconds before that in which the run was foretold; what was rehearsed then need not be made again. */
	foretellingSeconds: number;
	/** Over the last seconds; 0 until known. */
	imagesPerSecond: number;
	/** Predicted; absent until known. */
	secondsLeft?: number;
	/** Written so far. */
	bytes: number;
	/** Of the images that are complete. */
	imageBytes: number;
	tilesMade: number;
	tilesLookedUp: number;
	stages: StageSeconds;
	backend: Backend;
	/** Why this backend, for people. */
	backendReason: string;
	workers: number;
	/** Traffic to and from the GPU so far; zeros where nothing is moved. */
	gpu: { dispatches: number; bytesUp: number; bytesBack: number };
	/** Counted by the run's own caches and queues, bytes. */
	memoryBytes: number;
	/** Its highest level so far. */
	peakMemoryBytes: number;
	/** Made before the first image; of the whole run. Absent until then. */
	forecast?: Forecast;
	/** The same, corrected by what came true so far. */
	expected?: Expected;
	/** Where the files are, for people. */
	location: string;
	/** Warnings so far; with `failed`, the last one says why. */
	problems: Problem[];
	/** Why it is paused, if nobody asked for it, and what must be done before it can go on. */
	pausedBecause?: Problem;
	/** Whether the run can be resumed after the page is gone. */
	kept: boolean;
	/** Times that the run's record was written. */
	journalWrites: number;
	/** What the run may use, by device or as asked for, bytes. */
	memoryBudget: number;
}

/** A small picture of a token that was just written. */
export interface RunThumbnail {
	id: string;
	token: number;
	image: Blob;
}
