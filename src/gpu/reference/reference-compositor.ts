/** The integer kernel as a compositor: the reference for the others, and the production path where there is no GPU. */
import type { Compositor } from '../../engine/tiles/compositor.ts';
import { TILE_BYTES, TILE_PIXELS } from '../../engine/tiles/tile-shape.ts';
import { compositeTile } from './composite-tile.ts';
import { UnpackedTiles } from './unpacked-tiles.ts';
import { TileStack } from './tile-stack.ts';

export function createReferenceCompositor(): Compositor {
	const tiles = new UnpackedTiles();
	const stack = new TileStack();
	let output = new Uint32Array(0);
	return {
		backend: 'reference',
		description: 'Integer arithmetic on the processor, no graphics hardware involved.',
		preferredJobs: 64,
		useContent: (packed) => tiles.use(packed),
		async composite(batch) {
			if (output.length < batch.jobs * TILE_PIXELS) output = new Uint32Array(batch.jobs * TILE_PIXELS);
			for (let job = 0; job < batch.jobs; job++) {
				stack.load(batch, job, tiles);
				compositeTile(stack, output, job * TILE_PIXELS);
			}
			return new Uint8Array(output.buffer, 0, batch.jobs * TILE_BYTES);
		},
		memoryBytes: () => tiles.memoryBytes() + output.byteLength,
		traffic: () => ({ dispatches: 0, bytesUp: 0, bytesBack: 0 }),
		dispose() {
			tiles.clear();
			output = new Uint32Array(0);
		},
	};
}
