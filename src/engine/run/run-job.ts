/** One run from request to closed files. It is a row of attempts: what interrupts one decides how the next begins. */
import { DrawList } from '../design/draw-list.ts';
import { TesseraError, toProblem } from '../errors.ts';
import type { RunRecord } from '../store/run-record.ts';
import { removeEndedPages } from '../store/page-files.ts';
import { faultResponse, gaveUp } from './fault-policy.ts';
import { runBudget, smallerBudget } from './memory-budget.ts';
import type { Machine, RunBudget } from './memory-budget.ts';
import { prepareRun } from './prepare-run.ts';
import type { AssetHost } from './prepare-sources.ts';
import { BatchPump } from './pump-batches.ts';
import { after } from './resource-counters.ts';
import type { RunControl } from './run-control.ts';
import { runJsonOf } from './run-facts.ts';
import { runLockName, takeLock } from './run-lock.ts';
import { RunMemory } from './run-memory.ts';
import type { OpenRuns } from './run-memory.ts';
import { damageReport, lockedReport, openElsewhere, restarted, stalled, whyPaused } from './run-messages.ts';
import { RunOutput } from './run-output.ts';
import { RunProgress } from './run-progress.ts';
import type { RunSlot, RunTicket } from './run-slot.ts';
import { RunTeam } from './run-team.ts';
import type { WorkerSupply } from './run-team.ts';
import type { RunRequest, RunSnapshot, RunState, RunThumbnail } from './run.ts';
import type { FromSink } from './sink-protocol.ts';
import { Watchdog } from './watchdog.ts';

const THUMBNAIL_SECONDS = 0.7;
const STALL_SECONDS = 60;
/** A paused run keeps its workers for so long, so that it goes on at once. */
const IDLE_MILLISECONDS = 60_000;
/** Times that files are tried which another program locks; the sink tries each several times itself. */
const LOCKED_PASSES = 2;

export interface RunHost extends AssetHost {
	workers: WorkerSupply;
	machine: Machine;
	slot: RunSlot;
	/** Where records are kept. */
	runs: OpenRuns;
	onSnapshot(snapshot: RunSnapshot): void;
	onThumbnail(thumbnail: RunThumbnail): void;
}

/** The workers were given back during a pause; the run goes on with new ones. */
const RELEASED = new TesseraError({ code: 'released', message: 'The run rests.' });

export class RunJob {
	readonly #control: RunControl;
	readonly #request: RunRequest;
	readonly #host: RunHost;
	readonly #progress: RunProgress;
	#budget: RunBudget;
	readonly #memory: RunMemory;
	readonly output: RunOutput;
	#team: RunTeam | undefined;
	#pump: BatchPump | undefined;
	#watchdog: Watchdog | undefined;
	#ticket: RunTicket | undefined;
	#tries = 0;
	#doneAtFault = 0;

	/** @param record of the run, if it is to go on from there. */
	constructor(request: RunRequest, control: RunControl, host: RunHost, record?: RunRecord) {
		this.#control = control;
		this.#request = request;
		this.#host = host;
		const progress = new RunProgress(request.id, (snapshot) => host.onSnapshot(snapshot));
		this.#progress = progress;
		this.#budget = runBudget(host.machine, request, request.design.output);
		progress.memoryBudget = this.#budget.total;
		const start = () => host.workers.sink();
		const volumes = record?.volumes ?? 0;
		this.output = new RunOutput(start, request.sink, volumes, control, progress, (message) => this.#hear(message));
		this.#memory = new RunMemory(request, record, this.output, progress, host.runs);
	}

	/** Runs to the end. Never rejects: how it ended is the last snapshot. */
	async run(): Promise<void> {
		const progress = this.#progress;
		let unlock: (() => Promise<void>) | undefined;
		let end: { state: RunState; activity: string };
		try {
			unlock = await takeLock(runLockName(this.#request.id));
			if (unlock === undefined) throw new TesseraError(openElsewhere());
			await this.#takeSlot();
			while (!(await this.#attempt())) this.#control.reopen();
			this.#restTeam();
			end = { state: 'finished', activity: 'Finished' };
		} catch (error) {
			end = await this.#giveUp(error);
		}
		this.#endTeam();
		await this.output.drop();
		await this.#memory.close(end.state);
		this.#ticket?.release();
		await unlock?.();
		progress.activity = end.activity;
		progress.pausedBecause = undefined;
		progress.state = end.state;
		progress.dispose();
	}

	/** @returns whether the run is complete. @throws what ends it for good */
	async #attempt(): Promise<boolean> {
		try {
			const isNew = await this.output.open();
			await this.#control.unlessEnded(this.#memory.recall());
			if (isNew) await this.#checkFiles();
			await this.#generate();
			await this.#finish();
			return true;
		} catch (error) {
			await this.#recover(error);
			return false;
		}
	}

	/** What was complete before this sink was opened may have been changed since. */
	async #checkFiles(): Promise<void> {
		const { plan, ledger } = this.#memory;
		const { design, tokenMetadata, sink } = this.#request;
		const { session } = this.output;
		session.describe({ design, plan, tokenFiles: tokenMetadata, thumbnailSeconds: THUMBNAIL_SECONDS });
		if (sink.kind !== 'folder') return;
		this.#progress.say('Checking the files that are there');
		const damaged = await this.#control.unlessEnded(session.verify(ledger.all()));
		if (damaged.length === 0) return;
		for (const { row } of damaged) ledger.unmark(row);
		for (const problem of damageReport(damaged, design, plan)) this.#progress.warn(problem);
		await this.#memory.rewrite();
	}

	#hear(message: FromSink): void {
		this.#watchdog?.feed();
		if (message.type === 'saved') this.#memory.touch();
		else if (message.type === 'written') this.#pump?.taken(message.batch);
		else if (message.type === 'verifying') {
			this.#progress.say(`Checking the files that are there, ${message.done} of ${this.#memory.ledger.done}`);
		} else if (message.type === 'thumbnail') {
			this.#host.onThumbnail({ id: this.#request.id, token: message.token, image: message.image });
		}
	}

	async #generate(): Promise<void> {
		const { plan, ledger } = this.#memory;
		if (ledger.done === ledger.count) return;
		const team = this.#startTeam();
		const tables = await this.#control.unlessEnded(
			prepareRun({
				team,
				request: this.#request,
				plan,
				budget: this.#budget,
				assets: this.#host,
				progress: this.#progress,
				tables: this.#memory.tables,
				ledger,
				cores: this.#host.machine.cores,
			}),
		);
		if (this.#memory.tables === undefined && tables !== undefined) {
			this.#memory.tables = tables;
			await this.#memory.rewrite();
		}
		const pump = new BatchPump(team, this.output.session, this.#control, this.#budget);
		this.#pump = pump;
		this.#say('running', 'Generating');
		const drawList = new DrawList(this.#request.design);
		for (let pass = 0; pass < LOCKED_PASSES && ledger.done < ledger.count; pass++) {
			this.output.locked.clear();
			await pump.send(ledger.ranges('left'), drawList, plan, () => this.#pause(pump));
			await this.#control.unlessEnded(this.output.session.flush());
		}
		this.output.checkComplete(ledger, lockedReport);
		this.#endWatchdog();
	}

	#startTeam(): RunTeam {
		// What a browser that was killed has left.
		void removeEndedPages();
		const { workers } = this.#host;
		const onFailure = (error: TesseraError) => this.#control.end(error);
		const team = new RunTeam(workers, this.#request.design.output, this.#budget, this.output.session.link, onFailure);
		this.#team = team;
		this.#progress.workers = team.bands.length;
		const seconds = this.#request.stallSeconds ?? STALL_SECONDS;
		const watchdog = new Watchdog(seconds, () => {
			if (this.#progress.state !== 'paused') this.#control.end(new TesseraError(stalled(seconds)));
		});
		this.#watchdog = watchdog;
		for (const link of team.links) link.listen(() => watchdog.feed());
		for (const [band, link] of team.bands.entries()) {
			link.listen((message) => {
				if (message.type === 'batch-done') this.#progress.bandReport(band, message.report);
			});
		}
		return team;
	}

	/** Lets everything under way be written, then waits; after a while without the workers. */
	async #pause(pump: BatchPump): Promise<void> {
		const control = this.#control;
		this.#progress.say('Pausing');
		await pump.drain();
		await control.unlessEnded(this.output.session.flush());
		await this.#memory.save('paused');
		this.#progress.pausedBecause = control.because;
		this.#say('paused', 'Paused');
		let isIdle = false;
		const endIdle = after(IDLE_MILLISECONDS, () => {
			isIdle = true;
			control.changed();
		});
		try {
			await control.until(() => !control.paused || isIdle || control.releases || this.#host.slot.isWanted);
		} finally {
			endIdle();
		}
		if (control.paused) throw RELEASED;
		this.#progress.pausedBecause = undefined;
		this.#watchdog?.feed();
		this.#say('running', 'Generating');
	}

	async #finish(): Promise<void> {
		const { ledger } = this.#memory;
		this.#progress.say('Writing the collection’s metadata');
		const run = await runJsonOf(this.#memory.facts(), this.#progress.snapshot());
		const finished = this.output.session.finish(ledger, run, ledger.hashes());
		this.#progress.sinkReport(await this.#control.unlessEnded(finished));
		this.output.finished();
	}

	/** Decides what follows from an attempt's end; returns when another can begin. @throws what ends the run */
	async #recover(error: unknown): Promise<void> {
		this.#endTeam();
		if (this.#control.cancelled) throw error;
		if (error === RELEASED) return this.#rest();
		const problem = toProblem(error);
		const { done } = this.#memory;
		this.#tries = done > this.#doneAtFault ? 1 : this.#tries + 1;
		this.#doneAtFault = done;
		const response = faultResponse(problem, this.#request.sink, this.#tries);
		if (response === 'fail') throw new TesseraError(gaveUp(problem, this.#tries));
		this.#control.reopen();
		await this.output.settle(this.#request.stallSeconds ?? STALL_SECONDS);
		if (response === 'retry') {
			if (problem.code === 'out-of-memory') this.#useLessMemory();
			this.#progress.warn(restarted(problem, this.#budget.total));
			this.#say('preparing', 'Starting again');
			return;
		}
		this.#tries = 0;
		const foretold = this.#progress.outlook?.forecast.bytes;
		this.#control.pause(this.#memory.isPlanned ? whyPaused(problem, this.#memory.ledger, foretold) : problem);
		await this.#rest();
	}

	#useLessMemory(): void {
		const { design } = this.#request;
		this.#budget = smallerBudget(this.#host.machine, this.#request, design.output, this.#budget);
		this.#progress.memoryBudget = this.#budget.total;
	}

	/** Paused without workers, until somebody says go on and nothing is in the way. */
	async #rest(): Promise<void> {
		const control = this.#control;
		const progress = this.#progress;
		if (control.releases || this.output.canBeReleased) await this.output.release();
		await this.#memory.rewrite('paused');
		progress.pausedBecause = this.output.obstacle ?? control.because;
		this.#say('paused', 'Paused');
		this.#ticket?.release();
		await control.until(() => !control.paused && this.output.obstacle === undefined);
		progress.pausedBecause = undefined;
		await this.#takeSlot();
	}

	async #takeSlot(): Promise<void> {
		const { slot } = this.#host;
		const ticket = slot.queue(this.#request.priority ?? 'fast', () => this.#control.changed());
		this.#ticket = ticket;
		this.#say('preparing', ticket.held ? 'Starting' : 'Waiting for another run to end');
		await this.#control.unlessEnded(ticket.granted);
	}

	#say(state: RunState, activity: string): void {
		this.#progress.activity = activity;
		this.#progress.state = state;
	}

	#endTeam(): void {
		if (this.#team !== undefined) {
			this.#team.terminate();
			void removeEndedPages();
		}
		this.#forgetTeam();
	}

	#restTeam(): void {
		this.#team?.rest();
		this.#forgetTeam();
	}

	#forgetTeam(): void {
		this.#endWatchdog();
		this.#pump = undefined;
		this.#team = undefined;
		this.#progress.forgetBands();
	}

	#endWatchdog(): void {
		this.#watchdog?.end();
		this.#watchdog = undefined;
	}

	async #giveUp(error: unknown): Promise<{ state: RunState; activity: string }> {
		const progress = this.#progress;
		this.#endTeam();
		if (this.#control.cancelled) {
			await this.output.drop();
			return { state: 'cancelled', activity: `Cancelled after ${progress.done} of ${progress.total}` };
		}
		this.#control.reopen();
		await this.#keepVolume();
		progress.problems.push(toProblem(error));
		return { state: 'failed', activity: 'Stopped' };
	}

	/** What is in a ZIP when the run fails is kept as a volume, if the sink itself still works. */
	async #keepVolume(): Promise<void> {
		if (this.#request.sink.kind !== 'zip') return;
		await this.output.settle(this.#request.stallSeconds ?? STALL_SECONDS);
		try {
			await this.output.release();
		} catch (lost) {
			this.#progress.warn(toProblem(lost));
		}
	}
}
