/** Messages between the coordinator and a band worker, among band workers, and from them to whoever takes their output. */
import type { Fit, Resampling } from '../design/design.ts';
import type { DrawSource } from '../design/draw-list.ts';
import type { Problem } from '../errors.ts';
import type { StackCounts } from '../forecast/count-stacks.ts';
import type { Rehearsal } from '../forecast/rehearsal.ts';
import type { Band } from '../png/band-assembler.ts';
import type { PixelFormat } from '../png/pixel-format.ts';
import type { Backend } from '../tiles/compositor.ts';
import type { TileRows } from '../tiles/cut-raster.ts';
import type { TileGrid } from '../tiles/tile-shape.ts';
import type { ResourceReport } from './resource-counters.ts';
import type { StageSeconds } from './run.ts';

export interface BandSetup {
	/** This worker's position in `bands`. */
	band: number;
	bands: TileRows[];
	grid: TileGrid;
	fit: Fit;
	resampling: Resampling;
	/** For trait tiles in this worker's memory; what goes beyond is kept on the disk. */
	traitBytes: number;
	/** One port per band; `null` at the worker's own place. */
	peers: (MessagePort | null)[];
}

/** The draw lists of some tokens: token t is `ops[offsets[t]]` to `ops[offsets[t + 1]]`, pairs of source and paint. */
export interface DrawLists {
	offsets: Uint32Array<ArrayBuffer>;
	ops: Int32Array<ArrayBuffer>;
}

/** What a band worker makes of the stacks: compressed bands of one PNG, or pixels for the browser's own encoders. */
export type BandProduct = {
	/** Budget for this worker's caches of finished tiles, bytes. */
	cacheBytes: number;
} & (
	| { kind: 'png'; format: PixelFormat; tables: Uint8Array<ArrayBuffer>; effort: 0 | 1 | 2 | 3; output: MessagePort }
	/** Batch b goes to port `b % outputs.length`. */
	| { kind: 'pixels'; outputs: MessagePort[] }
);

/** Some rows of an SVG that is stretched to `width × height` pixels. */
export interface SvgPart {
	svg: Blob;
	/** For messages. */
	name: string;
	width: number;
	height: number;
	/** First row, and how many. */
	top: number;
	rows: number;
}

export type ToBand =
	| { type: 'init'; setup: BandSetup }
	/** Decode, place and cut one source, and give every band its tiles. `blob` is absent for a solid colour. */
	| { type: 'decode'; source: number; from: DrawSource; name: string; blob?: Blob }
	| { type: 'svg-drawn'; call: number; drawing: ImageBitmap }
	| { type: 'svg-failed'; call: number; problem: Problem }
	/** Time the candidates on some tokens' missing tiles. */
	| { type: 'trial'; lists: DrawLists; candidates: Backend[] }
	| { type: 'use-backend'; backend: Backend }
	/** Count the deflate symbols that these tokens need when parsed with the costs of `tables`. */
	| {
			type: 'measure';
			lists: DrawLists;
			format: PixelFormat;
			effort: 0 | 1 | 2 | 3;
			tables: Uint8Array<ArrayBuffer>;
	  }
	| { type: 'produce'; product: BandProduct }
	/** Count the distinct tiles of these tokens and of those before, which `first` forgets; `marks` as of `StackCounter`. */
	| { type: 'count'; lists: DrawLists; marks: number[]; first: boolean; last: boolean }
	/** Make these tokens for the forecast; after `produce`, for PNG only. */
	| { type: 'rehearse'; lists: DrawLists }
	| { type: 'batch'; batch: number; lists: DrawLists }
	/** The run has finished: give back what is held of it. Another `init` may follow. */
	| { type: 'rest' };

export interface TrialResult {
	backend: Backend;
	description: string;
	/** Absent when the backend is not available; then `description` says why. */
	microsecondsPerTile?: number;
	/** A software WebGPU adapter: used only when asked for or fastest. */
	software: boolean;
}

export type FromBand =
	/** This worker has decoded the source. `colors`: its distinct colours if ≤ 256 and all alpha is 0 or 255, else absent. */
	| { type: 'decoded'; source: number; colors?: Uint32Array<ArrayBuffer>; seconds: number }
	| { type: 'decode-failed'; source: number; problem: Problem }
	/** This worker has indexed its tiles of the source. `opaque`: one bit per tile of the band. */
	| { type: 'indexed'; source: number; opaque: Uint32Array<ArrayBuffer> }
	| { type: 'draw-svg'; call: number; drawing: SvgPart }
	| { type: 'trial-result'; results: TrialResult[] }
	/** `memoryBytes`: what the traits take in this worker, the compositor's share included. */
	| { type: 'backend-ready'; backend: Backend; description: string; memoryBytes: number }
	| { type: 'measured'; histogram: Float64Array<ArrayBuffer> }
	| { type: 'producing' }
	| { type: 'counted'; counts: StackCounts }
	| { type: 'rehearsed'; rehearsal: Rehearsal }
	| { type: 'batch-done'; batch: number; report: BandReport }
	| { type: 'rested' }
	| ResourceReport
	| { type: 'failed'; problem: Problem };

/** Totals of a band worker since its start. */
export interface BandReport {
	tilesMade: number;
	tilesLookedUp: number;
	memoryBytes: number;
	stages: Partial<StageSeconds>;
	backend: Backend;
	traffic: { dispatches: number; bytesUp: number; bytesBack: number };
	/** Set when the backend changed during the run, with the reason. */
	backendNote?: string;
}

/** From a band worker to the sink worker (`png`) or to a frame worker (`pixels`): its part of every token of a batch. */
export type BandOutput =
	| { batch: number; band: number; kind: 'png'; images: number; content: Band }
	/** Straight RGBA, the band's pixel rows, whole image width. */
	| { batch: number; band: number; kind: 'pixels'; pieces: Uint8Array<ArrayBuffer>[] };

/** From the sink worker back to the band worker: the memory of a batch's `content`, to be used again. */
export interface UsedMemory {
	memory: ArrayBuffer;
}
