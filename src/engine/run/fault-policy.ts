/** What follows from a failure in the middle of a run. */
import type { Problem } from '../errors.ts';
import type { SinkTarget } from '../output/sink.ts';

export type FaultResponse =
	/** The workers are started anew and what was lost is made again. */
	| 'retry'
	/** Somebody has to do something first; everything is kept. */
	| 'pause'
	| 'fail';

/** Attempts in a row that finish nothing. */
const MOST_TRIES = 3;

/** May pass, or not happen again with fresh workers. */
const PASSING: ReadonlySet<string> = new Set([
	'worker-died',
	'stalled',
	'bug',
	'out-of-memory',
	'gpu-lost',
	'gpu-out-of-memory',
]);
/** The user can put it right. */
const CURABLE: ReadonlySet<string> = new Set([
	'disk-full',
	'permission-lost',
	'folder-gone',
	'file-locked',
	'write-failed',
	'volume-needed',
]);

/** @param tries attempts in a row that ended without having finished anything, this one included. */
export function faultResponse({ code }: Problem, target: SinkTarget, tries: number): FaultResponse {
	// Elsewhere nobody is there who could say "resume": the command line, a measurement, a download that broke off.
	const isAttended = target.kind === 'folder' || target.kind === 'zip';
	if (CURABLE.has(code)) return isAttended ? 'pause' : 'fail';
	if (!PASSING.has(code)) return 'fail';
	if (tries < MOST_TRIES) return 'retry';
	return code === 'stalled' && isAttended ? 'pause' : 'fail';
}

/** The same failure after the last try. */
export function gaveUp(problem: Problem, tries: number): Problem {
	if (!PASSING.has(problem.code) || tries < MOST_TRIES) return problem;
	return {
		...problem,
		message: `${problem.message} That happened ${tries} times in a row without an image in between.`,
	};
}

/**
 * What a full disk still has to take, in words.
 * @param bytes known of `done` of `total` images
 * @param foretold of all images, where the run was foretold
 */
export function spaceNeeded(bytes: number, done: number, total: number, foretold?: number): string {
	const left = total - done;
	const each = done > 0 ? bytes / done : foretold === undefined ? undefined : foretold / total;
	if (each === undefined) return `${left.toLocaleString('en-US')} images are left to write.`;
	const needed = each * left;
	const size = needed >= 1e9 ? `${(needed / 1e9).toFixed(1)} GB` : `${Math.ceil(needed / 1e6)} MB`;
	return `About ${size} more are needed for the ${left.toLocaleString('en-US')} images that are left.`;
}
