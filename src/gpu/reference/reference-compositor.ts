/** The integer kernel as a compositor: the reference for the others, and the production path where there is no GPU. */
import type { Compositor } from '../../engine/tiles/compositor.ts';
import { MAX_TILE_PIXELS } from '../../engine/tiles/tile-shape.ts';
import { compositeRuns, suitsRuns } from './composite-runs.ts';
import { compositeTile } from './composite-tile.ts';
import { UnpackedTiles } from './unpacked-tiles.ts';
import { TileStack } from './tile-stack.ts';

export function createReferenceCompositor(): Compositor {
	const tiles = new UnpackedTiles();
	const stack = new TileStack();
	const pixels = new Uint32Array(MAX_TILE_PIXELS);
	return {
		backend: 'reference',
		description: 'Integer arithmetic on the processor, no graphics hardware involved.',
		preferredJobs: 64,
		useContent: (packed) => tiles.use(packed),
		async composite(batch) {
			return {
				runs(job, into) {
					stack.load(batch, job, tiles);
					if (suitsRuns(stack, tiles.packed)) compositeRuns(stack, tiles.packed, into);
					else {
						compositeTile(stack, tiles, pixels, 0);
						into.load(pixels, 0, tiles.packed.shape);
					}
				},
			};
		},
		memoryBytes: () => tiles.memoryBytes() + pixels.byteLength,
		traffic: () => ({ dispatches: 0, bytesUp: 0, bytesBack: 0 }),
		dispose: () => tiles.clear(),
	};
}
