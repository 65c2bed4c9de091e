/** Composites the stacks that no cache holds yet. */
import type { BandIndex } from '../tiles/band-index.ts';
import type { Compositor } from '../tiles/compositor.ts';
import { TileRuns } from '../tiles/tile-runs.ts';
import type { StageClock } from './stage-clock.ts';

/** A distinct stack, and one place in the band where it occurs (which gives the tile's size). */
export interface MissingTile {
	state: number;
	tile: number;
}

/** Receives one composited tile, valid only during the call. */
export type TileReceiver = (missing: MissingTile, tile: TileRuns) => void;

const TILE = new TileRuns();

/** Composites `missing` in batches that suit the compositor and hands each tile on, in order. */
export async function compositeTiles(
	index: BandIndex,
	compositor: Compositor,
	missing: readonly MissingTile[],
	clock: StageClock,
	receive: TileReceiver,
): Promise<void> {
	for (let first = 0; first < missing.length; first += compositor.preferredJobs) {
		const part = missing.slice(first, first + compositor.preferredJobs);
		const content: number[] = [];
		const paint: number[] = [];
		const offsets = new Uint32Array(part.length + 1);
		for (const [i, { state }] of part.entries()) {
			index.stackOf(state, content, paint);
			offsets[i + 1] = content.length;
		}
		const tiles = await clock.timeAsync('composite', () =>
			compositor.composite({
				jobs: part.length,
				offsets,
				content: Uint32Array.from(content),
				paint: Uint32Array.from(paint),
			}),
		);
		for (const [job, tile] of part.entries()) {
			const started = performance.now();
			tiles.runs(job, TILE);
			clock.add('composite', performance.now() - started);
			receive(tile, TILE);
		}
	}
}
