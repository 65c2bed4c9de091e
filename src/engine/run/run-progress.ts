/** What the page is told about a run: the figures of all workers, put together, at most ten times a second. */
import type { Problem } from '../errors.ts';
import type { Outlook } from '../forecast/outlook.ts';
import type { Backend } from '../tiles/compositor.ts';
import type { BandReport } from './band-protocol.ts';
import { after } from './resource-counters.ts';
import { RunTotals } from './run-totals.ts';
import type { RunSnapshot, RunState, Stage, StageSeconds } from './run.ts';
import type { SinkReport } from './sink-protocol.ts';
import { Throughput } from './throughput.ts';

const SNAPSHOT_MILLISECONDS = 100;

export class RunProgress {
	readonly #id: string;
	readonly #send: (snapshot: RunSnapshot) => void;
	#state: RunState = 'preparing';
	#endTimer: (() => void) | undefined;
	#lastSent = -Infinity;
	#runningSince: number | undefined;
	#runningSeconds = 0;
	#throughput = new Throughput();
	#bands: (BandReport | undefined)[] = [];
	#sink: SinkReport = { bytes: 0, files: 0, stages: {}, memoryBytes: 0 };
	/** Of workers that are gone, and of this thread. */
	#before = new RunTotals();
	/** Images that are complete, and bytes that are counted outside the workers. */
	figures: () => { done: number; imageBytes: number; memoryBytes: number; journalWrites: number; kept: boolean } =
		() => ({
			done: 0,
			imageBytes: 0,
			memoryBytes: 0,
			journalWrites: 0,
			kept: false,
		});
	activity = 'Starting';
	total = 0;
	memoryBudget = 0;
	#peakMemoryBytes = 0;
	/** Once the run is foretold. */
	outlook: Outlook | undefined;
	foretellingSeconds = 0;
	pausedBecause: Problem | undefined;
	backend: Backend = 'reference';
	backendReason = '';
	workers = 0;
	location = '';
	readonly problems: Problem[] = [];

	constructor(id: string, send: (snapshot: RunSnapshot) => void) {
		this.#id = id;
		this.#send = send;
	}

	get done(): number {
		return this.figures().done;
	}

	get state(): RunState {
		return this.#state;
	}

	set state(state: RunState) {
		this.#runningSeconds = this.seconds;
		this.#runningSince = state === 'running' ? performance.now() : undefined;
		this.#state = state;
		// Time spent in another state is no part of the rate.
		if (state === 'running') this.#throughput = new Throughput();
		this.#mark();
		this.#flush();
	}

	/** Seconds in state `running`. */
	get seconds(): number {
		return (
			this.#runningSeconds + (this.#runningSince === undefined ? 0 : (performance.now() - this.#runningSince) / 1000)
		);
	}

	/** Says what is being done, for people. */
	say(activity: string): void {
		this.activity = activity;
		this.changed();
	}

	addSeconds(stage: Stage, milliseconds: number): void {
		this.#before.addStages({ [stage]: milliseconds / 1000 });
	}

	/** Goes on from the figures of an earlier session. */
	restore({ seconds, stages }: { seconds: number; stages: StageSeconds }): void {
		this.#runningSeconds += seconds;
		this.#before.addStages(stages);
	}

	/** The band workers are gone; what they did counts on. */
	forgetBands(): void {
		for (const band of this.#bands) if (band !== undefined) this.#before.addBand(band);
		this.#bands = [];
	}

	/** The sink worker is gone; what it did counts on. */
	forgetSink(): void {
		this.#before.addSink(this.#sink);
		this.#sink = { bytes: 0, files: 0, stages: {}, memoryBytes: 0 };
	}

	bandReport(band: number, report: BandReport): void {
		this.#bands[band] = report;
		if (report.backendNote !== undefined && this.backendReason !== report.backendNote) {
			this.backend = report.backend;
			this.backendReason = report.backendNote;
			this.warn({ code: 'backend-changed', severity: 'warning', message: report.backendNote });
		}
		this.changed();
	}

	sinkReport(report: SinkReport): void {
		this.#sink = report;
		this.changed();
	}

	/** More images are complete. */
	tokensDone(): void {
		this.#mark();
		this.changed();
	}

	warn(problem: Problem): void {
		this.problems.push(problem);
		this.changed();
	}

	/** As `warn`, but the same thing is said once. */
	warnOnce(problem: Problem): void {
		if (this.problems.every(({ code, message }) => code !== problem.code || message !== problem.message))
			this.warn(problem);
	}

	/** Sends a snapshot now or soon. */
	changed(): void {
		if (this.#endTimer !== undefined) return;
		const wait = this.#lastSent + SNAPSHOT_MILLISECONDS - performance.now();
		if (wait <= 0) this.#flush();
		else this.#endTimer = after(wait, () => this.#flush());
	}

	#mark(): void {
		this.#throughput.mark(this.seconds, this.done);
	}

	#flush(): void {
		this.#endTimer?.();
		this.#endTimer = undefined;
		this.#lastSent = performance.now();
		this.#send(this.snapshot());
	}

	/** Of all workers and sessions so far. */
	#totals(): RunTotals {
		const totals = this.#before.copy();
		for (const band of this.#bands) if (band !== undefined) totals.addBand(band);
		totals.addSink(this.#sink);
		return totals;
	}

	snapshot(): RunSnapshot {
		const { stages, gpu, tilesMade, tilesLookedUp, bytes, memoryBytes } = this.#totals();
		const { done, imageBytes, memoryBytes: ownBytes, journalWrites, kept } = this.figures();
		const isRunning = this.#state === 'running';
		const { seconds } = this;
		this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, memoryBytes + ownBytes);
		const expected = this.outlook?.expected({ done, bytes: imageBytes, seconds });
		const secondsLeft = !isRunning
			? undefined
			: expected?.seconds === undefined
				? this.#throughput.secondsFor(this.total - done)
				: Math.max(0, expected.seconds - seconds);
		return {
			id: this.#id,
			state: this.#state,
			activity: this.activity,
			done,
			total: this.total,
			seconds,
			foretellingSeconds: this.foretellingSeconds,
			imagesPerSecond: isRunning ? this.#throughput.rate : done / Math.max(seconds, 1e-3),
			...(secondsLeft === undefined ? {} : { secondsLeft }),
			bytes,
			imageBytes,
			tilesMade,
			tilesLookedUp,
			stages,
			backend: this.backend,
			backendReason: this.backendReason,
			workers: this.workers,
			gpu,
			memoryBytes: memoryBytes + ownBytes,
			peakMemoryBytes: this.#peakMemoryBytes,
			...(this.outlook === undefined ? {} : { forecast: this.outlook.forecast }),
			...(expected === undefined ? {} : { expected }),
			memoryBudget: this.memoryBudget,
			location: this.location,
			problems: [...this.problems],
			...(this.pausedBecause === undefined ? {} : { pausedBecause: this.pausedBecause }),
			kept,
			journalWrites,
		};
	}

	/** No further snapshots. */
	dispose(): void {
		this.#endTimer?.();
		this.#endTimer = undefined;
	}
}
