/** Counts follow what is taken and given back, in this thread and in its workers. */
import { afterEach, expect, it, vi } from 'vitest';
import { after, counted, every, noResources, resources } from '../../../src/engine/run/resource-counters.ts';
import { WorkerLink } from '../../../src/engine/run/worker-link.ts';

afterEach(() => {
	vi.useRealTimers();
	expect(resources.counts()).toEqual(noResources());
});

class SilentWorker extends EventTarget {
	ended = 0;
	onmessage: ((event: { data: unknown }) => void) | null = null;
	terminate(): void {
		this.ended++;
	}
	/** The worker's thread tells what it holds. */
	holds(counts: Partial<ReturnType<typeof noResources>>): void {
		this.onmessage?.({ data: { type: 'resources', counts: { ...noResources(), ...counts } } });
	}
}

function link() {
	const worker = new SilentWorker();
	return { worker, link: new WorkerLink<never, { type: 'opened' }>(worker as unknown as Worker, 'worker', () => {}) };
}

it('a timer counts until it has fired or was ended, once', () => {
	vi.useFakeTimers();
	const task = vi.fn<() => void>();
	const endEvery = every(10, task);
	after(10, task);
	const endAfter = after(10, task);
	expect(resources.counts().timers).toBe(3);
	endAfter();
	endAfter();
	vi.advanceTimersByTime(20);
	expect(task).toHaveBeenCalledTimes(3);
	expect(resources.counts().timers).toBe(1);
	endEvery();
	vi.advanceTimersByTime(20);
	expect(task).toHaveBeenCalledTimes(3);
});

it('what workers hold is added up, and is gone when they are', () => {
	const first = link();
	const second = link();
	first.link.listen(() => undefined);
	first.worker.holds({ bitmaps: 2, gpuBuffers: 7 });
	second.worker.holds({ bitmaps: 1 });
	first.worker.holds({ bitmaps: 1, gpuBuffers: 7 });
	expect(resources.counts()).toEqual({ ...noResources(), workers: 2, listeners: 1, bitmaps: 2, gpuBuffers: 7 });
	first.link.terminate();
	first.link.terminate();
	expect(first.worker.ended).toBe(1);
	expect(resources.counts()).toEqual({ ...noResources(), workers: 1, bitmaps: 1 });
	second.link.terminate();
});

it('a worker’s thread tells its counts once for all changes of a turn', async () => {
	const tell = vi.fn<(counts: ReturnType<typeof noResources>) => void>();
	resources.reportTo(tell);
	const one = counted('bitmaps', () => undefined);
	const other = counted('bitmaps', () => undefined);
	await Promise.resolve();
	expect(tell.mock.calls).toEqual([[{ ...noResources(), bitmaps: 2 }]]);
	one();
	other();
	await Promise.resolve();
	expect(tell).toHaveBeenCalledTimes(2);
	expect(tell).toHaveBeenLastCalledWith(noResources());
});
