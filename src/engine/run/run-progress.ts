/** What the page is told about a run: the figures of all workers, put together, at most ten times a second. */
import type { Problem } from '../errors.ts';
import type { Backend } from '../tiles/compositor.ts';
import type { BandReport } from './band-protocol.ts';
import { STAGES } from './run.ts';
import type { RunSnapshot, RunState, Stage, StageSeconds } from './run.ts';
import type { SinkReport } from './sink-protocol.ts';
import { Throughput } from './throughput.ts';

const SNAPSHOT_MILLISECONDS = 100;

export class RunProgress {
	readonly #id: string;
	readonly #send: (snapshot: RunSnapshot) => void;
	#state: RunState = 'preparing';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#lastSent = -Infinity;
	#runningSince: number | undefined;
	#runningSeconds = 0;
	#throughput = new Throughput();
	#bands: (BandReport | undefined)[] = [];
	#sink: SinkReport = { bytes: 0, files: 0, stages: {}, memoryBytes: 0 };
	#own: Partial<StageSeconds> = {};
	activity = 'Starting';
	done = 0;
	total = 0;
	backend: Backend = 'reference';
	backendReason = '';
	workers = 0;
	location = '';
	readonly problems: Problem[] = [];

	constructor(id: string, send: (snapshot: RunSnapshot) => void) {
		this.#id = id;
		this.#send = send;
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
		this.#own[stage] = (this.#own[stage] ?? 0) + milliseconds / 1000;
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

	sinkReport(report: SinkReport, doneTokens: number): void {
		this.#sink = report;
		this.done += doneTokens;
		this.#mark();
		this.changed();
	}

	warn(problem: Problem): void {
		this.problems.push(problem);
		this.changed();
	}

	/** Sends a snapshot now or soon. */
	changed(): void {
		if (this.#timer !== undefined) return;
		const wait = this.#lastSent + SNAPSHOT_MILLISECONDS - performance.now();
		if (wait <= 0) this.#flush();
		else this.#timer = setTimeout(() => this.#flush(), wait);
	}

	#mark(): void {
		this.#throughput.mark(this.seconds, this.done);
	}

	#flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#lastSent = performance.now();
		this.#send(this.snapshot());
	}

	#traffic(): BandReport['traffic'] {
		const sum = { dispatches: 0, bytesUp: 0, bytesBack: 0 };
		for (const band of this.#bands) {
			sum.dispatches += band?.traffic.dispatches ?? 0;
			sum.bytesUp += band?.traffic.bytesUp ?? 0;
			sum.bytesBack += band?.traffic.bytesBack ?? 0;
		}
		return sum;
	}

	snapshot(): RunSnapshot {
		const stages = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as StageSeconds;
		const add = (part: Partial<StageSeconds>) => {
			for (const stage of STAGES) stages[stage] += part[stage] ?? 0;
		};
		add(this.#own);
		add(this.#sink.stages);
		let tilesMade = 0;
		let tilesLookedUp = 0;
		let memoryBytes = this.#sink.memoryBytes;
		for (const band of this.#bands) {
			if (band === undefined) continue;
			add(band.stages);
			tilesMade += band.tilesMade;
			tilesLookedUp += band.tilesLookedUp;
			memoryBytes += band.memoryBytes;
		}
		const secondsLeft = this.#state === 'running' ? this.#throughput.secondsFor(this.total - this.done) : undefined;
		return {
			id: this.#id,
			state: this.#state,
			activity: this.activity,
			done: this.done,
			total: this.total,
			seconds: this.seconds,
			imagesPerSecond: this.#state === 'running' ? this.#throughput.rate : this.done / Math.max(this.seconds, 1e-3),
			...(secondsLeft === undefined ? {} : { secondsLeft }),
			bytes: this.#sink.bytes,
			tilesMade,
			tilesLookedUp,
			stages,
			backend: this.backend,
			backendReason: this.backendReason,
			workers: this.workers,
			gpu: this.#traffic(),
			memoryBytes,
			location: this.location,
			problems: [...this.problems],
		};
	}

	/** No further snapshots. */
	dispose(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}
