/** How much memory a run may use, and how it is divided. All limits come from here; none changes a byte of the output. */
import type { Problem } from '../errors.ts';
import type { RunRequest } from './run.ts';

export interface Machine {
	/** `navigator.hardwareConcurrency` */
	cores: number;
	/** `navigator.deviceMemory`, GB; browsers round it down and some do not tell. */
	memoryGB: number | undefined;
}

export interface RunBudget {
	/** Everything that the run counts, bytes. */
	total: number;
	/** Most band workers. */
	workers: number;
	/** Tokens per batch: enough that messages cost nothing, little enough that queues stay small. */
	batchTokens: number;
	/** Batches between dispatch and written: one being written, one being assembled, one being made. */
	batchesInFlight: number;
	/** For trait tiles in memory, all workers together; more of them go to the disk. */
	traitBytes: number;
	/** For files and frames of the sources that are decoded at the same time, all workers together; one may be larger. */
	decodeBytes: number;
}

/** A browser that does not tell is taken for a small machine. */
const ASSUMED_GB = 4;
const SHARE_OF_DEVICE = 1 / 16;
const LEAST_BYTES = 128e6;
/** A run that adds more than 500 MB is a nuisance on any machine; workers have some tens of MB of their own. */
const MOST_BYTES = 500e6;
/**
 * Of 500 MB 120: with 160, 10,000 tokens at 1080² brought the browser beyond 500, which holds as much again that no run can
 * count; with this, a quarter of their tiles is made twice.
 */
const MOST_CACHE_SHARE = 0.24;
/** What a worker's heap takes besides what it counts. */
const WORKER_BYTES = 24e6;
/** For batches, parts and files on their way. */
const QUEUE_SHARE = 0.2;
const LEAST_CACHE_SHARE = 0.1;
const MOST_BATCH_PIXELS = 20e6;
const MOST_BATCH_TOKENS = 256;
const TRAIT_SHARE = 0.4;
/** Caches and queues are still empty then. */
const DECODE_SHARE = 0.3;

/** @param output size in pixels */
export function runBudget(
	{ cores, memoryGB = ASSUMED_GB }: Machine,
	{ memoryBudget, workers, priority }: Pick<RunRequest, 'memoryBudget' | 'workers' | 'priority'>,
	{ width, height }: { width: number; height: number },
): RunBudget {
	const byDevice = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, memoryGB * 1e9 * SHARE_OF_DEVICE));
	const total = memoryBudget ?? byDevice;
	const wanted = priority === 'background' ? Math.floor(cores / 2) : cores;
	const affordable = Math.max(1, Math.min(wanted, Math.floor(total / WORKER_BYTES)));
	const batchPixels = Math.min(MOST_BATCH_PIXELS, (total * QUEUE_SHARE) / 5);
	return {
		total,
		workers: workers ?? affordable,
		batchTokens: Math.max(1, Math.min(MOST_BATCH_TOKENS, Math.round(batchPixels / (width * height)))),
		batchesInFlight: 3,
		traitBytes: total * TRAIT_SHARE,
		decodeBytes: total * DECODE_SHARE,
	};
}

/** Half of it, for a machine that turned out to have less: fewer workers, smaller batches and caches. */
export function smallerBudget(
	machine: Machine,
	{ workers, priority }: Pick<RunRequest, 'workers' | 'priority'>,
	output: { width: number; height: number },
	{ total }: RunBudget,
): RunBudget {
	return runBudget(
		machine,
		{
			memoryBudget: total / 2,
			...(workers === undefined ? {} : { workers }),
			...(priority === undefined ? {} : { priority }),
		},
		output,
	);
}

/**
 * What is left for caches of finished tiles once the traits are there.
 * @param traitBytes tiles of all traits, in all workers, the compositors' copies included
 * @returns bytes for all workers together, and a warning where the traits take what the caches should have
 */
export function cacheBudget({ total }: RunBudget, traitBytes: number): { bytes: number; problem?: Problem } {
	const left = total * (1 - QUEUE_SHARE) - traitBytes;
	const least = total * LEAST_CACHE_SHARE;
	if (left >= least) return { bytes: Math.min(total * MOST_CACHE_SHARE, left) };
	return {
		bytes: least,
		problem: {
			code: 'memory-tight',
			severity: 'warning',
			message: `The traits alone take ${megabytes(traitBytes)} of the ${megabytes(total)} that this run may use; it goes on with a small tile cache, which is slower.`,
			hint: 'Make the output smaller, close other tabs and the gallery, or allow the run more memory.',
		},
	};
}

function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
