/** Messages of a frame worker: it puts the bands' pixels together and lets the browser encode them. */
import type { ImageFormat } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import type { TileGrid } from '../tiles/tile-shape.ts';

export interface FrameSetup {
	grid: TileGrid;
	format: ImageFormat;
	/** 0 to 1. */
	quality: number;
	/** One port per band, as `divideRows` deals the rows out; `BandOutput` arrives. */
	bands: MessagePort[];
	/** `FrameOutput` goes to the sink worker. */
	output: MessagePort;
}

export type ToFrame = { type: 'init'; setup: FrameSetup };

export type FromFrame = { type: 'failed'; problem: Problem };
