/** One run from request to closed files: opens, plans, prepares, pumps batches through the workers, finishes. */
import { makePlan } from '../combine/make-plan.ts';
import type { Plan } from '../combine/plan.ts';
import { designHash } from '../design/design-hash.ts';
import { DrawList } from '../design/draw-list.ts';
import { TesseraError, toProblem } from '../errors.ts';
import { RUN_JSON_VERSION } from '../metadata/run-json.ts';
import type { RunJson } from '../metadata/run-json.ts';
import { buildTables, Histogram, initialTables, tablesToData } from '../png/code-tables.ts';
import type { PixelFormat } from '../png/pixel-format.ts';
import type { Backend } from '../tiles/compositor.ts';
import { ENGINE_VERSION } from '../version.ts';
import { BATCHES_IN_FLIGHT, batchTokens } from './batch-size.ts';
import { CANDIDATES, chooseBackend } from './choose-backend.ts';
import { collectionFormat } from './collection-format.ts';
import { drawListsOf, rowRange } from './draw-lists.ts';
import { encodeEffort, sampleRows } from './png-settings.ts';
import { prepareSources } from './prepare-sources.ts';
import type { AssetHost } from './prepare-sources.ts';
import type { RunControl } from './run-control.ts';
import { RunProgress } from './run-progress.ts';
import { RunTeam } from './run-team.ts';
import type { WorkerFactory } from './run-team.ts';
import type { RunRequest, RunSnapshot, RunThumbnail } from './run.ts';

/** The caches of finished tiles of all bands together; trait tiles and queues come on top of it. */
const DEFAULT_CACHE_BYTES = 160e6;

const THUMBNAIL_SECONDS = 0.7;

export interface RunHost extends AssetHost {
	workers: WorkerFactory;
	cores: number;
	onSnapshot(snapshot: RunSnapshot): void;
	onThumbnail(thumbnail: RunThumbnail): void;
}

export class RunJob {
	readonly #control: RunControl;
	readonly #request: RunRequest;
	readonly #host: RunHost;
	readonly #progress: RunProgress;
	readonly #team: RunTeam;

	constructor(request: RunRequest, control: RunControl, host: RunHost) {
		this.#control = control;
		this.#request = request;
		this.#host = host;
		this.#progress = new RunProgress(request.id, (snapshot) => host.onSnapshot(snapshot));
		const workers = request.workers ?? host.cores;
		const cacheBytes = request.memoryBudget ?? DEFAULT_CACHE_BYTES;
		this.#team = new RunTeam(host.workers, request.design.output, workers, cacheBytes, (error) =>
			this.#control.end(error),
		);
		this.#progress.workers = this.#team.bands.length;
	}

	/** Runs to the end. Never rejects: how it ended is the last snapshot. */
	async run(): Promise<void> {
		const progress = this.#progress;
		try {
			await this.#open();
			const plan = await this.#plan();
			const { first, count } = rowsOf(this.#request, plan);
			progress.total = count;
			await this.#prepare(plan);
			await this.#pump(plan, first, count);
			await this.#finish(plan, first, count);
			progress.activity = 'Finished';
			progress.state = 'finished';
		} catch (error) {
			await this.#giveUp(error);
		} finally {
			this.#team.terminate();
			progress.dispose();
		}
	}

	/** First of all, so that a folder that cannot be written is known before any work is done. */
	async #open(): Promise<void> {
		const { sink } = this.#team;
		this.#progress.say('Opening the destination');
		const opened = sink.next('opened');
		const { sink: target } = this.#request;
		sink.post({ type: 'open', target }, target.kind === 'zip-stream' ? [target.stream] : []);
		this.#progress.location = (await opened).location;
		sink.listen((message) => {
			if (message.type !== 'thumbnail') return;
			this.#host.onThumbnail({ id: this.#request.id, token: message.token, image: message.image });
		});
	}

	async #plan(): Promise<Plan> {
		const started = performance.now();
		this.#progress.say('Deciding every token');
		const plan = this.#request.plan ?? (await makePlan(this.#request.design));
		this.#progress.addSeconds('plan', performance.now() - started);
		return plan;
	}

	/** Traits into tiles, the backend, and for PNG the format and the Huffman tables. */
	async #prepare(plan: Plan): Promise<void> {
		const { design, tokenMetadata } = this.#request;
		const team = this.#team;
		const drawList = new DrawList(design);
		const facts = await this.#control.unlessEnded(
			prepareSources(team, design, drawList.sources, this.#host, (done) =>
				this.#progress.say(`Decoding traits, ${done} of ${drawList.sources.length}`),
			),
		);
		const samples = drawListsOf(drawList, plan, sampleRows(plan));
		await this.#control.unlessEnded(this.#chooseBackend(samples));
		const files = { design, plan, tokenFiles: tokenMetadata, thumbnailSeconds: THUMBNAIL_SECONDS };
		if (design.output.format !== 'png') {
			await this.#control.unlessEnded(team.produce({ kind: 'pixels' }, design.output, files));
			return;
		}
		const allTiles = allTilesMask(team);
		const format = collectionFormat(drawList, plan, facts, allTiles);
		const effort = encodeEffort(plan);
		this.#progress.say('Measuring the compression');
		let tables = tablesToData(initialTables());
		// The second pass parses with the costs of the first; more passes gain nothing worth having.
		for (let pass = 0; pass < 2; pass++)
			tables = await this.#control.unlessEnded(this.#measure(samples, format, effort, tables));
		await this.#control.unlessEnded(team.produce({ kind: 'png', format, tables, effort }, design.output, files));
	}

	async #chooseBackend(samples: ReturnType<typeof drawListsOf>): Promise<void> {
		const { bands } = this.#team;
		let backend: Backend;
		if (this.#request.backend === 'auto') {
			this.#progress.say('Comparing ways of compositing');
			const trial = bands[0].next('trial-result');
			bands[0].post({ type: 'trial', lists: samples, candidates: [...CANDIDATES] });
			const chosen = chooseBackend((await trial).results);
			({ backend } = chosen);
			this.#progress.backendReason = chosen.reason;
		} else {
			backend = this.#request.backend;
			this.#progress.backendReason = 'As asked for.';
		}
		this.#progress.backend = backend;
		const ready = bands.map((band) => band.next('backend-ready'));
		for (const band of bands) band.post({ type: 'use-backend', backend });
		const [{ description }] = await Promise.all(ready);
		this.#progress.backendReason += ` ${description}`;
	}

	async #measure(
		lists: ReturnType<typeof drawListsOf>,
		format: PixelFormat,
		effort: 0 | 1 | 2 | 3,
		tables: Uint8Array<ArrayBuffer>,
	): Promise<Uint8Array<ArrayBuffer>> {
		const measured = this.#team.bands.map((band) => band.next('measured'));
		for (const band of this.#team.bands) band.post({ type: 'measure', lists, format, effort, tables });
		const histogram = new Histogram();
		for (const part of await Promise.all(measured)) histogram.merge(Histogram.fromData(part.histogram));
		return tablesToData(buildTables(histogram));
	}

	async #pump(plan: Plan, first: number, count: number): Promise<void> {
		const { bands, sink } = this.#team;
		const { design } = this.#request;
		const control = this.#control;
		const progress = this.#progress;
		const drawList = new DrawList(design);
		const size = batchTokens(design.output.width, design.output.height);
		const inFlight = new Map<number, number>();
		for (const [band, link] of bands.entries()) {
			link.listen((message) => {
				if (message.type === 'batch-done') progress.bandReport(band, message.report);
			});
		}
		sink.listen((message) => {
			if (message.type !== 'written') return;
			progress.sinkReport(message.report, inFlight.get(message.batch) ?? 0);
			inFlight.delete(message.batch);
			control.changed();
		});
		progress.activity = 'Generating';
		progress.state = 'running';
		for (let row = first, batch = 0; row < first + count; row += size, batch++) {
			await control.until(() => control.paused || inFlight.size < BATCHES_IN_FLIGHT);
			if (control.paused) await this.#pause(inFlight);
			const tokens = Math.min(size, first + count - row);
			inFlight.set(batch, tokens);
			const lists = drawListsOf(drawList, plan, rowRange(row, tokens));
			sink.post({ type: 'batch', batch, first: row, count: tokens });
			for (const band of bands) band.post({ type: 'batch', batch, lists });
		}
		await control.until(() => inFlight.size === 0);
	}

	/** Lets everything under way be written, then waits. */
	async #pause(inFlight: ReadonlyMap<number, number>): Promise<void> {
		const control = this.#control;
		const progress = this.#progress;
		progress.say('Pausing');
		await control.until(() => inFlight.size === 0);
		const flushed = this.#team.sink.next('flushed');
		this.#team.sink.post({ type: 'flush' });
		await this.#control.unlessEnded(flushed);
		progress.activity = 'Paused';
		progress.state = 'paused';
		await control.until(() => !control.paused);
		progress.activity = 'Generating';
		progress.state = 'running';
	}

	async #finish(plan: Plan, first: number, count: number): Promise<void> {
		const { design } = this.#request;
		const progress = this.#progress;
		progress.say('Writing the collection’s metadata');
		const { stages, backend, seconds, bytes } = progress.snapshot();
		const run: RunJson = {
			version: RUN_JSON_VERSION,
			engineVersion: ENGINE_VERSION,
			planAlgorithm: plan.algorithm,
			collection: design.name,
			seed: design.seed,
			designHash: await designHash(design),
			count: plan.count,
			firstNumber: plan.firstNumber,
			range: { first: plan.firstNumber + first, last: plan.firstNumber + first + count - 1 },
			output: design.output,
			backend,
			workers: progress.workers,
			seconds,
			stages,
			bytes,
		};
		const finished = this.#team.sink.next('finished');
		this.#team.sink.post({ type: 'finish', first, count, run });
		progress.sinkReport((await this.#control.unlessEnded(finished)).report, 0);
	}

	async #abortSink(): Promise<void> {
		const { sink } = this.#team;
		try {
			const aborted = sink.next('aborted');
			sink.post({ type: 'abort' });
			await aborted;
		} catch {
			// The sink worker itself is what failed; the run's problem says so already.
		}
	}

	async #giveUp(error: unknown): Promise<void> {
		const progress = this.#progress;
		const problem = toProblem(error);
		await this.#abortSink();
		if (this.#control.cancelled) {
			progress.activity = `Cancelled after ${progress.done} of ${progress.total}`;
			progress.state = 'cancelled';
			return;
		}
		progress.problems.push(problem);
		progress.activity = 'Stopped';
		progress.state = 'failed';
	}
}

/** The plan rows that a request is about. @throws TesseraError `bad-range` */
function rowsOf({ range }: RunRequest, plan: Plan): { first: number; count: number } {
	if (range === undefined) return { first: 0, count: plan.count };
	const first = range.first - plan.firstNumber;
	const count = range.last - range.first + 1;
	if (first < 0 || count < 1 || first + count > plan.count) {
		throw new TesseraError({
			code: 'bad-range',
			message: `Tokens ${range.first} to ${range.last} are not all in the collection.`,
			hint: `It has the numbers ${plan.firstNumber} to ${plan.firstNumber + plan.count - 1}.`,
			place: { field: 'range' },
		});
	}
	return { first, count };
}

/** A mask like those of `SourceFacts.opaque` with the bit of every tile set. */
function allTilesMask(team: RunTeam): Uint32Array {
	return Uint32Array.from(
		team.rows.flatMap(({ rows }) => {
			const tiles = rows * team.grid.columns;
			return Array.from({ length: Math.ceil(tiles / 32) }, (_, word) => {
				const bits = Math.min(32, tiles - word * 32);
				return bits === 32 ? 0xffffffff : (1 << bits) - 1;
			});
		}),
	);
}
