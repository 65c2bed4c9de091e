import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTile } from '../../../src/engine/png/encoded-tile.ts';
import { EncodedTileCache } from '../../../src/engine/run/encoded-tile-cache.ts';

function put(cache: EncodedTileCache, key: number, length: number, now: number): void {
	const words = new Uint32Array(length).fill(key + 1);
	const at = cache.room.put(words, 0, length);
	cache.set(key, { words: cache.room.block, at, length, rowBytes: length, byteSum: key, placeSum: 65_520 }, now);
}

function expectKept(cache: EncodedTileCache, key: number, now: number): void {
	const tile = emptyTile();
	expect(cache.read(key, now, tile)).toBe(true);
	const { words, at, rowBytes, byteSum, placeSum } = tile;
	expect({ byteSum, placeSum }).toEqual({ byteSum: key, placeSum: 65_520 });
	expect(words.subarray(at, at + rowBytes).every((word) => word === key + 1)).toBe(true);
}

describe('EncodedTileCache', () => {
	it('gives back what was put in, whatever was dropped meanwhile', () => {
		const steps = fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 3000 })), { maxLength: 300 });
		fc.assert(
			fc.property(steps, (tiles) => {
				const cache = new EncodedTileCache(400_000);
				for (const [now, [key, length]] of tiles.entries()) {
					if (!cache.has(key, now)) put(cache, key, length, now);
					expectKept(cache, key, now);
					if (now % 5 === 0) cache.trim(now);
					expectKept(cache, key, now);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('drops what was used longest ago and keeps what is in use, in memory that it has', () => {
		const cache = new EncodedTileCache(1e6);
		let most = 0;
		for (let i = 0; i < 3000; i++) {
			put(cache, i, 1000, i);
			expect(cache.has(0, i)).toBe(true);
			cache.trim(i);
			if (i === 1000) most = cache.memoryBytes;
		}
		expect(cache.has(1, 3000)).toBe(false);
		expectKept(cache, 0, 3000);
		expectKept(cache, 2999, 3000);
		// Keys take four bytes each, doubled at most.
		expect(cache.memoryBytes).toBeLessThanOrEqual(most + 3000 * 8);
		expect(most).toBeLessThan(1.6e6);
		expect(cache.capacity).toBeGreaterThan(240);
		expect(cache.capacity).toBeLessThan(250);
	});

	it('what was used in this batch stays, however much it is', () => {
		const cache = new EncodedTileCache(1e5);
		for (let key = 0; key < 200; key++) put(cache, key, 1000, 7);
		cache.trim(7);
		for (let key = 0; key < 200; key++) expectKept(cache, key, 7);
		cache.trim(8);
		expect(cache.has(0, 8)).toBe(false);
	});

	it('forgets everything', () => {
		const cache = new EncodedTileCache(1e6);
		put(cache, 5, 10, 0);
		cache.clear();
		expect(cache.has(5, 1)).toBe(false);
		put(cache, 5, 20, 1);
		expectKept(cache, 5, 1);
	});
});

it('a copy is kept for itself, and there is none of a tile that is gone', () => {
	const cache = new EncodedTileCache(400_000);
	put(cache, 1, 50, 0);
	expect(cache.copy(1, 2, 0)).toBe(true);
	const [first, second] = [1, 2].map((key) => {
		const tile = emptyTile();
		expect(cache.read(key, 0, tile)).toBe(true);
		return { ...tile, words: [...tile.words.subarray(tile.at, tile.at + tile.length)], at: 0 };
	});
	expect(second).toEqual(first);
	expect(first.words).toHaveLength(50);
	expect(cache.copy(3, 4, 0)).toBe(false);
	expect(cache.has(4, 0)).toBe(false);
});
