/**
 * The throughput benchmark: the engine, the browser's own path and the raw sinks on the same art, with the same number of
 * workers, in alternating order in one page. What counts is the ratios: the absolute figures are those of this moment.
 */
import type { Plan } from '../../engine/combine/plan.ts';
import { makePlan } from '../../engine/combine/make-plan.ts';
import type { AssetHash, Design } from '../../engine/design/design.ts';
import { BENCH_VERSION, measured } from '../../engine/bench/bench-result.ts';
import type { BenchResult, RateName } from '../../engine/bench/bench-result.ts';
import { medianOutcome } from '../../engine/bench/median-outcome.ts';
import { toProblem } from '../../engine/errors.ts';
import { tokenMetadataFile } from '../../engine/metadata/token-files.ts';
import { imageFileName } from '../../engine/output/file-names.ts';
import type { SinkTarget } from '../../engine/output/sink.ts';
import type { RunSnapshot } from '../../engine/run/run.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';
import { createRunClient } from '../run/run-client.ts';
import type { RunClient } from '../run/run-client.ts';
import { lastToFirstTenth, runEngine, runSink } from './engine-runs.ts';
import type { EngineRun } from './engine-runs.ts';
import { createNativePath } from './native-path.ts';
import { comparePictures } from './picture-sizes.ts';

export interface BenchOptions {
	design: Design;
	/** Name of the art, for the report. */
	art: string;
	asset: (hash: AssetHash) => Promise<Blob | undefined>;
	/** Fewer rounds and fewer files: for a first look. */
	quick: boolean;
	backend: Backend | 'auto';
	workers: number;
	/** Where files are written to measure the sinks: the origin's private file system. Emptied afterwards. */
	directory: FileSystemDirectoryHandle;
	/** Where the memory of all the browser's processes can be read: asked around one run of its own. */
	memory?: MemoryMeter;
	onProgress(activity: string): void;
}

/** Measures the whole browser from outside the page. */
export interface MemoryMeter {
	start(): Promise<void>;
	/** From now on the highest level counts as that of the last tenth too. */
	lastTenth(): Promise<void>;
	/** @returns undefined where there is no figure that covers all processes */
	end(): Promise<BenchResult['memory']>;
}

/** Tokens that the browser's own path draws per round: its rate does not depend on their number. */
const NATIVE_TOKENS = 96;
/** Tokens that are compared in size with other encoders. */
const COMPARED_PICTURES = 48;
/** Tokens that each backend makes for its own row; a software GPU is slow. */
const BACKEND_TOKENS = 24;

export async function runBench(options: BenchOptions): Promise<BenchResult> {
	const client = createRunClient();
	try {
		return await new Bench(options, client, await makePlan(options.design)).run();
	} finally {
		client.dispose();
	}
}

class Bench {
	readonly #options: BenchOptions;
	readonly #client: RunClient;
	readonly #plan: Plan;
	#folders = 0;

	constructor(options: BenchOptions, client: RunClient, plan: Plan) {
		this.#options = options;
		this.#client = client;
		this.#plan = plan;
	}

	async run(): Promise<BenchResult> {
		const { design, art, quick, workers, asset, onProgress } = this.#options;
		const rounds = quick ? 1 : 3;
		onProgress('Engine, first run');
		const { memory, run: first } = await this.#measureMemory();
		const imageBytes = Math.round(first.last.bytes / first.last.done);
		const metadataBytes = this.#metadataBytes();
		onProgress('Preparing the browser’s own path');
		const native = await createNativePath(design, this.#plan, NATIVE_TOKENS, workers, asset);
		// One round of it too for the browser to warm up.
		await native.measure();
		const engineRuns: EngineRun[] = [];
		const foretold: Record<'engine' | 'files' | 'zip', RunSnapshot[]> = { engine: [], files: [], zip: [] };
		const engine = async (name: 'files' | 'zip', sink: SinkTarget) => {
			const run = await this.#engine(sink, true);
			foretold[name].push(run.last);
			return rate(run);
		};
		const raw = (sink: SinkTarget) => runSink(sink, first.last.total, imageBytes, metadataBytes);
		const steps: [name: RateName, activity: string, measure: () => Promise<number>][] = [
			[
				'engine',
				'Engine, memory to memory',
				async () => {
					const run = await this.#engine({ kind: 'memory' }, false);
					engineRuns.push(run);
					foretold.engine.push(run.last);
					return rate(run);
				},
			],
			['native', 'The browser’s own path', async () => (await native.measure()).imagesPerSecond],
			['files', 'Loose files', () => this.#inFolder((sink) => engine('files', sink))],
			['rawFiles', 'Loose files without making them', () => this.#inFolder(raw)],
			['zip', 'ZIP', () => this.#inZip((sink) => engine('zip', sink))],
			['rawZip', 'ZIP without making it', () => this.#inZip(raw)],
		];
		const samples: Record<RateName, number[]> = {
			engine: [],
			native: [],
			files: [],
			rawFiles: [],
			zip: [],
			rawZip: [],
		};
		for (let round = 0; round < rounds; round++) {
			// Alternating, so that none always runs on a warmer machine.
			for (const [name, activity, measure] of round % 2 === 0 ? steps : steps.toReversed()) {
				onProgress(`${activity}, round ${round + 1} of ${rounds}`);
				samples[name].push(await measure());
			}
		}
		native.dispose();
		const reference = engineRuns[0].last;
		onProgress('Comparing sizes');
		const sizes = await this.#sizes();
		onProgress('Comparing backends');
		const backends = await this.#backends();
		const rates = mapRates(samples, measured);
		/** What ran side by side is compared: the machine's mood changes between rounds. */
		const ratio = (of: RateName, to: RateName) =>
			measured(samples[of].map((value, round) => value / samples[to][round])).median;
		const forecasts = {
			engine: medianOutcome(foretold.engine),
			files: medianOutcome(foretold.files),
			zip: medianOutcome(foretold.zip),
		};
		const middle = engineRuns[Math.floor(engineRuns.length / 2)];
		return {
			version: BENCH_VERSION,
			art,
			count: design.supply.count,
			size: `${design.output.width}×${design.output.height}`,
			workers,
			backend: reference.backend,
			backendReason: reference.backendReason,
			rounds,
			ratios: {
				toNative: ratio('engine', 'native'),
				filesToSink: ratio('files', 'rawFiles'),
				zipToSink: ratio('zip', 'rawZip'),
				bytesToNative: sizes.engine / sizes.native,
				bytesToZlib6: sizes.engine / sizes.zlib6,
				lastToFirstTenth: measured(engineRuns.map(lastToFirstTenth)).median,
			},
			imagesPerSecond: mapRates(rates, ({ median }) => median),
			spread: mapRates(rates, ({ low, high }) => ({ low, high })),
			backends,
			bytesPerImage: sizes,
			tiles: {
				made: reference.tilesMade,
				lookedUp: reference.tilesLookedUp,
				hitRate: 1 - reference.tilesMade / Math.max(1, reference.tilesLookedUp),
			},
			gpu: reference.gpu,
			...(memory && { memory }),
			stages: middle.last.stages,
			forecast: forecasts.files,
			forecasts,
			preparationSeconds: middle.preparationSeconds,
		};
	}

	#engine(
		sink: SinkTarget,
		tokenMetadata: boolean,
		plan = this.#plan,
		backend = this.#options.backend,
	): Promise<EngineRun> {
		const { design, workers } = this.#options;
		return runEngine(this.#client, { design, plan, sink, backend, workers, tokenMetadata });
	}

	/** The first run, which also draws what the store keeps, so that later ones start alike. */
	async #measureMemory(): Promise<{ memory: BenchResult['memory']; run: EngineRun }> {
		const { design, workers, backend, memory } = this.#options;
		const request = {
			design,
			plan: this.#plan,
			sink: { kind: 'memory' },
			backend,
			workers,
			tokenMetadata: false,
		} as const;
		let lastTenth: Promise<void> | undefined;
		await memory?.start();
		const run = await runEngine(this.#client, request, (done, total) => {
			if (total > 0 && done >= total * 0.9) lastTenth ??= memory?.lastTenth();
		});
		await lastTenth;
		return { memory: await memory?.end(), run };
	}

	#metadataBytes(): number {
		return new TextEncoder().encode(tokenMetadataFile(this.#options.design, this.#plan, 0)).length;
	}

	async #inFolder<T>(work: (target: SinkTarget) => Promise<T>): Promise<T> {
		const folder = `bench-${++this.#folders}`;
		const { directory } = this.#options;
		try {
			return await work({ kind: 'folder', directory, folder });
		} finally {
			await directory.removeEntry(folder, { recursive: true });
		}
	}

	async #inZip<T>(work: (target: SinkTarget) => Promise<T>): Promise<T> {
		const { directory } = this.#options;
		const name = `bench-${++this.#folders}.zip`;
		try {
			return await work({ kind: 'zip', file: await directory.getFileHandle(name, { create: true }) });
		} finally {
			await directory.removeEntry(name);
		}
	}

	/** Sizes of tokens spread over the plan, as files the engine wrote with the tables of the whole plan. */
	#sizes(): Promise<{ engine: number; native: number; zlib6: number }> {
		const { design, directory, workers, backend } = this.#options;
		return this.#inFolder(async (target) => {
			if (target.kind !== 'folder') throw new Error('sizes are compared on loose files');
			const { count, firstNumber } = this.#plan;
			const wanted = Math.min(COMPARED_PICTURES, count);
			const first = Math.floor((count - wanted) / 2);
			const range = { first: firstNumber + first, last: firstNumber + first + wanted - 1 };
			const request = { design, plan: this.#plan, range, sink: target, backend, workers, tokenMetadata: false };
			await runEngine(this.#client, request);
			const folder = await directory.getDirectoryHandle(target.folder);
			const images = await folder.getDirectoryHandle('images');
			const files: Uint8Array<ArrayBuffer>[] = [];
			for (let number = range.first; number <= range.last; number++) {
				const file = await (await images.getFileHandle(imageFileName(number, 'png'))).getFile();
				files.push(new Uint8Array(await file.arrayBuffer()));
			}
			return comparePictures(files);
		});
	}

	async #backends(): Promise<BenchResult['backends']> {
		const rows: BenchResult['backends'] = [];
		const { design, workers } = this.#options;
		const { firstNumber, count } = this.#plan;
		const tokens = Math.min(BACKEND_TOKENS, count);
		const range = { first: firstNumber, last: firstNumber + tokens - 1 };
		for (const backend of ['reference', 'canvas2d', 'webgpu'] as const) {
			try {
				const request = { design, plan: this.#plan, range, sink: { kind: 'memory' }, backend, workers } as const;
				const run = await runEngine(this.#client, { ...request, tokenMetadata: false });
				rows.push({ backend, description: run.last.backendReason, imagesPerSecond: rate(run), tokens });
			} catch (error) {
				rows.push({ backend, description: toProblem(error).message });
			}
		}
		return rows;
	}
}

/** Images per second from the first made tile, those of the forecast's rehearsal included, to closed files. */
function rate({ last }: EngineRun): number {
	return last.done / (last.seconds + last.foretellingSeconds);
}

function mapRates<S, T>(rates: Record<RateName, S>, value: (rate: S) => T): Record<RateName, T> {
	return {
		engine: value(rates.engine),
		native: value(rates.native),
		files: value(rates.files),
		zip: value(rates.zip),
		rawFiles: value(rates.rawFiles),
		rawZip: value(rates.rawZip),
	};
}
