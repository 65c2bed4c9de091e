/** Owns the runs: starts them one after another, passes commands on, and asks the page for what only the page can do. */
import { TesseraError, toProblem, unreachable } from '../errors.ts';
import type { RunRecord } from '../store/run-record.ts';
import { openStore } from '../store/store.ts';
import type { SvgPart } from './band-protocol.ts';
import type { FromCoordinator, ToCoordinator } from './coordinator-protocol.ts';
import { learnCosts } from './device-costs.ts';
import type { Machine } from './memory-budget.ts';
import { resources } from './resource-counters.ts';
import { resumeRequest } from './resume-request.ts';
import { RunControl } from './run-control.ts';
import { RunJob } from './run-job.ts';
import type { RunHost } from './run-job.ts';
import { RunProgress } from './run-progress.ts';
import { RunSlot } from './run-slot.ts';
import type { WorkerFactory, WorkerSupply } from './run-team.ts';
import type { RunRequest } from './run.ts';
import { Unattended } from './unattended.ts';
import { WarmWorkers } from './warm-workers.ts';

export interface CoordinatorHost {
	machine: Machine;
	workers: WorkerFactory;
	send(message: FromCoordinator, transfer?: Transferable[]): void;
}

interface SvgCall {
	resolve(drawing: ImageBitmap): void;
	reject(error: TesseraError): void;
}

interface LiveRun {
	control: RunControl;
	job: RunJob;
}

export class RunCoordinator {
	readonly #host: CoordinatorHost;
	readonly #workers: WorkerSupply;
	readonly #live = new Map<string, LiveRun>();
	readonly #slot = new RunSlot();
	readonly #unattended = new Unattended();
	readonly #svgCalls = new Map<number, SvgCall>();
	#nextCall = 1;

	constructor(host: CoordinatorHost) {
		this.#host = host;
		const bands = new WarmWorkers(host.workers.band);
		this.#workers = { ...host.workers, band: () => bands.take(), keepBand: (worker) => bands.keep(worker) };
	}

	receive(message: ToCoordinator): void {
		switch (message.type) {
			case 'start':
				return this.#start(message.request);
			case 'pause':
				return this.#pause(message.id, message.release);
			case 'resume':
				return this.#live.get(message.id)?.control.resume();
			case 'resume-record':
				void this.#resumeRecord(message.id, message.file);
				return;
			case 'cancel':
				return this.#live.get(message.id)?.control.cancel();
			case 'attended':
				this.#unattended.attended = message.attended;
				return;
			case 'count-resources':
				return this.#host.send({ type: 'resources', counts: resources.counts() });
			case 'svg-drawn':
				return this.#takeSvgCall(message.call)?.resolve(message.drawing);
			case 'svg-failed':
				return this.#takeSvgCall(message.call)?.reject(new TesseraError(message.problem));
			default:
				return unreachable(message);
		}
	}

	#start(request: RunRequest, record?: RunRecord): void {
		const { id, assets, unattendedMinutes } = request;
		const { send, machine } = this.#host;
		const control = new RunControl();
		const host: RunHost = {
			workers: this.#workers,
			machine,
			slot: this.#slot,
			runs: async () => (await openStore()).runs,
			asset: async (hash) => assets?.get(hash) ?? (await openStore()).assets.get(hash),
			drawSvg: (drawing) => this.#drawSvg(drawing),
			onSnapshot: (snapshot) => {
				send({ type: 'snapshot', snapshot });
				// Of an earlier session only the times are known, not how much was made in them.
				if (snapshot.state === 'finished' && record === undefined) void learnCosts(request, snapshot, machine.cores);
			},
			onThumbnail: (thumbnail) => send({ type: 'thumbnail', thumbnail }),
		};
		const job = new RunJob(request, control, host, record);
		this.#live.set(id, { control, job });
		if (unattendedMinutes !== undefined) this.#unattended.watch(control, unattendedMinutes);
		void job.run().finally(() => {
			this.#unattended.forget(control);
			if (this.#live.get(id)?.control === control) this.#live.delete(id);
		});
	}

	#pause(id: string, release: boolean): void {
		const control = this.#live.get(id)?.control;
		if (control === undefined) return;
		control.releases = release;
		control.pause();
	}

	async #resumeRecord(id: string, file: FileSystemFileHandle | undefined): Promise<void> {
		const live = this.#live.get(id);
		if (live !== undefined) {
			if (file !== undefined) live.job.output.target = { kind: 'zip', file };
			live.control.resume();
			return;
		}
		try {
			const record = await (await openStore()).runs.get(id);
			if (record === undefined) {
				throw new TesseraError({ code: 'run-unknown', message: 'Nothing is kept of this run any more.' });
			}
			this.#start(resumeRequest(record, file), record);
		} catch (thrown) {
			this.#refuse(id, thrown);
		}
	}

	/** A run that cannot even begin. */
	#refuse(id: string, thrown: unknown): void {
		const progress = new RunProgress(id, (snapshot) => this.#host.send({ type: 'snapshot', snapshot }));
		progress.problems.push(toProblem(thrown));
		progress.activity = 'Not resumed';
		progress.state = 'failed';
		progress.dispose();
	}

	#drawSvg(drawing: SvgPart): Promise<ImageBitmap> {
		const call = this.#nextCall++;
		return new Promise((resolve, reject) => {
			this.#svgCalls.set(call, { resolve, reject });
			this.#host.send({ type: 'draw-svg', call, drawing });
		});
	}

	#takeSvgCall(call: number): SvgCall | undefined {
		const found = this.#svgCalls.get(call);
		this.#svgCalls.delete(call);
		return found;
	}
}
