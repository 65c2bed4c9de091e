/** What work costs on this device: for predicting a run before it begins, and for what `auto` need not try. */
import type { SinkTarget } from '../output/sink.ts';
import type { StageSeconds } from '../run/run.ts';
import type { Backend } from '../tiles/compositor.ts';
import { median } from './statistics.ts';
import type { SuiteResult } from './suite-result.ts';
import { LARGE_FILE_BYTES, REFERENCE_DEVICE, SMALL_FILE_BYTES } from './suite.ts';

/** Ways of writing that differ in cost; a ZIP that becomes a download costs what a ZIP does. */
export type CalibratedSink = 'folder' | 'zip' | 'memory';

export interface Calibration {
	/** Of the latest measurement: the device benchmark's suite, a finished run, or none on this device yet. */
	source: 'benchmark' | 'run' | 'default';
	/** Seconds of one thread for a distinct tile. */
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
	secondsPerFile: { folder: 2e-3, zip: 1e-4, memory: 0 },
	secondsPerByte: { folder: 10e-9, zip: 12e-9, memory: 0 },
} as const;

/** The suite's reference device. */
export const DEFAULT_CALIBRATION: Calibration = {
	source: 'default',
	secondsPerTile: { composite: { reference: 1 / REFERENCE_DEVICE.composite }, encode: 1 / REFERENCE_DEVICE.encode },
	secondsPerImage: { assemble: 1 / REFERENCE_DEVICE.assemble },
	...DEFAULT_FILES,
};

/**
 * @param base for what the result does not hold
 * @returns undefined for a result with faults: it does not stand for the device
 */
export function calibrationFromBenchmark(
	{ rows, faults }: Pick<SuiteResult, 'rows' | 'faults'>,
	base: Calibration,
): Calibration | undefined {
	if (faults.length > 0) return undefined;
	/** Seconds for one unit of a row. */
	const cost = (id: string, usual: number): number => {
		const samples = rows.find((row) => row.id === id)?.samples;
		return samples === undefined ? usual : 1 / median(samples);
	};
	const composite: Calibration['secondsPerTile']['composite'] = {};
	for (const backend of ['webgpu', 'canvas2d', 'reference'] as const) {
		const seconds = cost(`composite-${backend}`, Number.NaN);
		if (!Number.isNaN(seconds)) composite[backend] = seconds;
	}
	// A file costs a + b × bytes; small and large files give both.
	const small = cost('sink-small', base.secondsPerFile.folder + base.secondsPerByte.folder * SMALL_FILE_BYTES);
	const byte = cost('sink-large', Number.NaN) / 1e6;
	const perByte = Number.isNaN(byte)
		? base.secondsPerByte.folder
		: Math.max(0, (byte * LARGE_FILE_BYTES - small) / (LARGE_FILE_BYTES - SMALL_FILE_BYTES));
	return {
		source: 'benchmark',
		secondsPerTile: { composite, encode: cost('encode', base.secondsPerTile.encode) },
		secondsPerImage: { assemble: cost('assemble', base.secondsPerImage.assemble) },
		secondsPerFile: { ...base.secondsPerFile, folder: Math.max(0, small - perByte * SMALL_FILE_BYTES) },
		secondsPerByte: {
			...base.secondsPerByte,
			folder: perByte,
			zip: cost('sink-zip', base.secondsPerByte.zip * 1e6) / 1e6,
		},
	};
}

/** What a run says of its costs when it has finished. */
export interface RunFigures {
	sink: SinkTarget['kind'];
	/** Images, and files: the images and their metadata. */
	images: number;
	files: number;
	/** Tiles in one image. */
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
