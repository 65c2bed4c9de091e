/** Times the available compositors on a few real tiles of the collection, so that `auto` can take the fastest. */
import { toProblem } from '../errors.ts';
import type { Backend, Compositor, TileBatch } from '../tiles/compositor.ts';
import { EMPTY_CONTENT, compositeAll } from '../tiles/compositor.ts';
import { PackedTiles } from '../tiles/packed-tiles.ts';
import type { BandIndex } from '../tiles/band-index.ts';
import type { TrialResult } from './band-protocol.ts';

/** Enough to fill a GPU's dispatch, few enough that the software adapter is done in a moment. */
const TRIAL_TILES = 96;
/**
 * All are tried in turn, some times, each for so long: a JIT takes some twenty rounds, and threads of its own, until its
 * code is as fast as in a long run.
 */
const TURNS = 3;
const TURN_MILLISECONDS = 50;

export interface MadeCompositor {
	compositor: Compositor;
	/** A WebGPU adapter without a GPU. */
	software: boolean;
}

type CreateCompositor = (backend: Backend) => Promise<MadeCompositor>;

/** @param states distinct stacks that occur in the collection, most useful first. */
export async function trialBackends(
	index: BandIndex,
	states: readonly number[],
	candidates: readonly Backend[],
	create: CreateCompositor,
): Promise<TrialResult[]> {
	const { batch, tiles } = trialBatch(index, states.slice(0, TRIAL_TILES));
	const trials = candidates.map((backend) => new Trial(backend));
	try {
		for (const trial of trials) await trial.begin(create, tiles, batch);
		for (let turn = 0; turn < TURNS; turn++) for (const trial of trials) await trial.take(batch);
		return trials.map((trial) => trial.result(batch.jobs));
	} finally {
		for (const trial of trials) trial.end();
	}
}

/** One backend's. What it fails with is its result. */
class Trial {
	readonly #backend: Backend;
	#made: MadeCompositor | undefined;
	#milliseconds = Infinity;
	#failure: string | undefined;

	constructor(backend: Backend) {
		this.#backend = backend;
	}

	async begin(create: CreateCompositor, tiles: PackedTiles, batch: TileBatch): Promise<void> {
		try {
			this.#made = await create(this.#backend);
			this.#made.compositor.useContent(tiles);
			// Compiles shaders.
			await compositeAll(this.#made.compositor, batch);
		} catch (error) {
			this.#failure = toProblem(error).message;
		}
	}

	async take(batch: TileBatch): Promise<void> {
		if (this.#made === undefined || this.#failure !== undefined) return;
		try {
			this.#milliseconds = Math.min(this.#milliseconds, await fastestRound(this.#made.compositor, batch));
		} catch (error) {
			this.#failure = toProblem(error).message;
		}
	}

	result(jobs: number): TrialResult {
		const backend = this.#backend;
		if (this.#made === undefined || this.#failure !== undefined) {
			return { backend, description: this.#failure ?? '', software: false };
		}
		const { compositor, software } = this.#made;
		const microsecondsPerTile = (this.#milliseconds * 1000) / Math.max(1, jobs);
		return { backend, description: compositor.description, microsecondsPerTile, software };
	}

	end(): void {
		this.#made?.compositor.dispose();
	}
}

/** Milliseconds of the fastest round, which is what neither a cold JIT nor another thread slowed down. */
async function fastestRound(compositor: Compositor, batch: TileBatch): Promise<number> {
	const begun = performance.now();
	let fastest = Infinity;
	let now = begun;
	while (now - begun < TURN_MILLISECONDS) {
		const started = now;
		await compositeAll(compositor, batch);
		now = performance.now();
		fastest = Math.min(fastest, now - started);
	}
	return fastest;
}

/** The states as a batch over copies of just the tiles that they show, so that only these need uploading. */
function trialBatch(index: BandIndex, states: readonly number[]): { batch: TileBatch; tiles: PackedTiles } {
	const content: number[] = [];
	const paint: number[] = [];
	const offsets = new Uint32Array(states.length + 1);
	for (const [i, state] of states.entries()) {
		index.stackOf(state, content, paint);
		offsets[i + 1] = content.length;
	}
	const { shape } = index.content.tiles;
	const tiles = new PackedTiles(shape);
	const pixels = new Uint32Array(shape.pixels);
	const renumbered = new Map([[EMPTY_CONTENT, EMPTY_CONTENT]]);
	const own = content.map((id) => {
		let copy = renumbered.get(id);
		if (copy === undefined) {
			index.content.tiles.unpack(id, pixels, 0);
			copy = tiles.add(pixels, 0);
			renumbered.set(id, copy);
		}
		return copy;
	});
	return {
		batch: { jobs: states.length, offsets, content: Uint32Array.from(own), paint: Uint32Array.from(paint) },
		tiles,
	};
}
