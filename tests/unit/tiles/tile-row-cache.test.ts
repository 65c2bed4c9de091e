import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TileRowCache } from '../../../src/engine/tiles/tile-row-cache.ts';

const COLUMNS = 3;
const row = (...states: number[]) => Int32Array.from(states);
const valueOf = (byteLength: number) => ({ byteLength });

describe('TileRowCache', () => {
	it('gives back what was kept for equal rows and nothing for others', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)), { maxLength: 80 }), (rows) => {
				const cache = new TileRowCache<{ byteLength: number }>(1e6, COLUMNS);
				const known = new Map<string, { byteLength: number }>();
				for (const states of rows) {
					const packed = row(...states);
					const key = cache.key(packed, 0);
					expect(cache.get(key, packed, 0)).toBe(known.get(states.join()));
					const value = valueOf(10);
					cache.set(key, packed, 0, value);
					known.set(states.join(), value);
				}
			}),
		);
	});

	it('tells rows of equal key apart', () => {
		const cache = new TileRowCache<{ byteLength: number }>(1e6, COLUMNS);
		cache.set(7, row(1, 2, 3), 0, valueOf(1));
		expect(cache.get(7, row(1, 2, 3), 0)).toBeDefined();
		expect(cache.get(7, row(1, 2, 4), 0)).toBeUndefined();
	});

	it('reads rows from the middle of a batch', () => {
		const cache = new TileRowCache<{ byteLength: number }>(1e6, COLUMNS);
		const batch = row(0, 0, 0, 4, 5, 6);
		const kept = valueOf(1);
		cache.set(cache.key(batch, 3), batch, 3, kept);
		const alone = row(4, 5, 6);
		expect(cache.get(cache.key(alone, 0), alone, 0)).toBe(kept);
	});

	it('knows which rows have come before', () => {
		const cache = new TileRowCache<{ byteLength: number }>(1e6, COLUMNS);
		const key = cache.key(row(1, 2, 3), 0);
		expect(cache.cameBefore(key)).toBe(false);
		expect(cache.cameBefore(key)).toBe(true);
		expect(cache.cameBefore(cache.key(row(3, 2, 1), 0))).toBe(false);
	});

	it('keeps its budget by dropping what was used longest ago', () => {
		const cache = new TileRowCache<{ byteLength: number }>(5000, COLUMNS);
		const first = row(0, 0, 0);
		for (let i = 0; i < 100; i++) {
			const states = row(i, i, i);
			cache.set(cache.key(states, 0), states, 0, valueOf(500));
			expect(cache.get(cache.key(first, 0), first, 0)).toBeDefined();
		}
		expect(cache.memoryBytes).toBeLessThan(5000 + 2 ** 20 + 1);
		const second = row(1, 1, 1);
		expect(cache.get(cache.key(second, 0), second, 0)).toBeUndefined();
		const last = row(99, 99, 99);
		expect(cache.get(cache.key(last, 0), last, 0)).toBeDefined();
	});
});
