/** Times the available compositors on a few real tiles of the collection, so that `auto` can take the fastest. */
import { toProblem } from '../errors.ts';
import type { Backend, Compositor, TileBatch } from '../tiles/compositor.ts';
import { EMPTY_CONTENT } from '../tiles/compositor.ts';
import type { BandIndex } from '../tiles/band-index.ts';
import type { TrialResult } from './band-protocol.ts';

/** Enough to fill a GPU's dispatch, few enough that the software adapter is done in a moment. */
const TRIAL_TILES = 96;

export interface MadeCompositor {
	compositor: Compositor;
	/** A WebGPU adapter without a GPU. */
	software: boolean;
}

/** @param states distinct stacks that occur in the collection, most useful first. */
export async function trialBackends(
	index: BandIndex,
	states: readonly number[],
	candidates: readonly Backend[],
	create: (backend: Backend) => Promise<MadeCompositor>,
): Promise<TrialResult[]> {
	const { batch, contents } = trialBatch(index, states.slice(0, TRIAL_TILES));
	const results: TrialResult[] = [];
	for (const backend of candidates) {
		try {
			const { compositor, software } = await create(backend);
			try {
				for (const id of contents) compositor.addContent(index.content.tile(id), 1);
				// The first round compiles shaders and warms the JIT up; the second counts.
				await compositor.composite(batch);
				const started = performance.now();
				await compositor.composite(batch);
				const microsecondsPerTile = ((performance.now() - started) * 1000) / Math.max(1, batch.jobs);
				results.push({ backend, description: compositor.description, microsecondsPerTile, software });
			} finally {
				compositor.dispose();
			}
		} catch (error) {
			results.push({ backend, description: toProblem(error).message, software: false });
		}
	}
	return results;
}

/** The states as a batch over contents renumbered from 1, so that only these tiles need uploading. */
function trialBatch(index: BandIndex, states: readonly number[]): { batch: TileBatch; contents: number[] } {
	const content: number[] = [];
	const paint: number[] = [];
	const offsets = new Uint32Array(states.length + 1);
	for (const [i, state] of states.entries()) {
		index.stackOf(state, content, paint);
		offsets[i + 1] = content.length;
	}
	const contents = [...new Set(content)].filter((id) => id !== EMPTY_CONTENT);
	const renumbered = new Map(contents.map((id, i) => [id, i + 1]));
	return {
		batch: {
			jobs: states.length,
			offsets,
			content: Uint32Array.from(content, (id) => renumbered.get(id) ?? EMPTY_CONTENT),
			paint: Uint32Array.from(paint),
		},
		contents,
	};
}
