/** The workers of one run: started together, wired to each other, ended together. */
import type { TesseraError } from '../errors.ts';
import { divideRows } from '../tiles/cut-raster.ts';
import type { TileRows } from '../tiles/cut-raster.ts';
import { outputGrid } from '../tiles/tile-shape.ts';
import type { TileGrid } from '../tiles/tile-shape.ts';
import type { OutputSettings } from '../design/design.ts';
import type { BandProduct, FromBand, ToBand } from './band-protocol.ts';
import type { FromFrame, ToFrame } from './frame-protocol.ts';
import type { RunBudget } from './memory-budget.ts';
import { resources } from './resource-counters.ts';
import type { FromSink, ToSink } from './sink-protocol.ts';
import { WorkerLink } from './worker-link.ts';

/** How workers are made; the surroundings know the files. */
export interface WorkerFactory {
	band(): Worker;
	frame(): Worker;
	sink(): Worker;
}

/** The workers of runs that follow each other. */
export interface WorkerSupply extends WorkerFactory {
	/** Takes back a band worker of a run that has finished. */
	keepBand(worker: Worker): void;
}

export type BandLink = WorkerLink<ToBand, FromBand>;
export type SinkLink = WorkerLink<ToSink, FromSink>;

export class RunTeam {
	readonly grid: TileGrid;
	readonly rows: TileRows[];
	readonly bands: BandLink[];
	readonly #sink: SinkLink;
	#ports = 0;
	#frames: WorkerLink<ToFrame, FromFrame>[] = [];
	#supply: WorkerSupply;
	#onFailure: (error: TesseraError) => void;

	/** @param budget its workers are the most bands; an image of few tile rows has fewer. @param sink takes what they make. */
	constructor(
		supply: WorkerSupply,
		output: OutputSettings,
		budget: Pick<RunBudget, 'workers' | 'traitBytes'>,
		sink: SinkLink,
		onFailure: (error: TesseraError) => void,
	) {
		this.#supply = supply;
		this.#onFailure = onFailure;
		this.grid = outputGrid(output);
		this.rows = divideRows(this.grid, budget.workers);
		this.#sink = sink;
		this.bands = this.rows.map(
			(_, i) => new WorkerLink<ToBand, FromBand>(supply.band(), `band worker ${i + 1}`, onFailure),
		);
		const peers: (MessagePort | null)[][] = this.rows.map(() => this.rows.map(() => null));
		for (let a = 0; a < peers.length; a++) {
			for (let b = a + 1; b < peers.length; b++) {
				const { port1, port2 } = this.#channel();
				peers[a][b] = port1;
				peers[b][a] = port2;
			}
		}
		for (const [band, link] of this.bands.entries()) {
			const setup = {
				band,
				bands: this.rows,
				grid: this.grid,
				fit: output.fit,
				resampling: output.resampling,
				traitBytes: budget.traitBytes / this.bands.length,
				peers: peers[band],
			};
			link.post(
				{ type: 'init', setup },
				peers[band].filter((port) => port !== null),
			);
		}
	}

	/**
	 * Tells bands and sink what to make, and joins them: PNG parts go straight from the bands to the sink; pixels go to
	 * frame workers, whose finished files go to the sink.
	 */
	async produce(
		product: Omit<BandProduct & { kind: 'png' }, 'output'> | Omit<BandProduct & { kind: 'pixels' }, 'outputs'>,
		output: OutputSettings,
	): Promise<void> {
		const ready = [this.#sink.next('producing'), ...this.bands.map((band) => band.next('producing'))];
		if (product.kind === 'png') {
			const channels = this.bands.map(() => this.#channel());
			for (const [i, band] of this.bands.entries()) {
				const { port1 } = channels[i];
				band.post({ type: 'produce', product: { ...product, output: port1 } }, [port1]);
			}
			const bands = channels.map(({ port2 }) => port2);
			const { format, tables } = product;
			this.#sink.post({ type: 'produce', parts: { kind: 'png', bands, format, tables } }, bands);
		} else {
			this.#produceFrames(product, output);
		}
		await Promise.all(ready);
	}

	#produceFrames(product: Omit<BandProduct & { kind: 'pixels' }, 'outputs'>, output: OutputSettings): void {
		this.#frames = this.bands.map(
			(_, i) => new WorkerLink<ToFrame, FromFrame>(this.#supply.frame(), `frame worker ${i + 1}`, this.#onFailure),
		);
		const toSink = this.#frames.map(() => this.#channel());
		const fromBands = this.bands.map(() => this.#frames.map(() => this.#channel()));
		for (const [f, frame] of this.#frames.entries()) {
			const bands = fromBands.map((channels) => channels[f].port2);
			const { port1 } = toSink[f];
			const { format, quality } = output;
			frame.post({ type: 'init', setup: { grid: this.grid, format, quality, bands, output: port1 } }, [
				...bands,
				port1,
			]);
		}
		for (const [b, band] of this.bands.entries()) {
			const outputs = fromBands[b].map(({ port1 }) => port1);
			band.post({ type: 'produce', product: { ...product, outputs } }, outputs);
		}
		const frames = toSink.map(({ port2 }) => port2);
		this.#sink.post({ type: 'produce', parts: { kind: 'files', frames } }, frames);
	}

	/** Every worker of the team. */
	get links(): readonly { listen(listener: () => void): void }[] {
		return [...this.bands, ...this.#frames];
	}

	#channel(): MessageChannel {
		resources.add('ports', 2);
		this.#ports += 2;
		return new MessageChannel();
	}

	/** Ends the team in the middle of whatever it does. */
	terminate(): void {
		for (const band of this.bands) band.terminate();
		this.#endRest();
	}

	/** Ends a team that has done everything; its bands may serve the next run. */
	rest(): void {
		for (const band of this.bands) this.#supply.keepBand(band.release());
		this.#endRest();
	}

	#endRest(): void {
		for (const frame of this.#frames) frame.terminate();
		// Both ends were given to workers, and the bands close theirs when they end or rest; the sink does when it detaches.
		resources.add('ports', -this.#ports);
		this.#ports = 0;
	}
}
