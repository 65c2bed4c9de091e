/** What the suite's result says of this device's costs. */
import type { Calibration } from './calibration.ts';
import { median } from './statistics.ts';
import type { SuiteResult } from './suite-result.ts';
import { LARGE_FILE_BYTES, SMALL_FILE_BYTES } from './suite.ts';

/**
 * @param base for what the result does not hold
 * @returns undefined for a result with faults: it does not stand for the device
 */
export function calibrationFromBenchmark(
	{ rows, faults, workers }: Pick<SuiteResult, 'rows' | 'faults' | 'workers'>,
	base: Calibration,
): Calibration | undefined {
	if (faults.length > 0) return undefined;
	/** Seconds for one unit of a row that `threads` make at the same time. */
	const cost = (id: string, usual: number, threads = 1): number => {
		const samples = rows.find((row) => row.id === id)?.samples;
		return samples === undefined ? usual : threads / median(samples);
	};
	const composite: Calibration['secondsPerTile']['composite'] = {};
	for (const backend of ['webgpu', 'canvas2d', 'reference'] as const) {
		const seconds = cost(`composite-${backend}`, Number.NaN, workers);
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
		secondsPerTile: { composite, encode: cost('encode', base.secondsPerTile.encode, workers) },
		secondsPerImage: { assemble: cost('assemble', base.secondsPerImage.assemble, workers) },
		secondsPerFile: { ...base.secondsPerFile, folder: Math.max(0, small - perByte * SMALL_FILE_BYTES) },
		secondsPerByte: {
			...base.secondsPerByte,
			folder: perByte,
			zip: cost('sink-zip', base.secondsPerByte.zip * 1e6) / 1e6,
		},
	};
}
