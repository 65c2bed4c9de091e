import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecencyCache } from '../../../src/engine/tiles/recency-cache.ts';

const entryOf = (bytes: number) => ({ bytes });

describe('RecencyCache', () => {
	it('never holds more than its budget after trimming, unless all of it is in use now', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 50 })), { maxLength: 300 }), (sets) => {
				const cache = new RecencyCache<{ bytes: number }>(500, (entry) => entry.bytes);
				for (const [now, [key, bytes]] of sets.entries()) {
					cache.set(key, entryOf(bytes), now);
					cache.trim(now);
					let held = 0;
					for (let k = 0; k <= 200; k++) held += cache.get(k, 0)?.bytes ?? 0;
					expect(held).toBeLessThanOrEqual(500);
				}
			}),
		);
	});

	it('drops what was used longest ago and keeps what is in use', () => {
		const cache = new RecencyCache<{ bytes: number }>(100, (entry) => entry.bytes);
		for (let key = 0; key < 10; key++) cache.set(key, entryOf(10), key);
		expect(cache.get(0, 10)).toBeDefined();
		cache.set(10, entryOf(10), 11);
		expect(cache.trim(11)).toBe(true);
		expect(cache.count).toBeLessThan(11);
		expect(cache.trim(11)).toBe(false);
		expect(cache.get(0, 11)).toBeDefined();
		expect(cache.get(1, 11)).toBeUndefined();
		expect(cache.get(10, 11)).toBeDefined();
		expect(cache.evicted).toBeGreaterThan(0);
	});

	it('keeps entries of the current batch even when they alone exceed the budget', () => {
		const cache = new RecencyCache<{ bytes: number }>(100, (entry) => entry.bytes);
		for (let key = 0; key < 30; key++) cache.set(key, entryOf(10), 1);
		cache.trim(1);
		for (let key = 0; key < 30; key++) expect(cache.get(key, 1)).toBeDefined();
	});
});
