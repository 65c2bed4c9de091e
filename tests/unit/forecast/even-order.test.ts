import { assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { evenRows } from '../../../src/engine/forecast/even-order.ts';

it('holds every row once', () => {
	assert(
		property(integer({ min: 1, max: 3000 }), (count) => {
			const rows = evenRows(count, count);
			expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
		}),
	);
});

it('gives as many as wanted, and no more than there are', () => {
	expect(evenRows(10, 4)).toHaveLength(4);
	expect(evenRows(3, 10)).toHaveLength(3);
	expect(evenRows(0, 10)).toEqual([]);
});

it.each([100, 1000, 10_000, 99_991])('has beginnings that are spread over all of %d rows', (count) => {
	const wanted = 50;
	const rows = evenRows(count, wanted).toSorted((a, b) => a - b);
	const gaps = rows.slice(1).map((row, i) => row - rows[i]);
	// Three times the even gap at most: no stretch is left out.
	expect(Math.max(...gaps, rows[0], count - (rows.at(-1) ?? 0))).toBeLessThanOrEqual((3 * count) / wanted);
});
