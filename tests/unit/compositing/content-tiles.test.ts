import { expect, test } from 'vitest';
import { TILE_BYTES, TILE_PIXELS } from '../../../src/engine/tiles/tile-shape.ts';
import { BINARY, ContentTiles, MIXED, OPAQUE } from '../../../src/gpu/reference/content-tiles.ts';

/** Alpha of all pixels but the last, and of the last. */
const ALPHAS = [
	[255, 255, OPAQUE],
	[255, 0, BINARY],
	[0, 0, BINARY],
	[255, 254, MIXED],
	[1, 255, MIXED],
];

test('every tile is found again with its kind, over additions of any size', () => {
	const tiles = new ContentTiles();
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
		tiles.add(pixels, size);
		added += size;
	}
	expect(tiles.count).toBe(added);
	for (let id = 1; id <= added; id++) {
		const pixels = tiles.pixels(id);
		const first = tiles.offset(id);
		expect(pixels[first] & 0xffffff).toBe(id - 1);
		expect(pixels[first + TILE_PIXELS - 1] & 0xffffff).toBe(id - 1);
		expect(tiles.kind(id)).toBe(ALPHAS[(id - 1) % ALPHAS.length][2]);
	}
	// Ids 2 to 64 were added together.
	expect(tiles.run(2, 100)).toHaveLength(63 * TILE_PIXELS);
	expect(tiles.run(60, 100)[TILE_PIXELS] & 0xffffff).toBe(60);
	expect(tiles.run(60, 3)).toHaveLength(3 * TILE_PIXELS);
	expect(tiles.run(added, 100)).toHaveLength(TILE_PIXELS);
});

test('pixels that do not lie on whole words are read all the same', () => {
	const memory = new Uint8Array(TILE_BYTES + 1).fill(7, 1, 2);
	const tiles = new ContentTiles();
	tiles.add(memory.subarray(1), 1);
	expect(tiles.pixels(1)[tiles.offset(1)]).toBe(7);
});
