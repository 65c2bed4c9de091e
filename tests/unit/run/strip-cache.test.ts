import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyStrip } from '../../../src/engine/png/band-assembler.ts';
import { StripCache } from '../../../src/engine/run/strip-cache.ts';
import { rowKey } from '../../../src/engine/tiles/row-marks.ts';

const COLUMNS = 3;
const LONGEST = 1000;

const row = (...states: number[]) => Int32Array.from(states);
const keyOf = (states: Int32Array, at = 0) => rowKey(states, at, COLUMNS);

/** A strip that tells for which row it was made. */
function stripOf(states: Int32Array, length: number) {
	const value = states[0] * 10_000 + states[1] * 100 + states[2] + 1;
	const words = new Uint32Array(length + 2).fill(value);
	return { words, at: 1, length, facts: Int32Array.of(value, 1, 2, length, -value) };
}

function expectKept(cache: StripCache, states: Int32Array, now: number): void {
	const strip = emptyStrip();
	cache.read(cache.find(keyOf(states), states, 0, now), strip);
	const { words, facts, length } = stripOf(states, strip.length);
	expect(strip.facts).toEqual(facts);
	expect(strip.words.slice(strip.at, strip.at + strip.length)).toEqual(words.slice(1, 1 + length));
}

describe('StripCache', () => {
	it('gives back what was kept for equal rows and nothing for others, whatever was dropped meanwhile', () => {
		const digits = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9));
		fc.assert(
			fc.property(fc.array(fc.tuple(digits, fc.nat(900)), { maxLength: 400 }), (rows) => {
				const cache = new StripCache(30_000, COLUMNS, LONGEST);
				for (const [now, [digits, length]] of rows.entries()) {
					const states = row(...digits);
					const slot = cache.find(keyOf(states), states, 0, now);
					if (slot < 0) cache.set(keyOf(states), states, 0, stripOf(states, length), now);
					expectKept(cache, states, now);
					if (now % 7 === 0) cache.trim(now);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('tells rows of equal key apart', () => {
		const cache = new StripCache(1e6, COLUMNS, LONGEST);
		cache.set(7, row(1, 2, 3), 0, stripOf(row(1, 2, 3), 5), 0);
		expect(cache.find(7, row(1, 2, 3), 0, 0)).toBe(0);
		expect(cache.find(7, row(1, 2, 4), 0, 0)).toBe(-1);
	});

	it('reads rows from the middle of a batch', () => {
		const cache = new StripCache(1e6, COLUMNS, LONGEST);
		const batch = row(0, 0, 0, 4, 5, 6);
		cache.set(keyOf(batch, 3), batch, 3, stripOf(row(4, 5, 6), 9), 0);
		expectKept(cache, row(4, 5, 6), 0);
	});

	it('keeps its budget by dropping what was used longest ago, in memory that it has', () => {
		const cache = new StripCache(200_000, COLUMNS, LONGEST);
		const first = row(0, 0, 0);
		let most = 0;
		for (let i = 0; i < 2000; i++) {
			const states = row(i % 7, i, i);
			cache.set(keyOf(states), states, 0, stripOf(states, 250), i);
			expect(cache.find(keyOf(first), first, 0, i)).toBeGreaterThanOrEqual(0);
			cache.trim(i);
			if (i === 1000) most = cache.memoryBytes;
		}
		expect(cache.memoryBytes).toBe(most);
		expect(most).toBeLessThan(200_000 + 2 * 2 ** 18 + 50_000);
		const second = row(1, 1, 1);
		expect(cache.find(keyOf(second), second, 0, 2000)).toBe(-1);
		expectKept(cache, row(1999 % 7, 1999, 1999), 2000);
	});

	it('forgets everything', () => {
		const cache = new StripCache(1e6, COLUMNS, LONGEST);
		cache.set(keyOf(row(1, 2, 3)), row(1, 2, 3), 0, stripOf(row(1, 2, 3), 5), 0);
		cache.clear();
		expect(cache.find(keyOf(row(1, 2, 3)), row(1, 2, 3), 0, 0)).toBe(-1);
	});
});
