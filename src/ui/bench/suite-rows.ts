/** The rows that the suite measures on the page: whole runs of the engine, and the browser's own path. */
import { makePlan } from '../../engine/combine/make-plan.ts';
import { atSize, type SuiteArt } from '../../engine/bench/suite-design.ts';
import {
	LARGE_FILE_BYTES,
	LARGE_FILES,
	PIPELINE_SIDES,
	PIPELINE_TOKENS,
	SMALL_FILE_BYTES,
	SMALL_FILES,
	WRITE_TOKENS,
	type PipelineSide,
	type SuiteMode,
} from '../../engine/bench/suite.ts';
import type { SinkTarget } from '../../engine/output/sink.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';
import type { RunClient } from '../run/run-client.ts';
import { runEngine, runSink } from './engine-runs.ts';
import type { NativePath } from './native-path.ts';
import type { MeasuredRow } from './suite-rounds.ts';

export interface RunRows {
	rows: MeasuredRow[];
	missing: { id: string; reason: string }[];
}

export interface RunRowsOptions {
	art: SuiteArt;
	client: RunClient;
	mode: SuiteMode;
	backend: Backend;
	workers: number;
	/** Gigabytes; absent where the browser does not tell. */
	memoryGB: number | undefined;
	privateDirectory: FileSystemDirectoryHandle | undefined;
	folder: FileSystemDirectoryHandle | undefined;
	native: NativePath;
}

/** Gigabytes that a device should have for a side: the traits alone take a share of it. */
const NEEDED_MEMORY: Record<PipelineSide, number> = { 512: 0, 1080: 0, 2048: 2, 4096: 4 };

const PRIVATE_ROWS = ['write-private', 'sink-small', 'sink-large', 'sink-zip'];

export function runRows(options: RunRowsOptions): RunRows {
	const { mode, workers, memoryGB = Number.POSITIVE_INFINITY, privateDirectory, folder, native } = options;
	const rows: MeasuredRow[] = [];
	const missing: RunRows['missing'] = [];
	for (const side of PIPELINE_SIDES) {
		const isExtra = side > 1080;
		if (isExtra && mode === 'quick') continue;
		const id = `pipeline-${side}`;
		if (memoryGB < NEEDED_MEMORY[side]) {
			const reason = `Needs a device with ${NEEDED_MEMORY[side]} GB of memory; this one has ${memoryGB}.`;
			missing.push({ id, reason });
			continue;
		}
		rows.push({
			id,
			activity: `Images of ${side}², memory to memory`,
			measure: () => runRate(options, side, PIPELINE_TOKENS[side], { kind: 'memory' }, workers),
		});
	}
	for (const count of workerCounts(mode, workers)) {
		rows.push({
			id: `workers-${count}`,
			activity: `Images of 512² with ${count === 1 ? '1 worker' : `${count} workers`}`,
			measure: () => runRate(options, 512, PIPELINE_TOKENS[512], { kind: 'memory' }, count),
		});
	}
	if (privateDirectory === undefined) {
		for (const id of PRIVATE_ROWS) {
			missing.push({ id, reason: 'This browser gives the page no private file system.' });
		}
	} else {
		rows.push(
			{
				id: 'write-private',
				activity: 'Files into the private file system',
				measure: () => writeRate(options, privateDirectory),
			},
			...sinkRows(privateDirectory),
		);
	}
	if (folder !== undefined) {
		rows.push({ id: 'write-folder', activity: 'Files into your folder', measure: () => writeRate(options, folder) });
	}
	rows.push({
		id: 'browser',
		activity: 'The browser’s own path',
		measure: async () => (await native.measure()).imagesPerSecond,
	});
	return { rows, missing };
}

/** Numbers of workers that are measured besides all: one, and in full mode up to eight and then powers of two. */
function workerCounts(mode: SuiteMode, workers: number): number[] {
	if (workers === 1) return [];
	if (mode === 'quick') return [1];
	return Array.from({ length: workers - 1 }, (_, i) => i + 1).filter(
		(count) => count <= 8 || (count & (count - 1)) === 0,
	);
}

async function runRate(
	{ art, client, backend }: RunRowsOptions,
	side: number,
	tokens: number,
	sink: SinkTarget,
	workers: number,
): Promise<number> {
	const design = atSize(art.design, side, tokens);
	const request = {
		design,
		plan: await makePlan(design),
		sink,
		backend,
		workers,
		tokenMetadata: sink.kind !== 'memory',
		forecast: false,
	} as const;
	const { last } = await runEngine(client, request);
	return last.done / last.seconds;
}

function writeRate(options: RunRowsOptions, directory: FileSystemDirectoryHandle): Promise<number> {
	return inNewFolder(directory, (sink) => runRate(options, 512, WRITE_TOKENS, sink, options.workers));
}

/** The sinks alone: what a file costs, and what its bytes cost. */
function sinkRows(directory: FileSystemDirectoryHandle): MeasuredRow[] {
	const largeMegabytes = LARGE_FILE_BYTES / 1e6;
	return [
		{
			id: 'sink-small',
			activity: 'Small files alone',
			measure: () => inNewFolder(directory, (sink) => runSink(sink, SMALL_FILES, SMALL_FILE_BYTES, 0)),
		},
		{
			id: 'sink-large',
			activity: 'Large files alone',
			measure: () =>
				inNewFolder(
					directory,
					async (sink) => largeMegabytes * (await runSink(sink, LARGE_FILES, LARGE_FILE_BYTES, 0)),
				),
		},
		{
			id: 'sink-zip',
			activity: 'One ZIP alone',
			async measure() {
				const name = `tessera-benchmark-${crypto.randomUUID()}.zip`;
				const file = await directory.getFileHandle(name, { create: true });
				try {
					return largeMegabytes * (await runSink({ kind: 'zip', file }, LARGE_FILES, LARGE_FILE_BYTES, 0));
				} finally {
					await directory.removeEntry(name);
				}
			},
		},
	];
}

async function inNewFolder<T>(
	directory: FileSystemDirectoryHandle,
	work: (sink: SinkTarget) => Promise<T>,
): Promise<T> {
	const folder = `tessera-benchmark-${crypto.randomUUID()}`;
	try {
		return await work({ kind: 'folder', directory, folder });
	} finally {
		await directory.removeEntry(folder, { recursive: true });
	}
}
