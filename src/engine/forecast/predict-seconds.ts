/** From the costs of single steps to the time of a run in which all steps go on side by side, and back. */
import { STAGES } from '../run/run.ts';
import type { Stage } from '../run/run.ts';
import type { BandCosts } from './rehearsal.ts';

/** What is left to do in one band. */
export interface BandWork {
	/** Tiles that are still to be made. */
	tiles: number;
	newRows: number;
	keptRows: number;
	costs: BandCosts;
}

export interface WorkLeft {
	tokens: number;
	bands: readonly BandWork[];
	/** Seconds of the sink's thread to finish one image. */
	finishSeconds: number;
	/** Seconds that the sink takes for all files where nothing else is to do. */
	sinkSeconds: number;
	cores: number;
}

export interface PredictedTime {
	/** From the first batch to closed files. */
	seconds: number;
	/** Of all workers together. */
	stages: Partial<Record<Stage, number>>;
	bottleneck: Stage;
}

/**
 * The browser writes files in processes of its own beside the sink's thread: a sink alone keeps so many cores busy, on the
 * mean. Measured on 2 cores, from runs that took so much longer than the sink alone.
 */
const SINK_CORES = 1.65;

/**
 * New tiles of later tokens show more layers than those that a rehearsal meets, and the sink's thread works beside them:
 * each takes so many times as long. Measured on the sample and on pixel art, 2,000 tokens each.
 */
const LATER_TILES = 1.3;

/** While the first batch is made nothing is written, while the last is written nothing is made; then the collection's own files. */
const BEGIN_AND_END = 0.15;

export function predictSeconds({ tokens, bands, finishSeconds, sinkSeconds, cores }: WorkLeft): PredictedTime {
	const ofBands = bands.map(({ tiles, newRows, keptRows, costs }) => ({
		lookup: tokens * costs.lookup,
		composite: tiles * costs.composite * LATER_TILES,
		encode: tiles * costs.encode * LATER_TILES,
		assemble: newRows * costs.newRow + keptRows * costs.keptRow,
	}));
	const stages: PredictedTime['stages'] = {
		checksum: tokens * finishSeconds,
		write: sinkSeconds * Math.min(cores, SINK_CORES),
	};
	for (const band of ofBands) {
		for (const stage of STAGES)
			if (stage in band) stages[stage] = (stages[stage] ?? 0) + band[stage as keyof typeof band];
	}
	const slowestBand = Math.max(...ofBands.map((band) => total(band)));
	return {
		seconds: BEGIN_AND_END + Math.max(total(stages) / cores, slowestBand, tokens * finishSeconds + sinkSeconds),
		stages,
		bottleneck: STAGES.reduce((most, stage) => ((stages[stage] ?? 0) > (stages[most] ?? 0) ? stage : most)),
	};
}

/** By so much a run must last longer than all its other work to say what its sink took. */
const TELLING = 1.1;

/**
 * What the sink must have taken for a run to last as long as it did: the inverse of `predictSeconds`.
 * @param stages as they were predicted
 * @returns undefined where the sink was not what the run waited for
 */
export function sinkSecondsOf(
	seconds: number,
	stages: PredictedTime['stages'],
	cores: number,
	bands: number,
): number | undefined {
	const { checksum = 0, write = 0 } = stages;
	const work = total(stages) - write;
	const busy = seconds - BEGIN_AND_END;
	if (busy < TELLING * Math.max(work / cores, (work - checksum) / bands)) return undefined;
	return Math.min((busy * cores - work) / Math.min(cores, SINK_CORES), busy - checksum);
}

function total(stages: Partial<Record<Stage, number>>): number {
	return Object.values(stages).reduce((sum, seconds) => sum + seconds, 0);
}
