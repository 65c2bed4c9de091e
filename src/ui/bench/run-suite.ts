/** Runs the device benchmark's suite, on the page and for the command line alike. */
import { makePlan } from '../../engine/combine/make-plan.ts';
import { buildSuiteArt, atSize } from '../../engine/bench/suite-design.ts';
import { findFaults } from '../../engine/bench/suite-faults.ts';
import { fastestCompositing, suiteScore } from '../../engine/bench/suite-score.ts';
import { RESULT_SCHEMA, type SuiteFault, type SuiteResult, type SuiteRow } from '../../engine/bench/suite-result.ts';
import {
	BROWSER_TOKENS,
	compareRows,
	EFFORT,
	PIPELINE_TOKENS,
	rowInfo,
	STEP_TOKENS,
	SUITE_VERSION,
	type SuiteMode,
	type Timing,
} from '../../engine/bench/suite.ts';
import { TesseraError, toProblem } from '../../engine/errors.ts';
import { openStore } from '../../engine/store/store.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import { createRunClient } from '../run/run-client.ts';
import { createContentionMeter } from './contention.ts';
import { deviceFacts } from './device-facts.ts';
import { createNativePath } from './native-path.ts';
import { createStepPool } from './step-pool.ts';
import { givePictures, tokenOps } from './suite-pictures.ts';
import { runRounds, type MeasuredRow } from './suite-rounds.ts';
import { runRows } from './suite-rows.ts';

export interface SuiteOptions {
	mode: SuiteMode;
	/** `auto`: the fastest in the suite's own compositing rows. Anything else makes the result incomparable. */
	backend: Backend | 'auto';
	/** Absent: one per core. Any other number makes the result incomparable. */
	workers?: number;
	/** Measured too, but not scored: where people would really write. Left as it was. */
	folder?: FileSystemDirectoryHandle;
	/** Gives the suite up; `runSuite` then rejects with its reason. */
	signal: AbortSignal;
	onProgress(progress: SuiteProgress): void;
}

export interface SuiteProgress {
	/** What is being done, for people. */
	activity: string;
	/** 0 to 1. */
	share: number;
	/** Of the rounds so far; the same array until there is another. */
	rows: readonly SuiteRow[];
}

/** Done once before they count: what the browser compiles, caches and creates then does not come again. */
const WARMED_RUNS = ['pipeline-512', 'write-private', 'write-folder', 'browser'];
/** Characters of a reason that a result may hold. */
const MOST_REASON = 400;

const PICTURE_SIDE = 1080;
/** Of the progress, until the first round begins. */
const PREPARATION_SHARE = 0.2;

/** @throws TesseraError where the engine or the backend asked for cannot run at all; rows that cannot be measured are named in the result */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
	const ended: (() => void)[] = [];
	try {
		return await new SuiteRun(options, (end) => ended.push(end)).run();
	} finally {
		for (const end of ended) end();
	}
}

class SuiteRun {
	readonly #options: SuiteOptions;
	readonly #atEnd: (end: () => void) => void;
	readonly #workers: number;
	readonly #rows = new Map<string, SuiteRow>();
	#told: readonly SuiteRow[] = [];
	readonly #faults: SuiteFault[] = [];
	readonly #timings = new Map<string, { timing: Timing; note?: string }>();

	constructor(options: SuiteOptions, atEnd: (end: () => void) => void) {
		this.#options = options;
		this.#atEnd = atEnd;
		this.#workers = options.workers ?? navigator.hardwareConcurrency;
	}

	async run(): Promise<SuiteResult> {
		const { mode, folder, backend: wanted, signal } = this.#options;
		const started = performance.now();
		this.#watchVisibility();
		const art = await this.#step('Building the art', 0, buildSuiteArt);
		const { design, assets } = art;
		await this.#step('Building the art', 0.01, async () => (await openStore()).assets.putMany(assets));
		const steps = createStepPool(this.#workers, (reason) => this.#deviceLost(reason));
		this.#atEnd(steps.dispose);
		const stepDesign = atSize(design, PICTURE_SIDE, PIPELINE_TOKENS[PICTURE_SIDE]);
		await givePictures(steps, stepDesign, assets, (done, total) =>
			this.#step('Drawing the art', 0.01 + (0.09 * done) / total, () => Promise.resolve()),
		);
		const plan = await makePlan(stepDesign);
		const prepared = await this.#step('Preparing each backend', 0.1, () =>
			steps.prepare(tokenOps(stepDesign, plan, STEP_TOKENS)),
		);
		requireBackend(wanted, prepared.missing);
		const { secondsPerSample, least, most, seconds } = EFFORT[mode];
		for (const { id, ...how } of prepared.steps) this.#timings.set(id, how);
		const stepRows = prepared.steps.map(({ id }): MeasuredRow => ({
			id,
			activity: rowInfo(id)?.name ?? id,
			measure: () => steps.measure(id, secondsPerSample),
		}));
		// Once before it counts, for the browser to compile what is hot; and to know which backend the runs should take.
		const warm: SuiteRow[] = [];
		for (const { id, measure } of stepRows) {
			const rate = await this.#warmUp('Warming up', 0.12, measure);
			if (rate !== undefined) warm.push({ id, timing: 'wall', samples: [rate] });
		}
		const fastest = backendOf(fastestCompositing(warm)?.id);
		const backend = wanted === 'auto' ? fastest : wanted;
		const native = await this.#step('Preparing the browser’s own path', 0.14, () =>
			createNativePath(stepDesign, plan, BROWSER_TOKENS, this.#workers, async (hash) => assets.get(hash)),
		);
		this.#atEnd(native.dispose);
		const client = createRunClient();
		this.#atEnd(client.dispose);
		const device = await deviceFacts(prepared.gpu);
		const privateDirectory = await navigator.storage.getDirectory().catch(() => undefined);
		const { memoryGB } = device;
		const runs = runRows({
			art,
			client,
			mode,
			backend,
			workers: this.#workers,
			memoryGB,
			privateDirectory,
			folder,
			native,
		});
		const toWarm = runs.rows.filter(({ id }) => WARMED_RUNS.includes(id));
		for (const { activity, measure } of toWarm) {
			await this.#warmUp(`Warming up: ${activity}`, 0.16, measure);
		}
		const contention = createContentionMeter(this.#workers);
		this.#atEnd(contention.dispose);
		const missing = [...prepared.missing, ...runs.missing];
		const taken = await runRounds({
			least,
			most,
			end: started + seconds * 1000,
			rows: [...stepRows, ...runs.rows],
			contention,
			step: (activity, share, work) => this.#step(activity, PREPARATION_SHARE + (1 - PREPARATION_SHARE) * share, work),
			onRound: () => this.#tellRows(),
			onSample: (id, rate) => this.#addSample(id, rate),
			onFailure: (id, error) => {
				this.#rows.delete(id);
				missing.push({ id, reason: toProblem(error).message.slice(0, MOST_REASON) });
			},
			signal,
		});
		this.#copyAllWorkers();
		const rows = [...this.#rows.values()].toSorted((a, b) => compareRows(a.id, b.id));
		const faults = [...this.#faults, ...findFaults(rows, taken)];
		const result: SuiteResult = {
			schema: RESULT_SCHEMA,
			suite: SUITE_VERSION,
			mode,
			engine: ENGINE_VERSION,
			taken: new Date().toISOString(),
			seconds: round((performance.now() - started) / 1000),
			device,
			backend,
			workers: this.#workers,
			deviations: this.#deviations(),
			rows,
			missing,
			contention: taken.map(round),
			faults,
			score: null,
		};
		const score = suiteScore(result)?.score;
		return score === undefined
			? result
			: { ...result, score: { value: round(score.value), low: round(score.low), high: round(score.high) } };
	}

	/** Says what is done, does it, and stops waiting for it when the suite is given up. */
	#step = async <T>(activity: string, share: number, work: () => Promise<T>): Promise<T> => {
		const { signal, onProgress } = this.#options;
		signal.throwIfAborted();
		onProgress({ activity, share, rows: this.#told });
		const done = new AbortController();
		const aborted = new Promise<never>((_, reject) => {
			signal.addEventListener('abort', () => reject(signal.reason), { signal: done.signal });
		});
		try {
			return await Promise.race([work(), aborted]);
		} finally {
			done.abort();
		}
	};

	/** @returns undefined where it fails, which the first round will find and name */
	async #warmUp(activity: string, share: number, measure: () => Promise<number>): Promise<number | undefined> {
		try {
			return await this.#step(activity, share, measure);
		} catch {
			this.#options.signal.throwIfAborted();
			return undefined;
		}
	}

	/** A round's figures together: drawing them takes from what is measured meanwhile. */
	#tellRows(): void {
		this.#told = [...this.#rows.values()].map((row) => ({ ...row, samples: [...row.samples] }));
	}

	#addSample(id: string, rate: number): void {
		const row = this.#rows.get(id) ?? { id, timing: 'wall', ...this.#timings.get(id), samples: [] };
		row.samples.push(round(rate));
		this.#rows.set(id, row);
	}

	/** The runs of 512² have been made with all workers already. */
	#copyAllWorkers(): void {
		const all = this.#rows.get('pipeline-512');
		if (all !== undefined) {
			this.#rows.set(`workers-${this.#workers}`, { ...all, id: `workers-${this.#workers}`, samples: [...all.samples] });
		}
	}

	#deviations(): string[] {
		const { backend, workers } = this.#options;
		const deviations: string[] = [];
		if (backend !== 'auto') deviations.push(`The backend ${backend} was chosen instead of the fastest.`);
		if (workers !== undefined && workers !== navigator.hardwareConcurrency) {
			deviations.push(`${workers} workers instead of one for each of ${navigator.hardwareConcurrency} cores.`);
		}
		return deviations;
	}

	#fault(fault: SuiteFault): void {
		if (!this.#faults.some(({ code }) => code === fault.code)) this.#faults.push(fault);
	}

	#deviceLost(reason: string): void {
		this.#fault({ code: 'device-lost', message: `The graphics device went away while it was measured: ${reason}.` });
	}

	/** Browsers slow hidden pages down, timers and all. */
	#watchVisibility(): void {
		const look = () => {
			if (document.visibilityState === 'hidden') {
				this.#fault({ code: 'tab-hidden', message: 'The tab was hidden while the suite ran.' });
			}
		};
		look();
		document.addEventListener('visibilitychange', look);
		this.#atEnd(() => document.removeEventListener('visibilitychange', look));
	}
}

/** @throws TesseraError `backend-unavailable`: without the backend that was asked for there is nothing to measure */
function requireBackend(wanted: Backend | 'auto', missing: SuiteResult['missing']): void {
	const reason = missing.find(({ id }) => id === `composite-${wanted}`)?.reason;
	if (reason === undefined) return;
	throw new TesseraError({
		code: 'backend-unavailable',
		message: `The backend ${wanted} cannot be measured: ${reason}`,
		hint: 'Choose another backend, or the fastest.',
	});
}

function backendOf(row: string | undefined): Backend {
	switch (row) {
		case 'composite-webgpu':
			return 'webgpu';
		case 'composite-canvas2d':
			return 'canvas2d';
		default:
			return 'reference';
	}
}

/** Five digits: more than any sample is good for, and short links. */
function round(value: number): number {
	return Number(value.toPrecision(5));
}
