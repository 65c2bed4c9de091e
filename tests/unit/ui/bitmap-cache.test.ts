import { describe, expect, test } from 'vitest';
import { BitmapCache } from '../../../src/ui/preview/bitmap-cache.ts';

/** Stands in for the browser's: what counts here is when it is closed. */
class Bitmap {
	readonly width = 1;
	readonly height = 1;
	closed = false;
	close(): void {
		this.closed = true;
	}
}

function source() {
	const made = new Map<string, Bitmap>();
	let decoded = 0;
	const request = (key: string, bytes: number) => ({
		key,
		bytes,
		decode: async () => {
			decoded++;
			const bitmap = new Bitmap();
			made.set(key, bitmap);
			return bitmap;
		},
	});
	return { request, made, decodes: () => decoded };
}

describe('the bitmap cache', () => {
	test('decodes what it has only once, also when asked twice at the same time', async () => {
		const { request, decodes } = source();
		const cache = new BitmapCache(100);
		await Promise.all([cache.with([request('a', 10)], () => {}), cache.with([request('a', 10)], () => {})]);
		await cache.with([request('a', 10)], () => {});
		expect(decodes()).toBe(1);
	});

	test('closes the least recently used when the budget is exceeded, and nothing else', async () => {
		const { request, made } = source();
		const cache = new BitmapCache(30);
		for (const key of ['a', 'b', 'c', 'a', 'd']) await cache.with([request(key, 10)], () => {});
		expect([...made].filter(([, bitmap]) => bitmap.closed).map(([key]) => key)).toEqual(['b']);
	});

	test('keeps open what a draw still waits with, however far beyond the budget', async () => {
		const { request, made } = source();
		const cache = new BitmapCache(10);
		let finish: (bitmap: Bitmap) => void = () => {};
		const slow = new Promise<Bitmap>((resolve) => (finish = resolve));
		const states: (boolean | undefined)[] = [];
		const waiting = cache.with([request('a', 10), { key: 'slow', bytes: 10, decode: () => slow }], () =>
			states.push(made.get('a')?.closed),
		);
		// Another draw ends meanwhile, and the cache is too full for all of it.
		await cache.with([request('b', 10)], () => {});
		finish(new Bitmap());
		await waiting;
		expect(states).toEqual([false]);
	});

	test('hands on what cannot be decoded as undefined, and tries again the next time', async () => {
		const { request, decodes } = source();
		const cache = new BitmapCache(100);
		const broken = { key: 'a', bytes: 10, decode: () => Promise.reject(new Error('no image')) };
		await cache.with([broken, request('b', 10)], ([first, second]) => {
			expect(first).toBeUndefined();
			expect(second).toBeInstanceOf(Bitmap);
		});
		await cache.with([request('a', 10)], ([first]) => expect(first).toBeInstanceOf(Bitmap));
		expect(decodes()).toBe(2);
	});

	test('closes everything when cleared', async () => {
		const { request, made } = source();
		const cache = new BitmapCache(100);
		await cache.with([request('a', 10), request('b', 10)], () => {});
		cache.clear();
		await Promise.resolve();
		expect([...made.values()].every((bitmap) => bitmap.closed)).toBe(true);
	});
});
