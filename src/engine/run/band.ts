/**
 * A band worker's mind: it owns some tile rows of every image. It decodes its share of the sources for everybody, indexes
 * the tiles of its own rows, and turns draw lists into its band of each image. Nothing here is shared with other workers.
 */
import { toProblem } from '../errors.ts';
import { StackCounter } from '../forecast/count-stacks.ts';
import { rehearse, warmUpTokens } from '../forecast/rehearsal.ts';
import { bandsOfImages } from '../png/band-assembler.ts';
import { Histogram, tablesFromData } from '../png/code-tables.ts';
import { TileEncoder } from '../png/tile-encoder.ts';
import type { RasterStream } from '../raster/raster.ts';
import { inStrips } from '../raster/strips.ts';
import { BandIndex } from '../tiles/band-index.ts';
import type { OpenPageFile } from '../tiles/page-slots.ts';
import type { Backend, Compositor } from '../tiles/compositor.ts';
import { cutRaster, imageRow } from '../tiles/cut-raster.ts';
import { tileColumnWidth, tileRowHeight } from '../tiles/tile-shape.ts';
import type { TileShape } from '../tiles/tile-shape.ts';
import { trialBackends } from './backend-trial.ts';
import type { MadeCompositor } from './backend-trial.ts';
import type { BandOutput, BandReport, BandSetup, DrawLists, FromBand, ToBand, UsedMemory } from './band-protocol.ts';
import { compositeTiles } from './missing-tiles.ts';
import type { MissingTile } from './missing-tiles.ts';
import { PixelProducer } from './pixel-producer.ts';
import { PngProducer } from './png-producer.ts';
import { SourceColors } from './source-colors.ts';
import { StageClock } from './stage-clock.ts';
import { PeerTaker, TileGiver } from './tile-giver.ts';
import type { GivenTiles, PeerMessage, Taker } from './tile-giver.ts';

/** What the worker's surroundings provide. */
export interface BandHost {
	createCompositor(backend: Backend, tile: TileShape): Promise<MadeCompositor>;
	/** The source's pixels, placed on the output size; read to its end or until a `return`. */
	open(job: ToBand & { type: 'decode' }, setup: BandSetup): Promise<RasterStream>;
	/** Room on the disk. Rejects where there is none. */
	openPages(): Promise<OpenPageFile>;
	send(message: FromBand, transfer?: Transferable[]): void;
}

/** What `composite` of a GPU rejects with when it cannot go on. */
const GPU_GONE: ReadonlySet<string> = new Set(['gpu-lost', 'gpu-out-of-memory', 'backend-unavailable']);

export class Band {
	#host: BandHost;
	#setup: BandSetup;
	#index: BandIndex;
	#clock = new StageClock();
	#compositor: Compositor | undefined;
	#backendNote: string | undefined;
	#png: PngProducer | undefined;
	#pixels: PixelProducer | undefined;
	#outputs: MessagePort[] = [];
	#counter: StackCounter | undefined;
	/** By band, this one included. */
	readonly #takers: Taker[];
	/** `undefined` in the end if there is no room. */
	#pageFile: Promise<OpenPageFile | undefined> | undefined;

	constructor(setup: BandSetup, host: BandHost) {
		this.#host = host;
		this.#setup = setup;
		this.#index = new BandIndex(setup.grid, setup.bands[setup.band]);
		this.#takers = setup.peers.map((port) =>
			port === null ? { give: async (given) => this.#take(given) } : this.#join(port),
		);
	}

	/** Gives to the band at the far end of `port` and takes from it. */
	#join(port: MessagePort): Taker {
		const taker = new PeerTaker(port);
		port.onmessage = ({ data }: MessageEvent<PeerMessage>) => {
			if (data.type === 'taken') {
				taker.taken();
				return;
			}
			this.#take(data);
			port.postMessage({ type: 'taken' } satisfies PeerMessage);
		};
		return taker;
	}

	/** Decodes one source and gives every band its tiles, itself included, as they come. */
	async decode(job: ToBand & { type: 'decode' }): Promise<void> {
		const { bands, grid } = this.#setup;
		const { source } = job;
		try {
			const colors = new SourceColors();
			const givers = this.#takers.map((taker) => new TileGiver(taker, source));
			let milliseconds = 0;
			let since = performance.now();
			const decoded = () => {
				milliseconds += performance.now() - since;
			};
			const stream = await this.#host.open(job, this.#setup);
			let row = 0;
			for await (const strip of inStrips(stream, grid.tile.height)) {
				decoded();
				const owner = row % bands.length;
				const tiles = this.#clock.time('index', () => {
					colors.add(strip);
					return cutRaster(strip, grid, { firstRow: row, rows: 1, step: 1 }, row);
				});
				const before = Math.floor(row / bands.length) * grid.columns;
				for (let i = 0; i < tiles.tile.length; i++) tiles.tile[i] += before;
				await givers[owner].add(tiles);
				row++;
				since = performance.now();
			}
			decoded();
			this.#clock.add('decode', milliseconds);
			for (const giver of givers) await giver.end();
			this.#host.send({
				type: 'decoded',
				source,
				seconds: milliseconds / 1000,
				...(colors.colors === undefined ? {} : { colors: colors.colors }),
			});
		} catch (error) {
			this.#host.send({ type: 'decode-failed', source, problem: toProblem(error) });
		}
	}

	#take({ source, tiles, last }: GivenTiles): void {
		this.#clock.time('index', () => this.#index.addSource(source, tiles));
		this.#page();
		if (!last) return;
		const opaque = this.#index.opaqueMask(source);
		this.#host.send({ type: 'indexed', source, opaque }, [opaque.buffer]);
	}

	/** Asks for room on the disk before it is needed; as long as there is none, everything stays in memory. */
	#page(): void {
		const { traitBytes } = this.#setup;
		const { tiles } = this.#index.content;
		if (this.#pageFile !== undefined || tiles.memoryBytes < traitBytes / 2) return;
		this.#pageFile = this.#host.openPages().catch(() => undefined);
		void this.#pageFile.then((file) => file && tiles.usePages(file, traitBytes));
	}

	async trial(lists: DrawLists, candidates: Backend[]): Promise<void> {
		const distinct = this.#distinctTiles(lists).map(({ state }) => state);
		const results = await trialBackends(this.#index, distinct, candidates, (b) => this.#create(b));
		this.#host.send({ type: 'trial-result', results });
	}

	async useBackend(backend: Backend): Promise<void> {
		const compositor = await this.#load(backend);
		const memoryBytes = this.#index.memoryBytes + compositor.memoryBytes();
		this.#host.send({ type: 'backend-ready', backend, description: compositor.description, memoryBytes });
	}

	#create(backend: Backend): Promise<MadeCompositor> {
		return this.#host.createCompositor(backend, this.#setup.grid.tile);
	}

	async #load(backend: Backend): Promise<Compositor> {
		this.#compositor?.dispose();
		const { compositor } = await this.#create(backend);
		compositor.useContent(this.#index.content.tiles);
		this.#compositor = compositor;
		return compositor;
	}

	/** Runs `work` on the compositor; if its device is gone for good or out of memory, once more on the integer kernel. */
	async #composing<T>(work: (compositor: Compositor) => Promise<T>): Promise<T> {
		if (this.#compositor === undefined) throw new Error('no compositor was chosen');
		try {
			return await work(this.#compositor);
		} catch (error) {
			const problem = toProblem(error);
			if (!GPU_GONE.has(problem.code)) throw error;
			const compositor = await this.#load('reference');
			this.#backendNote = `${problem.message} The run goes on without it.`;
			return work(compositor);
		}
	}

	/** Counts the deflate symbols of some tokens, each tile as often as it occurs. */
	async measure({ lists, format, effort, tables: tablesData }: ToBand & { type: 'measure' }): Promise<void> {
		const { grid, band } = this.#index;
		const histogram = new Histogram();
		const encoder = new TileEncoder({ format, imageWidth: grid.width, effort });
		const tables = tablesFromData(tablesData);
		const occurring = this.#distinctTiles(lists);
		const times = new Map(occurring.map(({ state, times }) => [state, times]));
		await this.#composing((compositor) =>
			compositeTiles(this.#index, compositor, occurring, this.#clock, ({ state, tile }, runs) => {
				const width = tileColumnWidth(grid, tile % grid.columns);
				const height = tileRowHeight(grid, imageRow(band, Math.floor(tile / grid.columns)));
				this.#clock.time('encode', () =>
					encoder.measure(runs, width, height, tables, histogram, times.get(state) ?? 1),
				);
			}),
		);
		this.#host.send({ type: 'measured', histogram: histogram.toData() });
	}

	#distinctTiles(lists: DrawLists): (MissingTile & { times: number })[] {
		const states = this.#statesOf(lists);
		const distinct = new Map<number, MissingTile & { times: number }>();
		for (const [at, state] of states.entries()) {
			const known = distinct.get(state);
			if (known !== undefined) known.times++;
			else distinct.set(state, { state, tile: at % this.#index.tiles, times: 1 });
		}
		return [...distinct.values()];
	}

	#statesOf({ offsets, ops }: DrawLists): Int32Array {
		const tokens = offsets.length - 1;
		const { tiles } = this.#index;
		const states = new Int32Array(tokens * tiles);
		for (let token = 0; token < tokens; token++) {
			const count = (offsets[token + 1] - offsets[token]) / 2;
			this.#index.statesOf(ops, offsets[token], count, states, token * tiles);
		}
		return states;
	}

	produce(product: (ToBand & { type: 'produce' })['product']): void {
		const { cacheBytes } = product;
		if (product.kind === 'png') {
			const png = new PngProducer(this.#index, product, cacheBytes, this.#clock);
			product.output.onmessage = ({ data }: MessageEvent<UsedMemory>) => png.takeBack(data.memory);
			this.#png = png;
			this.#outputs = [product.output];
		} else {
			this.#pixels = new PixelProducer(this.#index, cacheBytes, this.#clock);
			this.#outputs = product.outputs;
		}
		this.#host.send({ type: 'producing' });
	}

	count({ lists, marks, first, last }: ToBand & { type: 'count' }): void {
		const counter =
			first || this.#counter === undefined
				? new StackCounter(this.#index, marks, this.#png?.tileCapacity)
				: this.#counter;
		this.#counter = last ? undefined : counter;
		this.#host.send({ type: 'counted', counts: counter.add(lists) });
	}

	async rehearse({ offsets, ops }: DrawLists): Promise<void> {
		const png = this.#png;
		if (png === undefined) throw new Error('only PNG is rehearsed');
		const produce = async (first: number, tokens: number): Promise<number[]> => {
			const lists = { offsets: offsets.slice(first, first + tokens + 1), ops };
			const states = this.#clock.time('lookup', () => this.#statesOf(lists));
			const made = await this.#composing((compositor) => png.produce(compositor, states, tokens, 0));
			const bytes = bandsOfImages(made, tokens).map(({ words }) => words.byteLength);
			png.takeBack(made.words.buffer);
			return bytes;
		};
		const levels = () => ({ ...this.#report(), cachedBytes: png.memoryBytes });
		const tokens = offsets.length - 1;
		const counts = new StackCounter(this.#index, [warmUpTokens(tokens), tokens]).add({ offsets, ops });
		const rehearsal = await rehearse(tokens, this.#index.band.rows, counts, produce, levels);
		this.#host.send({ type: 'rehearsed', rehearsal }, [rehearsal.bytes.buffer]);
	}

	async batch(batch: number, lists: DrawLists): Promise<void> {
		const tokens = lists.offsets.length - 1;
		const states = this.#clock.time('lookup', () => this.#statesOf(lists));
		const output = await this.#composing((compositor) => this.#produce(compositor, states, tokens, batch));
		const transfer = output.kind === 'png' ? [output.content.words.buffer] : output.pieces.map((p) => p.buffer);
		this.#outputs[batch % this.#outputs.length].postMessage(output, transfer);
		this.#host.send({ type: 'batch-done', batch, report: this.#report() });
	}

	async #produce(compositor: Compositor, states: Int32Array, tokens: number, batch: number): Promise<BandOutput> {
		const { band } = this.#setup;
		if (this.#png !== undefined) {
			const content = await this.#png.produce(compositor, states, tokens, batch);
			return { batch, band, kind: 'png', images: tokens, content };
		}
		if (this.#pixels !== undefined) {
			return { batch, band, kind: 'pixels', pieces: await this.#pixels.produce(compositor, states, tokens, batch) };
		}
		throw new Error('a batch came before its product was named');
	}

	/** Gives back what only this run needed; the rest goes with the band itself. */
	async rest(): Promise<void> {
		this.#compositor?.dispose();
		for (const port of [...this.#setup.peers, ...this.#outputs]) port?.close();
		await (await this.#pageFile)?.close();
	}

	#report(): BandReport {
		const producer = this.#png ?? this.#pixels;
		return {
			tilesMade: producer?.tilesMade ?? 0,
			tilesLookedUp: producer?.tilesLookedUp ?? 0,
			memoryBytes: this.#index.memoryBytes + (producer?.memoryBytes ?? 0) + (this.#compositor?.memoryBytes() ?? 0),
			stages: this.#clock.seconds,
			backend: this.#compositor?.backend ?? 'reference',
			traffic: this.#compositor?.traffic() ?? { dispatches: 0, bytesUp: 0, bytesBack: 0 },
			...(this.#backendNote === undefined ? {} : { backendNote: this.#backendNote }),
		};
	}
}
