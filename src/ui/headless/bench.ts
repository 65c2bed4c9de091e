import type { BenchResult } from '../../engine/bench/bench-result.ts';
import { openStore } from '../../engine/store/store.ts';
import { runBench } from '../bench/run-bench.ts';
import { applyOptions } from './apply-options.ts';
import type { HeadlessBenchOptions } from './headless-options.ts';
import { loadSource } from './load-source.ts';

/** Measures this machine for the command line. */
export async function bench(options: HeadlessBenchOptions): Promise<BenchResult> {
	const { design, assets, problems } = await loadSource(options.source);
	for (const problem of problems) await tesseraReport(problem);
	const { quick, backend, size, count = quick ? 200 : 2000 } = options;
	await (await openStore()).assets.putMany(assets);
	const root = await navigator.storage.getDirectory();
	return runBench({
		design: applyOptions(design, { count, ...(size === undefined ? {} : { size }) }),
		art: design.name,
		asset: async (hash) => assets.get(hash),
		quick,
		backend,
		workers: navigator.hardwareConcurrency,
		directory: await root.getDirectoryHandle('bench', { create: true }),
		memory: {
			start: async () => void (await tesseraMemory('start')),
			lastTenth: async () => void (await tesseraMemory('last-tenth')),
			end: async () => (await tesseraMemory('end')) ?? undefined,
		},
		onProgress: (activity) => void tesseraActivity(activity),
	});
}
