/** A forecast beside what came true, for records and reports. */
import type { RunSnapshot, Stage } from '../run/run.ts';

export interface ForecastOutcome {
	tiles: number;
	tilesActual: number;
	/** Of the images. Forecasts of bytes and seconds are absent for formats that the browser encodes. */
	bytes?: number;
	bytesActual: number;
	seconds?: number;
	secondsActual: number;
	/** Counted by the run's own caches and queues, the highest level. */
	memoryBytes: number;
	memoryBytesActual: number;
	bottleneck?: Stage;
}

/** @returns undefined for a run that was not foretold: it had nothing left to do, or it ended before */
export function forecastOutcome(snapshot: RunSnapshot): ForecastOutcome | undefined {
	const { forecast, tilesMade, imageBytes, seconds, peakMemoryBytes } = snapshot;
	if (forecast === undefined) return undefined;
	const { tiles, bytes, seconds: foretold, memoryBytes, bottleneck } = forecast;
	return {
		tiles,
		tilesActual: tilesMade,
		...(bytes === undefined ? {} : { bytes }),
		bytesActual: imageBytes,
		...(foretold === undefined ? {} : { seconds: foretold }),
		secondsActual: seconds,
		memoryBytes,
		memoryBytesActual: peakMemoryBytes,
		...(bottleneck === undefined ? {} : { bottleneck }),
	};
}
