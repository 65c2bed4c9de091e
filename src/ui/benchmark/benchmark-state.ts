/** What the page shows: a run under way, results of this device and of others, and which of them are compared. */
import { createSignal, onCleanup, onMount } from 'solid-js';
import { calibrationFromBenchmark } from '../../engine/bench/calibrate.ts';
import { resultFromFragment } from '../../engine/bench/result-link.ts';
import { parseSuiteResult, type SuiteResult } from '../../engine/bench/suite-result.ts';
import { toProblem, type Problem } from '../../engine/errors.ts';
import { createBenchmarkStore } from '../../engine/store/benchmarks.ts';
import { openStore } from '../../engine/store/store.ts';
import { runSuite, type SuiteOptions, type SuiteProgress } from '../bench/run-suite.ts';

export interface ShownResult {
	result: SuiteResult;
	/** Where it comes from, for people. */
	origin: string;
	/** Measured on this device. */
	own: boolean;
}

/** A result is some 5 KB of JSON; that of `npm run bench` a little more. */
const MOST_FILE_BYTES = 4e6;

export type RunSettings = Pick<SuiteOptions, 'mode' | 'backend' | 'workers' | 'folder'>;

export function createBenchmarkState() {
	const store = createBenchmarkStore();
	const [progress, setProgress] = createSignal<SuiteProgress>();
	const [shown, setShown] = createSignal<ShownResult>();
	const [results, setResults] = createSignal<ShownResult[]>([]);
	const [compared, setCompared] = createSignal<ShownResult[]>([]);
	const [problems, setProblems] = createSignal<Problem[]>([]);
	let abort: AbortController | undefined;

	const report = (thrown: unknown) => setProblems((all) => [...all, toProblem(thrown)]);
	const add = (found: ShownResult[]) => setResults((all) => [...found, ...all]);

	async function start(settings: RunSettings): Promise<void> {
		abort = new AbortController();
		setProblems([]);
		setShown(undefined);
		setProgress({ activity: 'Starting', share: 0, rows: [] });
		try {
			const result = await runSuite({ ...settings, signal: abort.signal, onProgress: setProgress });
			const own: ShownResult = { result, origin: 'this device', own: true };
			add([own]);
			setShown(own);
			await store.add(result);
			await calibrate(result);
		} catch (thrown) {
			if (!abort.signal.aborted) report(thrown);
		} finally {
			setProgress(undefined);
		}
	}

	async function load(files: readonly File[]): Promise<void> {
		const found: ShownResult[] = [];
		for (const file of files) {
			try {
				found.push({ result: await readResult(file), origin: file.name, own: false });
			} catch (thrown) {
				report(thrown);
			}
		}
		add(found);
		const [first] = found;
		if (shown() === undefined && first !== undefined) setShown(first);
		setCompared((all) => [...all, ...found]);
	}

	function openLink(): void {
		try {
			const result = resultFromFragment(location.hash);
			if (result === undefined) return;
			const linked: ShownResult = { result, origin: 'a link', own: false };
			add([linked]);
			setShown(linked);
		} catch (thrown) {
			report(thrown);
		}
	}

	onMount(async () => {
		openLink();
		addEventListener('hashchange', openLink);
		try {
			const history = await store.list();
			setResults((all) => [...all, ...history.results.map((result) => ({ result, origin: 'this device', own: true }))]);
			setProblems((all) => [...all, ...history.problems]);
		} catch (thrown) {
			report(thrown);
		}
	});
	onCleanup(() => removeEventListener('hashchange', openLink));

	return {
		progress,
		shown,
		results,
		compared,
		problems,
		report,
		start,
		load,
		cancel: () => abort?.abort(),
		/** Leaves the result for the start of another run. */
		close: () => setShown(undefined),
		show: (one: ShownResult) => setShown(one),
		setCompared: (one: ShownResult, on: boolean) =>
			setCompared((all) => (on ? [...all, one] : all.filter((other) => other !== one))),
		async forget(one: ShownResult): Promise<void> {
			setResults((all) => all.filter((other) => other !== one));
			setCompared((all) => all.filter((other) => other !== one));
			if (shown() === one) setShown(undefined);
			if (one.own) await store.delete(one.result.taken).catch(report);
		},
	};
}

export type BenchmarkState = ReturnType<typeof createBenchmarkState>;

/** What was measured here is what the app expects of this device from now on. */
async function calibrate(result: SuiteResult): Promise<void> {
	const { calibration } = await openStore();
	const measured = calibrationFromBenchmark(result, await calibration.get());
	if (measured !== undefined) await calibration.put(measured);
}

async function readResult(file: File): Promise<SuiteResult> {
	let json: unknown;
	try {
		json = file.size <= MOST_FILE_BYTES ? JSON.parse(await file.text()) : undefined;
	} catch {
		// The schema says what is wrong with it, naming the file.
	}
	return parseSuiteResult(json, file.name);
}
