/** Workers between runs: kept for the next one, and ended when none comes. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noResources, resources } from '../../../src/engine/run/resource-counters.ts';
import { WarmWorkers } from '../../../src/engine/run/warm-workers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	expect(resources.counts()).toEqual(noResources());
	vi.useRealTimers();
});

class BandThread {
	ended = 0;
	readonly heard: string[] = [];
	onmessage: ((event: { data: unknown }) => void) | null = null;
	onerror: ((event: { preventDefault(): void }) => void) | null = null;
	postMessage({ type }: { type: string }): void {
		this.heard.push(type);
	}
	terminate(): void {
		this.ended++;
	}
	says(type: string, more: object = {}): void {
		this.onmessage?.({ data: { type, ...more } });
	}
}

function pool() {
	const threads: BandThread[] = [];
	const warm = new WarmWorkers(() => {
		threads.push(new BandThread());
		return threads[threads.length - 1] as unknown as Worker;
	});
	const take = () => warm.take() as unknown as BandThread;
	const keep = (thread: BandThread) => warm.keep(thread as unknown as Worker);
	return { threads, take, keep };
}

const later = () => void vi.advanceTimersByTime(60_000);

it('a worker that has given back what it held serves the next run', () => {
	const { threads, take, keep } = pool();
	const first = take();
	keep(first);
	expect(first.heard).toEqual(['rest']);
	expect(take(), 'it is not ready yet').not.toBe(first);
	first.says('rested');
	expect(resources.counts()).toMatchObject({ workers: 1, timers: 1 });
	expect(take()).toBe(first);
	expect(take(), 'it has work now').not.toBe(first);
	later();
	expect(threads.map(({ ended }) => ended)).toEqual([0, 0, 0]);
});

it('a worker that nobody asks for ends after a while, ready or not', () => {
	const { threads, take, keep } = pool();
	const [first, second] = [take(), take()];
	keep(first);
	keep(second);
	first.says('rested');
	later();
	expect(threads.map(({ ended }) => ended)).toEqual([1, 1]);
	expect(take()).not.toBe(first);
});

it('a worker that cannot rest, or fails while it waits, ends at once', () => {
	const { threads, take, keep } = pool();
	const [first, second] = [take(), take()];
	keep(first);
	keep(second);
	first.says('failed', { problem: {} });
	second.says('rested');
	const preventDefault = vi.fn<() => void>();
	second.onerror?.({ preventDefault });
	expect(preventDefault).toHaveBeenCalledOnce();
	expect(threads.map(({ ended }) => ended)).toEqual([1, 1]);
	take();
	expect(threads).toHaveLength(3);
});

it('what a waiting worker holds is counted as long as it waits', () => {
	const { take, keep } = pool();
	const first = take();
	keep(first);
	first.says('resources', { counts: { ...noResources(), gpuBuffers: 5 } });
	expect(resources.counts()).toEqual({ ...noResources(), workers: 1, timers: 1, gpuBuffers: 5 });
	later();
});
