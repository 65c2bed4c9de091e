/** What is known of a run before its first image is made. Data only. */
import type { Stage } from '../run/run.ts';

export interface Forecast {
	/** Images of the run, those included that were complete before. */
	tokens: number;
	/** Tiles that will be made: each distinct one, and again those that the caches will have lost. */
	tiles: number;
	/** Whether all tokens were counted for that; else a sample of them. */
	counted: boolean;
	/** Of all images. Absent for formats that the browser encodes, until the first images are there. */
	bytes?: number;
	/** In state `running`, earlier sessions included. Absent as `bytes`. */
	seconds?: number;
	/** Most that the run will hold at a time, counted as `RunSnapshot.memoryBytes`. */
	memoryBytes: number;
	/** Seconds of work by stage, summed over all workers, for what was left. */
	stages: Partial<Record<Stage, number>>;
	/** The stage with the most of them; what a faster run would have to be faster at. */
	bottleneck?: Stage;
}
