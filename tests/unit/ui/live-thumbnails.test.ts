import { afterEach, expect, test, vi } from 'vitest';
import { LiveThumbnails, MOST_THUMBNAILS, type ShownThumbnail } from '../../../src/ui/run-panel/live-thumbnails.ts';

afterEach(() => vi.restoreAllMocks());

/** Object URLs that are alive, and the most that ever were. */
function watchUrls() {
	const alive = new Set<string>();
	const counts = { most: 0 };
	let next = 0;
	vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
		const url = `blob:${next++}`;
		alive.add(url);
		counts.most = Math.max(counts.most, alive.size);
		return url;
	});
	vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void alive.delete(url));
	return { alive, counts };
}

test('of thousands of pictures only the newest stay alive, and never more than 50', () => {
	const { alive, counts } = watchUrls();
	let shown: readonly ShownThumbnail[] = [];
	const live = new LiveThumbnails((now) => (shown = now));
	for (let token = 1; token <= 5000; token++) live.add(token, new Blob());
	expect(shown.map(({ token }) => token)).toEqual(Array.from({ length: MOST_THUMBNAILS }, (_, i) => 5000 - i));
	expect([...alive].toSorted()).toEqual(shown.map(({ url }) => url).toSorted());
	expect(counts.most).toBeLessThan(50);
});

test('clearing gives every URL back', () => {
	const { alive } = watchUrls();
	let shown: readonly ShownThumbnail[] = [];
	const live = new LiveThumbnails((now) => (shown = now));
	for (let token = 1; token <= 10; token++) live.add(token, new Blob());
	live.clear();
	expect(alive.size).toBe(0);
	expect(shown).toEqual([]);
});
