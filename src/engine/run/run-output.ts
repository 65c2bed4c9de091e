/** Where a run writes: its sink worker while there is one, the ZIP volumes that are complete, the files that are locked. */
import { TesseraError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { RunControl } from './run-control.ts';
import { volumeClosed } from './run-messages.ts';
import type { RunProgress } from './run-progress.ts';
import { SinkSession } from './sink-session.ts';
import type { FromSink } from './sink-protocol.ts';
import type { TokenLedger } from './token-ledger.ts';

export class RunOutput {
	readonly #start: () => Worker;
	readonly #control: RunControl;
	readonly #progress: RunProgress;
	readonly #onMessage: (message: FromSink) => void;
	#target: SinkTarget;
	#session: SinkSession | undefined;
	#ledger: TokenLedger | undefined;
	/** The target's file is a complete volume: another one is needed. */
	#isTargetUsed = false;
	/** ZIP volumes that are complete. */
	volumes: number;
	/** By row: files that another program keeps locked. */
	readonly locked = new Map<number, Problem>();

	/** @param onMessage told of everything the sink worker says. */
	constructor(
		start: () => Worker,
		target: SinkTarget,
		volumes: number,
		control: RunControl,
		progress: RunProgress,
		onMessage: (message: FromSink) => void,
	) {
		this.#start = start;
		this.#target = target;
		this.volumes = volumes;
		this.#control = control;
		this.#progress = progress;
		this.#onMessage = onMessage;
	}

	get target(): SinkTarget {
		return this.#target;
	}

	/** The file of the next volume. */
	set target(target: SinkTarget) {
		this.#target = target;
		this.#isTargetUsed = false;
	}

	get session(): SinkSession {
		if (this.#session === undefined) throw new Error('the sink is not open');
		return this.#session;
	}

	/** What is missing before it can be opened. */
	get obstacle(): Problem | undefined {
		return this.#isTargetUsed && this.#ledger !== undefined ? volumeClosed(this.volumes, this.#ledger) : undefined;
	}

	/** Takes note of what is complete, from now on. */
	follow(ledger: TokenLedger): void {
		this.#ledger = ledger;
	}

	/** @returns false if it is open already. @throws TesseraError as `openSink` */
	async open(): Promise<boolean> {
		if (this.#session !== undefined) return false;
		this.#progress.say('Opening the destination');
		const session = new SinkSession(this.#start(), (error) => this.#control.end(error));
		this.#session = session;
		session.link.listen((message) => this.#hear(message));
		this.#progress.location = await this.#control.unlessEnded(session.open(this.#target));
		return true;
	}

	#hear(message: FromSink): void {
		if (message.type === 'saved') {
			this.#ledger?.mark(message.tokens, this.#target.kind !== 'zip');
			this.#progress.tokensDone();
		} else if (message.type === 'locked') {
			this.locked.set(message.row, message.problem);
		} else if (message.type === 'written') {
			this.#progress.sinkReport(message.report);
		}
		this.#onMessage(message);
	}

	/** The workers that made the images are gone: completes what came whole, so that what is left is known. */
	async settle(seconds: number): Promise<void> {
		if (this.#session !== undefined && !(await this.#session.detach(seconds))) await this.drop();
	}

	/** Gives the sink up. A ZIP that was not complete is lost with it, and what was in it must be made again. */
	async drop(): Promise<void> {
		const session = this.#session;
		if (session === undefined) return;
		await session.abort();
		this.#session = undefined;
		this.#progress.forgetSink();
		this.#ledger?.dropOpen();
	}

	/** Ends the sink with everything in it complete; a ZIP becomes a volume. To be called when nothing is under way. */
	async release(): Promise<void> {
		if (this.#session === undefined) return;
		if (this.#ledger !== undefined && this.#ledger.open > 0) {
			await this.#control.unlessEnded(this.#session.closeVolume());
			this.volumes++;
			this.#ledger.keepOpen();
			this.#isTargetUsed = true;
		}
		await this.drop();
	}

	/** The sink has closed its files with everything in them. */
	finished(): void {
		this.#ledger?.keepOpen();
		if (this.#target.kind === 'zip') this.volumes++;
		this.#session?.end();
		this.#session = undefined;
	}

	/** A ZIP must stay open while the run is paused: its end makes it a volume. */
	get canBeReleased(): boolean {
		return this.#target.kind !== 'zip';
	}

	/** @throws TesseraError `file-locked` if files are still locked */
	checkComplete(ledger: TokenLedger, describe: (problems: readonly Problem[]) => Omit<Problem, 'severity'>): void {
		if (ledger.done === ledger.count) return;
		if (this.locked.size === 0) throw new Error('images were lost on their way');
		throw new TesseraError(describe([...this.locked.values()]));
	}
}
