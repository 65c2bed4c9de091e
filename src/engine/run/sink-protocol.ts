/** Messages between the coordinator and the sink worker, and from frame workers to it. */
import type { Plan } from '../combine/plan.ts';
import type { Design } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import type { RunJson } from '../metadata/run-json.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { PixelFormat } from '../png/pixel-format.ts';
import type { StageSeconds } from './run.ts';

/** What the sink worker needs to turn parts into files. */
export interface FileSetup {
	design: Design;
	plan: Plan;
	/** Write `metadata/N.json` per token. */
	tokenFiles: boolean;
	/** PNG parts of this many bands arrive, one port each; or whole files from this many frame workers. */
	parts:
		| { kind: 'png'; bands: MessagePort[]; format: PixelFormat; tables: Uint8Array<ArrayBuffer> }
		| { kind: 'files'; frames: MessagePort[] };
	/** Send one finished image to the page about this often, seconds; 0: never. */
	thumbnailSeconds: number;
}

export type ToSink =
	| { type: 'open'; target: SinkTarget }
	| { type: 'produce'; setup: FileSetup }
	/** Batch `batch` holds the plan rows `first` to `first + count − 1`; batches are announced in order. */
	| { type: 'batch'; batch: number; first: number; count: number }
	/** Everything taken so far must be complete under its final name. */
	| { type: 'flush' }
	/** Writes `_metadata.json` of the plan rows and `run.json`, then closes. */
	| { type: 'finish'; first: number; count: number; run: RunJson }
	| { type: 'abort' };

export interface SinkReport {
	/** Bytes and files handed to the sink since its start. */
	bytes: number;
	files: number;
	stages: Partial<StageSeconds>;
	/** Parts waiting and files in flight, bytes. */
	memoryBytes: number;
}

export type FromSink =
	| { type: 'opened'; location: string }
	| { type: 'producing' }
	| { type: 'written'; batch: number; report: SinkReport }
	| { type: 'flushed' }
	| { type: 'thumbnail'; token: number; image: Blob }
	| { type: 'finished'; report: SinkReport }
	| { type: 'aborted' }
	| { type: 'failed'; problem: Problem };

/** From a frame worker to the sink worker: the encoded images of a batch, in token order. */
export interface FrameOutput {
	batch: number;
	files: Uint8Array<ArrayBuffer>[];
	seconds: number;
}
