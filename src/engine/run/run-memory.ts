/** What a run knows of itself: its plan, what of it is complete, and the record in which both outlive the page. */
import type { Plan } from '../combine/plan.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { RunStore } from '../store/runs.ts';
import { planOf, rowsOf } from './plan-check.ts';
import { numbersOf, runRecordOf } from './run-facts.ts';
import type { RunFacts } from './run-facts.ts';
import { RunJournal } from './run-journal.ts';
import type { RunOutput } from './run-output.ts';
import type { RunProgress } from './run-progress.ts';
import type { RunRequest, RunState } from './run.ts';
import { TokenLedger } from './token-ledger.ts';

export type OpenRuns = () => Promise<RunStore>;

/** A measurement is nothing to go back to. */
const UNRECORDED = 'memory';

export class RunMemory {
	readonly #request: RunRequest;
	readonly #record: RunRecord | undefined;
	readonly #output: RunOutput;
	readonly #progress: RunProgress;
	readonly #runs: OpenRuns;
	readonly #journal: RunJournal;
	readonly #created: number;
	#planned: { plan: Plan; planHash: string; ledger: TokenLedger } | undefined;
	/** The state that is about to be announced: what is announced is written already. */
	#next: RunState | undefined;
	tables: Uint8Array<ArrayBuffer> | undefined;

	constructor(
		request: RunRequest,
		record: RunRecord | undefined,
		output: RunOutput,
		progress: RunProgress,
		runs: OpenRuns,
	) {
		this.#request = request;
		this.#record = record;
		this.#output = output;
		this.#progress = progress;
		this.#runs = runs;
		this.#created = record?.created ?? Date.now();
		this.tables = record?.tables;
		this.#journal = new RunJournal(runs, {
			record: () => runRecordOf(this.facts(), progress.snapshot(), this.#next ?? progress.state, Date.now()),
			newTokens: () => this.ledger.takeChanges(),
			allTokens: () => this.ledger.all(),
			onProblem: (problem) => progress.warn(problem),
		});
		progress.figures = () => ({
			done: this.done,
			imageBytes: this.#planned?.ledger.bytes ?? 0,
			memoryBytes: this.#planned?.ledger.memoryBytes ?? 0,
			journalWrites: this.#journal.writes,
			kept: this.#journal.isKept && (request.sink.kind === 'folder' || request.sink.kind === 'zip'),
		});
	}

	get isPlanned(): boolean {
		return this.#planned !== undefined;
	}

	get plan(): Plan {
		return this.#known().plan;
	}

	get ledger(): TokenLedger {
		return this.#known().ledger;
	}

	/** Images that are complete. */
	get done(): number {
		return this.#planned?.ledger.done ?? 0;
	}

	#known(): { plan: Plan; planHash: string; ledger: TokenLedger } {
		if (this.#planned === undefined) throw new Error('the plan is not made yet');
		return this.#planned;
	}

	/** Makes the plan and remembers what of it is complete; later calls do nothing. @throws TesseraError as `planOf` */
	async recall(): Promise<void> {
		if (this.#planned !== undefined) return;
		const progress = this.#progress;
		const started = performance.now();
		progress.say('Deciding every token');
		const { plan, planHash } = await planOf(this.#request, this.#record);
		progress.addSeconds('plan', performance.now() - started);
		const ledger = new TokenLedger(rowsOf(this.#request, plan));
		if (this.#record !== undefined) await this.#readTokens(this.#record, ledger);
		this.#planned = { plan, planHash, ledger };
		this.#output.follow(ledger);
		progress.total = ledger.count;
		await this.rewrite();
	}

	async #readTokens(record: RunRecord, ledger: TokenLedger): Promise<void> {
		const { chunks, problems } = await (await this.#runs()).tokens(record.id);
		for (const chunk of chunks) ledger.mark(chunk);
		for (const problem of problems) this.#progress.warn({ ...problem, severity: 'warning' });
		this.#progress.restore(record.timings);
	}

	facts(): RunFacts {
		const { plan, planHash, ledger } = this.#known();
		return {
			request: this.#request,
			plan,
			planHash,
			ledger,
			tables: this.tables,
			target: this.#output.target,
			volumes: this.#output.volumes,
			created: this.#created,
			finished: ledger.ranges('kept').map((range) => numbersOf(plan, range)),
		};
	}

	/** Something changed; it is written within a second. */
	touch(): void {
		if (this.#isRecorded) this.#journal.touch();
	}

	/** @param state that the run takes on as soon as this is written. */
	async save(state?: RunState): Promise<void> {
		this.#next = state;
		if (this.#isRecorded) await this.#journal.save();
		this.#next = undefined;
	}

	/** As `save`, but everything anew: something changed that stays, or something that was complete no longer is. */
	async rewrite(state?: RunState): Promise<void> {
		this.#next = state;
		if (this.#isRecorded) await this.#journal.rewrite();
		this.#next = undefined;
	}

	/** Writes how it ended. */
	async close(state: RunState): Promise<void> {
		await this.save(state);
		this.#journal.end();
	}

	get #isRecorded(): boolean {
		return this.#request.sink.kind !== UNRECORDED && this.#planned !== undefined;
	}
}
