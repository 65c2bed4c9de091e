import { describe, expect, it } from 'vitest';
import { PackedTiles } from '../../../src/engine/tiles/packed-tiles.ts';
import type { PageFile } from '../../../src/engine/tiles/page-slots.ts';
import { LARGE_TILE } from '../../../src/engine/tiles/tile-shape.ts';

const MB = 1 << 20;
/** 64 tiles that do not pack fill a chunk of 1 MB. */
const CHUNK_TILES = 64;
const MULTIPLIER = 0x9e3779b1;

/** No two pixels of a tile are equal, nor two tiles. */
const noise = (tile: number) =>
	Uint32Array.from({ length: LARGE_TILE.pixels }, (_, i) => Math.imul(tile * LARGE_TILE.pixels + i + 1, MULTIPLIER));

function pageFile(room = Infinity) {
	const counts = { read: 0, written: 0 };
	const words: Uint32Array[] = [];
	const file: PageFile = {
		write(from, at) {
			if (counts.written >= room) throw new DOMException('full', 'QuotaExceededError');
			counts.written++;
			words[at / (MB / 4)] = from.slice();
		},
		read(into, at) {
			counts.read++;
			const from = at % (MB / 4);
			into.set(words[Math.floor(at / (MB / 4))].subarray(from, from + into.length));
		},
	};
	return { file, counts };
}

function isTile(tiles: PackedTiles, id: number): boolean {
	const out = new Uint32Array(LARGE_TILE.pixels);
	tiles.unpack(id, out, 0);
	return Buffer.from(out.buffer).equals(Buffer.from(noise(id).buffer));
}

describe('trait tiles beyond the memory that they may take', () => {
	it('are kept on the disk, read back exactly, and memory stays flat', () => {
		const tiles = new PackedTiles(LARGE_TILE);
		const { file, counts } = pageFile();
		const memory: number[] = [];
		for (let id = 1; id <= 9 * CHUNK_TILES; id++) {
			// Room comes late, when four chunks are there already.
			if (id === 4 * CHUNK_TILES) tiles.usePages(file, 3 * MB);
			tiles.add(noise(id), 0);
			if (id % CHUNK_TILES === 1) memory.push(Math.floor(tiles.memoryBytes / MB));
		}
		expect(memory).toEqual([1, 2, 3, 4, 3, 3, 3, 3, 3]);
		expect(counts.written).toBe(6);
		// Backwards, so that what was read for one is not there for the next.
		for (let id = tiles.count; id > 0; id--) expect(isTile(tiles, id)).toBe(true);
		expect(counts.read).toBe(6 * CHUNK_TILES);
		expect(tiles.memoryBytes).toBeLessThan(12 * MB);
	});

	it('a tile stays where it is until a stack’s worth of others was asked for', () => {
		const tiles = new PackedTiles(LARGE_TILE);
		tiles.usePages(pageFile().file, MB);
		for (let id = 1; id <= 12 * CHUNK_TILES; id++) tiles.add(noise(id), 0);
		const paged = Array.from({ length: tiles.count }, (_, i) => i + 1).slice(0, 11 * CHUNK_TILES);
		// Fill all slots, then ask for the one that would be the next to go.
		for (const id of paged.slice(0, 512)) tiles.chunk(id);
		const held = tiles.chunk(paged[0]);
		for (const id of paged.slice(512, 512 + 150)) tiles.chunk(id);
		expect(held.words[0]).toBe(noise(paged[0])[0]);
		expect(tiles.offset(paged[0])).toBe(0);
	});

	it('stay in memory when the disk is full', () => {
		const tiles = new PackedTiles(LARGE_TILE);
		tiles.usePages(pageFile(2).file, MB);
		for (let id = 1; id <= 6 * CHUNK_TILES; id++) tiles.add(noise(id), 0);
		for (let id = 1; id <= tiles.count; id += 31) expect(isTile(tiles, id)).toBe(true);
		expect(Math.floor(tiles.memoryBytes / MB)).toBeGreaterThanOrEqual(4);
	});
});
