import type { BenchResult } from '../../engine/bench/bench-result.ts';
import type { SuiteResult } from '../../engine/bench/suite-result.ts';
import { suiteTable } from '../../engine/bench/suite-table.ts';
import { openStore } from '../../engine/store/store.ts';
import { runBench } from '../bench/run-bench.ts';
import { runSuite } from '../bench/run-suite.ts';
import { applyOptions } from './apply-options.ts';
import type { HeadlessBenchOptions, HeadlessBenchResult } from './headless-options.ts';
import { loadSource } from './load-source.ts';

/** Measures this machine for the command line. */
export async function bench(options: HeadlessBenchOptions): Promise<HeadlessBenchResult> {
	const { parts } = options;
	const suite = parts.includes('suite') ? await measureSuite(options) : undefined;
	return {
		...(suite && { suite, suiteTable: suiteTable(suite) }),
		...(parts.includes('comparison') ? { comparison: await comparison(options) } : {}),
	};
}

function measureSuite({ quick, backend }: HeadlessBenchOptions): Promise<SuiteResult> {
	let last = '';
	return runSuite({
		mode: quick ? 'quick' : 'full',
		backend,
		signal: new AbortController().signal,
		onProgress({ activity, share }) {
			const line = `${String(Math.round(share * 100)).padStart(3)} %  ${activity}`;
			if (line !== last) void tesseraActivity(line);
			last = line;
		},
	});
}

async function comparison(options: HeadlessBenchOptions): Promise<BenchResult> {
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
