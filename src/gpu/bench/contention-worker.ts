/**
 * Notices other programs on the processor: a thread that does nothing but look at the clock sees it jump whenever it was
 * put aside. On a machine that is idle otherwise, as many such threads as cores see next to none.
 */
import type { ContentionShare } from './contention-share.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Coarser than any browser's clock, finer than any scheduler's turn. */
const JUMP_MS = 1;

/** @param data how long to look, milliseconds; the answer is the share of that time in which the thread did not run. */
self.onmessage = ({ data }: MessageEvent<number>) => {
	const started = performance.now();
	let last = started;
	let away = 0;
	while (last - started < data) {
		const now = performance.now();
		if (now - last > JUMP_MS) away += now - last;
		last = now;
	}
	self.postMessage((away / (last - started)) satisfies ContentionShare);
};
