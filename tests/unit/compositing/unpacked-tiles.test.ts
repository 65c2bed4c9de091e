import { expect, it } from 'vitest';
import { PackedTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import { LARGE_TILE } from '../../../src/engine/tiles/tile-shape.ts';
import { UnpackedTiles } from '../../../src/gpu/reference/unpacked-tiles.ts';

const COUNT = 3300;

function manyTiles(): PackedTiles {
	const packed = new PackedTiles(LARGE_TILE);
	for (let id = 1; id <= COUNT; id++) packed.add(new Uint32Array(LARGE_TILE.pixels).fill(id), 0);
	return packed;
}

it('finds every tile, however many were asked for before', () => {
	const tiles = new UnpackedTiles();
	tiles.use(manyTiles());
	for (let i = 0; i < COUNT * 3; i++) {
		const id = 1 + ((i * 7919) % COUNT);
		const slot = tiles.slot(id);
		expect(tiles.block(slot)[tiles.offset(slot)]).toBe(id);
		expect(tiles.block(slot)[tiles.offset(slot) + LARGE_TILE.pixels - 1]).toBe(id);
	}
});

it('keeps the tiles of a deep stack together', () => {
	const tiles = new UnpackedTiles();
	tiles.use(manyTiles());
	for (let id = 1; id <= 1200; id++) tiles.slot(id);
	const stack = Array.from({ length: 300 }, (_, i) => 2000 + i);
	const slots = stack.map((id) => tiles.slot(id));
	for (const [i, slot] of slots.entries()) expect(tiles.block(slot)[tiles.offset(slot)]).toBe(stack[i]);
});

it('never takes back a slot that a stack still uses, wherever the ring stands', () => {
	const tiles = new UnpackedTiles();
	tiles.use(manyTiles());
	for (let step = 0; step < 40; step++) {
		for (let i = 0; i < 37; i++) tiles.slot(1 + ((step * 37 + i) % 1280));
		// Known tiles first, then unknown ones, as a stack asks for them.
		const stack = Array.from({ length: 300 }, (_, i) =>
			i < 150 ? 1 + ((step * 31 + i * 8) % 1280) : 1300 + step * 40 + i,
		);
		const slots = stack.map((id) => tiles.slot(id));
		for (const [i, slot] of slots.entries()) expect(tiles.block(slot)[tiles.offset(slot)]).toBe(stack[i]);
	}
});

it('gives runs of neighbours, and forgets everything with new content', () => {
	const tiles = new UnpackedTiles();
	tiles.use(manyTiles());
	expect(tiles.run(COUNT - 1, 64)).toHaveLength(2 * LARGE_TILE.pixels);
	expect(tiles.run(5, 3)[2 * LARGE_TILE.pixels]).toBe(7);
	tiles.slot(1);
	const other = new PackedTiles(LARGE_TILE);
	other.add(new Uint32Array(LARGE_TILE.pixels).fill(99), 0);
	tiles.use(other);
	const slot = tiles.slot(1);
	expect(tiles.block(slot)[tiles.offset(slot)]).toBe(99);
});
