import { expect, test } from 'vitest';
import { RowMarks, rowKey } from '../../../src/engine/tiles/row-marks.ts';

const row = (...states: number[]) => Int32Array.from(states);

test('equal rows have equal keys, wherever they stand', () => {
	expect(rowKey(row(0, 0, 0, 4, 5, 6), 3, 3)).toBe(rowKey(row(4, 5, 6), 0, 3));
	expect(rowKey(row(4, 5, 6), 0, 3)).not.toBe(rowKey(row(4, 6, 5), 0, 3));
});

test('knows which rows have come before', () => {
	const marks = new RowMarks();
	const key = rowKey(row(1, 2, 3), 0, 3);
	expect(marks.cameBefore(key)).toBe(false);
	expect(marks.cameBefore(key)).toBe(true);
	expect(marks.cameBefore(rowKey(row(3, 2, 1), 0, 3))).toBe(false);
	marks.clear();
	expect(marks.cameBefore(key)).toBe(false);
});
