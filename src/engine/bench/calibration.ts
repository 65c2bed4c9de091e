/** What work costs on this device: for predicting a run before it begins, and for what `auto` need not try. */
import type { SinkTarget } from '../output/sink.ts';
import type { StageSeconds } from '../run/run.ts';
import type { Backend } from '../tiles/compositor.ts';
import { REFERENCE_CORES, REFERENCE_DEVICE } from './reference-device.ts';

/** Ways of writing that differ in cost; a ZIP that becomes a download costs what a ZIP does. */
export type CalibratedSink = 'folder' | 'zip' | 'memory';

export interface Calibration {
	/** Of the latest measurement: the device benchmark's suite, a finished run, or none on this device yet. */
	source: 'benchmark' | 'run' | 'default';
	/** Seconds of one thread for a distinct tile, a large one (`TileShape`). */
	secondsPerTile: {
		/** Backends that were not measured are absent. */
		composite: Partial<Record<Backend, number>>;
		encode: number;
	};
	secondsPerImage: {
		/** Seconds of one thread for an image of `ASSEMBLED_TILES` tiles, checksums included; grows with the tiles. */
		assemble: number;
	};
	/** Seconds from one finished file to the next where nothing else is to do, of whatever size. */
	secondsPerFile: Record<CalibratedSink, number>;
	/** On top of that, for each of the file's bytes. */
	secondsPerByte: Record<CalibratedSink, number>;
}

/** Tiles of 128 × 32 in an image of 1080². */
export const ASSEMBLED_TILES = 9 * 34;

/** Of the suite's reference device, as measured with it. */
const DEFAULT_FILES = {
	secondsPerFile: { folder: 2.5e-3, zip: 1e-4, memory: 0 },
	secondsPerByte: { folder: 3e-9, zip: 10e-9, memory: 0 },
} as const;

/** The suite's reference device. */
export const DEFAULT_CALIBRATION: Calibration = {
	source: 'default',
	secondsPerTile: {
		composite: { reference: REFERENCE_CORES / REFERENCE_DEVICE.composite },
		encode: REFERENCE_CORES / REFERENCE_DEVICE.encode,
	},
	secondsPerImage: { assemble: REFERENCE_CORES / REFERENCE_DEVICE.assemble },
	...DEFAULT_FILES,
};

/** What a run says of its costs when it has finished. */
export interface RunFigures {
	sink: SinkTarget['kind'];
	/** Images, and files: the images and their metadata. */
	images: number;
	files: number;
	/** Large tiles that an image has, and so many large ones as the tiles that were made cost. */
	tilesPerImage: number;
	tilesMade: number;
	/** Of all images. */
	bytes: number;
	stages: StageSeconds;
	/** What the sink alone must have taken; absent where it was not what the run waited for. */
	sinkSeconds?: number;
	backend: Backend;
}

/** Fewer say more about the start of a run than about the device. */
const LEAST_IMAGES = 50;
const LEAST_TILES = 500;

/** @returns the calibration as this run corrects it, or the same one if the run is too short to say anything. */
export function calibrationFromRun(run: RunFigures, base: Calibration): Calibration {
	const { images, files, tilesPerImage, tilesMade, bytes, sinkSeconds, stages, backend } = run;
	if (images < LEAST_IMAGES || tilesMade < LEAST_TILES) return base;
	const { composite } = base.secondsPerTile;
	const learnt: Calibration = {
		...base,
		source: 'run',
		secondsPerTile: {
			composite: { ...composite, [backend]: stages.composite / tilesMade },
			encode: stages.encode / tilesMade,
		},
		secondsPerImage: {
			assemble: ((stages.assemble + stages.checksum) / images) * (ASSEMBLED_TILES / tilesPerImage),
		},
	};
	const sink = calibratedSink(run.sink);
	if (sink === undefined || sink === 'memory' || sinkSeconds === undefined) return learnt;
	// One figure cannot correct two: both grow or shrink alike.
	const predicted = files * base.secondsPerFile[sink] + bytes * base.secondsPerByte[sink];
	const factor = sinkSeconds / predicted;
	return {
		...learnt,
		secondsPerFile: { ...base.secondsPerFile, [sink]: base.secondsPerFile[sink] * factor },
		secondsPerByte: { ...base.secondsPerByte, [sink]: base.secondsPerByte[sink] * factor },
	};
}

/** @returns undefined for the command line's server, whose cost is the disk's behind it */
export function calibratedSink(kind: SinkTarget['kind']): CalibratedSink | undefined {
	switch (kind) {
		case 'zip-stream':
			return 'zip';
		case 'http':
			return undefined;
		default:
			return kind;
	}
}
