import { expect, test } from 'vitest';
import { TILE_BYTES, TILE_PIXELS } from '../../../src/engine/tiles/tile-shape.ts';
import { BINARY, ContentStore, MIXED, OPAQUE } from '../../../src/gpu/reference/content-store.ts';

/** Alpha of all pixels but the last, and of the last. */
const ALPHAS = [
	[255, 255, OPAQUE],
	[255, 0, BINARY],
	[0, 0, BINARY],
	[255, 254, MIXED],
	[1, 255, MIXED],
];

test('every tile is found again with its kind, over many chunks and additions of any size', () => {
	const store = new ContentStore();
	const sizes = [1, 63, 2, 500, 700];
	let added = 0;
	for (const size of sizes) {
		const pixels = new Uint8Array(size * TILE_BYTES);
		for (let tile = 0; tile < size; tile++) {
			const [alpha, last] = ALPHAS[(added + tile) % ALPHAS.length];
			const words = new Uint32Array(pixels.buffer, tile * TILE_BYTES, TILE_PIXELS);
			words.fill((alpha << 24) | (added + tile));
			words[TILE_PIXELS - 1] = (last << 24) | (added + tile);
		}
		store.add(pixels, size);
		added += size;
	}
	expect(store.count).toBe(added);
	for (let id = 1; id <= added; id++) {
		const first = store.chunk(id)[store.offset(id)];
		expect(first & 0xffffff).toBe(id - 1);
		expect(store.chunk(id)[store.offset(id) + TILE_PIXELS - 1] & 0xffffff).toBe(id - 1);
		expect(store.kind(id)).toBe(ALPHAS[(id - 1) % ALPHAS.length][2]);
	}
	expect(store.memoryBytes()).toBeGreaterThan(added * TILE_BYTES);
	store.clear();
	expect(store.count).toBe(0);
});
