/** The workers of one run: started together, wired to each other, ended together. */
import type { TesseraError } from '../errors.ts';
import { divideRows } from '../tiles/cut-raster.ts';
import type { TileRows } from '../tiles/cut-raster.ts';
import { tileGrid } from '../tiles/tile-shape.ts';
import type { TileGrid } from '../tiles/tile-shape.ts';
import type { OutputSettings } from '../design/design.ts';
import type { BandProduct, FromBand, ToBand } from './band-protocol.ts';
import type { FromFrame, ToFrame } from './frame-protocol.ts';
import type { FileSetup, FromSink, ToSink } from './sink-protocol.ts';
import { WorkerLink } from './worker-link.ts';

/** How workers are made; the surroundings know the files. */
export interface WorkerFactory {
	band(): Worker;
	frame(): Worker;
	sink(): Worker;
}

export type BandLink = WorkerLink<ToBand, FromBand>;
export type SinkLink = WorkerLink<ToSink, FromSink>;

export class RunTeam {
	readonly grid: TileGrid;
	readonly rows: TileRows[];
	readonly bands: BandLink[];
	readonly sink: SinkLink;
	#frames: WorkerLink<ToFrame, FromFrame>[] = [];
	#factory: WorkerFactory;
	#onFailure: (error: TesseraError) => void;

	/** @param workers most bands; an image of few tile rows has fewer. @param cacheBytes for all bands together. */
	constructor(
		factory: WorkerFactory,
		output: OutputSettings,
		workers: number,
		cacheBytes: number,
		onFailure: (error: TesseraError) => void,
	) {
		this.#factory = factory;
		this.#onFailure = onFailure;
		this.grid = tileGrid(output.width, output.height);
		this.rows = divideRows(this.grid, workers);
		this.sink = new WorkerLink<ToSink, FromSink>(factory.sink(), 'sink worker', onFailure);
		this.bands = this.rows.map(
			(_, i) => new WorkerLink<ToBand, FromBand>(factory.band(), `band worker ${i + 1}`, onFailure),
		);
		const peers: (MessagePort | null)[][] = this.rows.map(() => this.rows.map(() => null));
		for (let a = 0; a < peers.length; a++) {
			for (let b = a + 1; b < peers.length; b++) {
				const { port1, port2 } = new MessageChannel();
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
				peers: peers[band],
				cacheBytes: cacheBytes / this.rows.length,
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
		product: Omit<BandProduct & { kind: 'png' }, 'output'> | { kind: 'pixels' },
		output: OutputSettings,
		files: Omit<FileSetup, 'parts'>,
	): Promise<void> {
		const ready = [this.sink.next('producing'), ...this.bands.map((band) => band.next('producing'))];
		if (product.kind === 'png') {
			const channels = this.bands.map(() => new MessageChannel());
			for (const [i, band] of this.bands.entries()) {
				const { port1 } = channels[i];
				band.post({ type: 'produce', product: { ...product, output: port1 } }, [port1]);
			}
			const bands = channels.map(({ port2 }) => port2);
			const { format, tables } = product;
			this.sink.post({ type: 'produce', setup: { ...files, parts: { kind: 'png', bands, format, tables } } }, bands);
		} else {
			this.#produceFrames(output, files);
		}
		await Promise.all(ready);
	}

	#produceFrames(output: OutputSettings, files: Omit<FileSetup, 'parts'>): void {
		this.#frames = this.bands.map(
			(_, i) => new WorkerLink<ToFrame, FromFrame>(this.#factory.frame(), `frame worker ${i + 1}`, this.#onFailure),
		);
		const toSink = this.#frames.map(() => new MessageChannel());
		const fromBands = this.bands.map(() => this.#frames.map(() => new MessageChannel()));
		for (const [f, frame] of this.#frames.entries()) {
			const bands = fromBands.map((channels) => channels[f].port2);
			const { port1 } = toSink[f];
			const { width, height, format, quality } = output;
			frame.post({ type: 'init', setup: { width, height, format, quality, bands, output: port1 } }, [...bands, port1]);
		}
		for (const [b, band] of this.bands.entries()) {
			const outputs = fromBands[b].map(({ port1 }) => port1);
			band.post({ type: 'produce', product: { kind: 'pixels', outputs } }, outputs);
		}
		const frames = toSink.map(({ port2 }) => port2);
		this.sink.post({ type: 'produce', setup: { ...files, parts: { kind: 'files', frames } } }, frames);
	}

	terminate(): void {
		for (const link of [...this.bands, ...this.#frames, this.sink]) link.terminate();
	}
}
