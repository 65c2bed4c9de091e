/** How much of the processor other programs take at the moment. */
import type { ContentionShare } from '../../gpu/bench/contention-share.ts';

const LOOK_MS = 120;

export interface ContentionMeter {
	/** Share of the time of all cores, 0 to 1. Nothing of ours may run meanwhile. */
	measure(): Promise<ContentionShare>;
	dispose(): void;
}

/** @param cores threads that look at the same time */
export function createContentionMeter(cores: number): ContentionMeter {
	const workers = Array.from(
		{ length: cores },
		() =>
			new Worker(new URL('../../gpu/bench/contention-worker.ts', import.meta.url), {
				type: 'module',
				name: 'contention',
			}),
	);
	return {
		async measure() {
			const shares = await Promise.all(
				workers.map(
					(worker) =>
						new Promise<ContentionShare>((resolve, reject) => {
							worker.onmessage = ({ data }: MessageEvent<ContentionShare>) => resolve(data);
							worker.onerror = (event) => reject(new Error(event.message));
							worker.postMessage(LOOK_MS);
						}),
				),
			);
			return shares.reduce((sum, share) => sum + share, 0) / shares.length;
		},
		dispose() {
			for (const worker of workers) worker.terminate();
		},
	};
}
