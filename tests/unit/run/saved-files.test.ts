import { afterEach, expect, test, vi } from 'vitest';
import { SavedFiles } from '../../../src/engine/run/saved-files.ts';
import { spaceNeeded } from '../../../src/engine/run/fault-policy.ts';

afterEach(() => vi.useRealTimers());

test('what is complete is told soon, even when nothing else comes', async () => {
	vi.useFakeTimers();
	const told: number[][] = [];
	const saved = new SavedFiles(
		({ rows }) => told.push([...rows]),
		() => undefined,
	);
	for (let row = 0; row < 5; row++) {
		saved.expect(row, 1, 10);
		saved.hashed(row, new Uint8Array(32));
		saved.follow(row, { path: `${row}.png`, bytes: new Uint8Array(10) }).settled?.();
	}
	expect(told).toEqual([[0]]);
	vi.advanceTimersByTime(100);
	expect(told).toEqual([[0], [1, 2, 3, 4]]);
	expect(vi.getTimerCount()).toBe(0);
});

test('a full disk is told how much is needed: from what was written, else from the forecast', () => {
	expect(spaceNeeded(50e6, 10, 110, 1)).toBe('About 500 MB more are needed for the 100 images that are left.');
	expect(spaceNeeded(0, 0, 100, 2e9)).toBe('About 2.0 GB more are needed for the 100 images that are left.');
	expect(spaceNeeded(0, 0, 100)).toBe('100 images are left to write.');
});
