/** Which compositor a run uses, and why, in words for people. */
import { TesseraError } from '../errors.ts';
import type { Backend } from '../tiles/compositor.ts';
import type { TrialResult } from './band-protocol.ts';

export const CANDIDATES: readonly Backend[] = ['webgpu', 'canvas2d', 'reference'];

const NAMES: Record<Backend, string> = {
	webgpu: 'WebGPU',
	canvas2d: 'Canvas2D workers',
	reference: 'the integer kernel',
};

/**
 * The fastest of those that work.
 * @param known far slower when the device was measured, so that they were not tried; for the reason only
 * @throws TesseraError `backend-unavailable` if none works
 */
export function chooseBackend(
	results: readonly TrialResult[],
	known: readonly TrialResult[] = [],
): { backend: Backend; reason: string } {
	const works = results.filter((r) => r.microsecondsPerTile !== undefined);
	works.sort((a, b) => (a.microsecondsPerTile ?? 0) - (b.microsecondsPerTile ?? 0));
	const best = works[0];
	if (best === undefined) {
		const why = results.map((r) => `${NAMES[r.backend]}: ${r.description}`).join('; ');
		throw new TesseraError({
			code: 'backend-unavailable',
			message: `No way of compositing works in this browser (${why}).`,
			hint: 'Use a current Chrome or Edge.',
		});
	}
	const others = [
		...results.filter((r) => r !== best).map(figure),
		...known.map((r) => `${figure(r)} (${r.description})`),
	];
	return {
		backend: best.backend,
		reason: `Fastest in a trial: ${figure(best)} per tile${others.length > 0 ? `; ${others.join('; ')}` : ''}.`,
	};
}

function figure(result: TrialResult): string {
	const name = NAMES[result.backend];
	if (result.microsecondsPerTile === undefined) return `${name} is not available (${result.description})`;
	return `${name}${result.software ? ' in software' : ''} ${result.microsecondsPerTile.toFixed(0)} µs`;
}
