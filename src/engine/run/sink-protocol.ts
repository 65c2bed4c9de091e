/** Messages between the coordinator and the sink worker, and from frame workers to it. */
import type { Plan } from '../combine/plan.ts';
import type { Design } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import type { RunJson } from '../metadata/run-json.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { PixelFormat } from '../png/pixel-format.ts';
import type { SavedTokens } from '../store/run-tokens.ts';
import type { StageSeconds } from './run.ts';

/** What the files say. */
export interface FileSetup {
	design: Design;
	plan: Plan;
	/** Write `metadata/N.json` per token. */
	tokenFiles: boolean;
	/** Send one finished image to the page about this often, seconds; 0: never. */
	thumbnailSeconds: number;
}

/** What images are made of: PNG parts of this many bands, one port each; or whole files from this many frame workers. */
export type PartSetup =
	| { kind: 'png'; bands: MessagePort[]; format: PixelFormat; tables: Uint8Array<ArrayBuffer> }
	| { kind: 'files'; frames: MessagePort[] };

export type ToSink =
	| { type: 'open'; target: SinkTarget }
	| { type: 'describe'; files: FileSetup }
	/** Compares what is on the disk with what is known of it. Only for folders. */
	| { type: 'verify'; tokens: SavedTokens }
	| { type: 'produce'; parts: PartSetup }
	/** Batch `batch` holds the plan rows `first` to `first + count − 1`; batches are announced in order. */
	| { type: 'batch'; batch: number; first: number; count: number }
	/** The workers that made the parts are gone: forgets all batches until the next `produce`. */
	| { type: 'detach' }
	/** Everything taken so far must be complete under its final name. */
	| { type: 'flush' }
	/** Completes the ZIP with what it has; another volume may follow. */
	| { type: 'close-volume' }
	/** Writes `_metadata.json` of the plan rows and `run.json`, then closes. `hashes`: SHA-256 of each image, in order. */
	| { type: 'finish'; first: number; count: number; run: RunJson; hashes: Uint8Array<ArrayBuffer> }
	| { type: 'abort' };

export interface SinkReport {
	/** Bytes and files handed to the sink since its start. */
	bytes: number;
	files: number;
	stages: Partial<StageSeconds>;
	/** Parts waiting and files in flight, bytes. */
	memoryBytes: number;
}

export type DamageReason = 'missing' | 'truncated' | 'foreign';

export type FromSink =
	| { type: 'opened'; location: string }
	| { type: 'verifying'; done: number }
	| { type: 'verified'; damaged: { row: number; why: DamageReason }[] }
	| { type: 'producing' }
	/** The batch was taken; its files may not be complete yet. */
	| { type: 'written'; batch: number; report: SinkReport }
	/** These images and their metadata are complete under their final names. At most ten times a second. */
	| { type: 'saved'; tokens: SavedTokens }
	/** This file could not be written, because another program keeps it locked; the others go on. */
	| { type: 'locked'; row: number; problem: Problem }
	| { type: 'detached' }
	| { type: 'flushed' }
	| { type: 'volume-closed' }
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
