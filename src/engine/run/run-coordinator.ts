/** Owns the runs: starts them one after another, passes commands on, and asks the page for what only the page can do. */
import { TesseraError, unreachable } from '../errors.ts';
import type { Raster } from '../raster/raster.ts';
import { openStore } from '../store/store.ts';
import type { FromCoordinator, ToCoordinator } from './coordinator-protocol.ts';
import { RunControl } from './run-control.ts';
import { RunJob } from './run-job.ts';
import type { WorkerFactory } from './run-team.ts';
import type { RunRequest } from './run.ts';
import { SerialQueue } from './serial-queue.ts';

export interface CoordinatorHost {
	cores: number;
	workers: WorkerFactory;
	send(message: FromCoordinator, transfer?: Transferable[]): void;
}

interface SvgCall {
	resolve(raster: Raster): void;
	reject(error: TesseraError): void;
}

export class RunCoordinator {
	readonly #host: CoordinatorHost;
	readonly #controls = new Map<string, RunControl>();
	readonly #queue = new SerialQueue((error) => {
		throw error;
	});
	readonly #svgCalls = new Map<number, SvgCall>();
	#nextCall = 1;

	constructor(host: CoordinatorHost) {
		this.#host = host;
	}

	receive(message: ToCoordinator): void {
		switch (message.type) {
			case 'start':
				return this.#start(message.request);
			case 'pause':
				return this.#controls.get(message.id)?.pause();
			case 'resume':
				return this.#controls.get(message.id)?.resume();
			case 'cancel':
				return this.#controls.get(message.id)?.cancel();
			case 'svg-raster':
				return this.#takeSvgCall(message.call)?.resolve(message.raster);
			case 'svg-failed':
				return this.#takeSvgCall(message.call)?.reject(new TesseraError(message.problem));
			default:
				return unreachable(message);
		}
	}

	#start(request: RunRequest): void {
		const { send, workers, cores } = this.#host;
		const control = new RunControl();
		this.#controls.set(request.id, control);
		this.#queue.add(async () => {
			const job = new RunJob(request, control, {
				workers,
				cores,
				asset: async (hash) => (await openStore()).assets.get(hash),
				rasteriseSvg: (svg, name, width, height) => this.#rasteriseSvg(svg, name, width, height),
				onSnapshot: (snapshot) => send({ type: 'snapshot', snapshot }),
				onThumbnail: (thumbnail) => send({ type: 'thumbnail', thumbnail }),
			});
			await job.run();
			this.#controls.delete(request.id);
		});
	}

	#rasteriseSvg(svg: Blob, name: string, width: number, height: number): Promise<Raster> {
		const call = this.#nextCall++;
		return new Promise((resolve, reject) => {
			this.#svgCalls.set(call, { resolve, reject });
			this.#host.send({ type: 'rasterise-svg', call, svg, name, width, height });
		});
	}

	#takeSvgCall(call: number): SvgCall | undefined {
		const found = this.#svgCalls.get(call);
		this.#svgCalls.delete(call);
		return found;
	}
}
