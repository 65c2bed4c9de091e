/** What a measurement says of the costs of later runs, and what of it `auto` uses. */
import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { calibrationFromBenchmark } from '../../../src/engine/bench/calibrate.ts';
import {
	ASSEMBLED_TILES,
	calibratedSink,
	calibrationFromRun,
	DEFAULT_CALIBRATION,
	type Calibration,
	type RunFigures,
} from '../../../src/engine/bench/calibration.ts';
import { REFERENCE_DEVICE } from '../../../src/engine/bench/reference-device.ts';
import { LARGE_FILE_BYTES, SMALL_FILE_BYTES } from '../../../src/engine/bench/suite.ts';
import { chooseBackend } from '../../../src/engine/run/choose-backend.ts';
import { deviceCosts, learnCosts, splitCandidates } from '../../../src/engine/run/device-costs.ts';
import { STAGES, type RunRequest, type RunSnapshot } from '../../../src/engine/run/run.ts';
import { createConnection } from '../../../src/engine/store/database.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { LARGE_TILE, tileGrid } from '../../../src/engine/tiles/tile-shape.ts';
import { sinkSecondsOf } from '../../../src/engine/forecast/predict-seconds.ts';
import { defaultDesign } from '../../../src/engine/design/default-design.ts';
import { sampleResult } from './sample-result.ts';

const noStages = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as RunFigures['stages'];
const run = (own: Partial<RunFigures>): RunFigures => ({
	sink: 'folder',
	images: 1000,
	files: 2000,
	tilesPerImage: ASSEMBLED_TILES,
	tilesMade: 10_000,
	bytes: 80e6,
	stages: { ...noStages, composite: 0.5, encode: 2, assemble: 0.3, checksum: 0.2, write: 1 },
	backend: 'reference',
	...own,
});

describe('the benchmark', () => {
	/** Files that cost 3 ms each and 20 ns a byte on top, and a ZIP of 100 MB/s. */
	const small = 1 / (3e-3 + 20e-9 * SMALL_FILE_BYTES);
	const large = LARGE_FILE_BYTES / 1e6 / (3e-3 + 20e-9 * LARGE_FILE_BYTES);
	const { rows } = sampleResult({ speed: 2, spread: 0 });
	const wall = { timing: 'wall' } as const;
	const written = [
		...rows,
		{ id: 'sink-small', samples: [small], ...wall },
		{ id: 'sink-large', samples: [large], ...wall },
		{ id: 'sink-zip', samples: [100], ...wall },
	];

	test('gives the cost of everything that it measured', () => {
		const costs = calibrationFromBenchmark({ rows: written, faults: [], workers: 2 }, DEFAULT_CALIBRATION);
		expect(costs?.source).toBe('benchmark');
		expect(costs?.secondsPerTile.encode).toBeCloseTo(1 / REFERENCE_DEVICE.encode, 9);
		expect(costs?.secondsPerTile.composite).toEqual({
			webgpu: expect.closeTo(40 / REFERENCE_DEVICE.composite, 8),
			canvas2d: expect.closeTo(1.25 / REFERENCE_DEVICE.composite, 9),
			reference: expect.closeTo(1 / REFERENCE_DEVICE.composite, 9),
		});
		expect(costs?.secondsPerImage.assemble).toBeCloseTo(1 / REFERENCE_DEVICE.assemble, 8);
		expect(costs?.secondsPerFile.folder).toBeCloseTo(3e-3, 9);
		expect(costs?.secondsPerByte.folder).toBeCloseTo(20e-9, 15);
		expect(costs?.secondsPerByte.zip).toBeCloseTo(10e-9, 15);
	});

	test('leaves what it could not measure as it was', () => {
		const base: Calibration = {
			...DEFAULT_CALIBRATION,
			secondsPerFile: { folder: 7e-3, zip: 0, memory: 0 },
			secondsPerByte: { folder: 5e-9, zip: 6e-9, memory: 0 },
		};
		const costs = calibrationFromBenchmark(
			{ rows: rows.filter(({ id }) => id !== 'encode'), faults: [], workers: 2 },
			base,
		);
		expect(costs?.secondsPerTile.encode).toBe(base.secondsPerTile.encode);
		expect(costs?.secondsPerFile.folder).toBeCloseTo(7e-3, 9);
		expect(costs?.secondsPerByte.folder).toBe(5e-9);
		expect(costs?.secondsPerByte.zip).toBeCloseTo(6e-9, 15);
	});

	test('that was disturbed says nothing', () => {
		const faults = [{ code: 'busy' as const, message: 'Others.' }];
		expect(calibrationFromBenchmark({ rows, faults, workers: 2 }, DEFAULT_CALIBRATION)).toBeUndefined();
	});
});

describe('a finished run', () => {
	test('corrects what its threads spent by tile and image, and leaves a sink that it did not wait for', () => {
		const costs = calibrationFromRun(run({ tilesPerImage: ASSEMBLED_TILES * 2 }), DEFAULT_CALIBRATION);
		expect(costs).toMatchObject({
			source: 'run',
			secondsPerTile: { composite: { reference: 0.5 / 10_000 }, encode: 2 / 10_000 },
			secondsPerFile: DEFAULT_CALIBRATION.secondsPerFile,
			secondsPerByte: DEFAULT_CALIBRATION.secondsPerByte,
		});
		expect(costs.secondsPerImage.assemble).toBeCloseTo(0.25e-3, 9);
	});

	test('keeps what is known of other backends', () => {
		const base = { ...DEFAULT_CALIBRATION, secondsPerTile: { composite: { webgpu: 1, canvas2d: 2 }, encode: 1 } };
		const { composite } = calibrationFromRun(run({ backend: 'canvas2d' }), base).secondsPerTile;
		expect(composite).toEqual({ webgpu: 1, canvas2d: 0.5 / 10_000 });
	});

	test.each(['folder', 'zip', 'zip-stream'] as const)('that waited for its %s corrects its cost', (sink) => {
		const kind = sink === 'folder' ? 'folder' : 'zip';
		const figures = run({ sink, sinkSeconds: 9 });
		const costs = calibrationFromRun(figures, DEFAULT_CALIBRATION);
		const predicted = figures.files * costs.secondsPerFile[kind] + figures.bytes * costs.secondsPerByte[kind];
		expect(predicted).toBeCloseTo(9, 6);
		const other = kind === 'zip' ? 'folder' : 'zip';
		expect(costs.secondsPerFile[other]).toBe(DEFAULT_CALIBRATION.secondsPerFile[other]);
	});

	test('that is short says nothing', () => {
		expect(calibrationFromRun(run({ images: 10 }), DEFAULT_CALIBRATION)).toBe(DEFAULT_CALIBRATION);
		expect(calibrationFromRun(run({ tilesMade: 10 }), DEFAULT_CALIBRATION)).toBe(DEFAULT_CALIBRATION);
	});

	test('into the server of the command line calibrates no sink', () => {
		expect(calibratedSink('http')).toBeUndefined();
	});
});

test('an image of 1080² has the tiles that assembly is given for', () => {
	const { columns, rows } = tileGrid(1080, 1080);
	expect(columns * rows).toBe(ASSEMBLED_TILES);
});

describe('auto', () => {
	const measured = (webgpu: number): Calibration => ({
		...DEFAULT_CALIBRATION,
		source: 'benchmark',
		secondsPerTile: { composite: { webgpu, canvas2d: 40e-6, reference: 20e-6 }, encode: 1e-4 },
	});

	test('tries WebGPU unless it was far slower than the others on this device', () => {
		const all = ['webgpu', 'canvas2d', 'reference'];
		expect(splitCandidates(DEFAULT_CALIBRATION, LARGE_TILE)).toEqual({ tried: all, known: [] });
		expect(splitCandidates(measured(5e-6), LARGE_TILE).tried).toEqual(all);
		expect(splitCandidates(measured(50e-6), LARGE_TILE).tried).toEqual(all);
		expect(splitCandidates(measured(600e-6), LARGE_TILE).tried).toEqual(['canvas2d', 'reference']);
	});

	test('says why it did not', () => {
		const { known } = splitCandidates(measured(600e-6), LARGE_TILE);
		const tried = { description: '', software: false, microsecondsPerTile: 21 };
		expect(chooseBackend([{ backend: 'reference', ...tried }], known).reason).toBe(
			'Fastest in a trial: the integer kernel 21 µs per tile; WebGPU 600 µs (measured before).',
		);
	});
});

describe('on this device', () => {
	const request: RunRequest = {
		id: 'a',
		design: defaultDesign('Costs', 1080, 1080),
		sink: { kind: 'folder', directory: {} as FileSystemDirectoryHandle, folder: 'out' },
		backend: 'auto',
		tokenMetadata: true,
	};
	const snapshot = {
		done: 1000,
		tilesMade: 10_000,
		bytes: 80e6,
		seconds: 10,
		stages: { ...noStages, composite: 0.5, encode: 2, write: 9 },
		backend: 'canvas2d',
		workers: 2,
		forecast: { stages: { composite: 0.5, encode: 6, write: 3 } },
	} as RunSnapshot;

	test('nothing is known before anything was measured', async () => {
		expect(await deviceCosts()).toEqual(DEFAULT_CALIBRATION);
	});

	test('a run that only measured, or made other than PNG, leaves it so', async () => {
		await learnCosts({ ...request, sink: { kind: 'memory' } }, snapshot, 2);
		const { design } = request;
		await learnCosts({ ...request, design: { ...design, output: { ...design.output, format: 'webp' } } }, snapshot, 2);
		expect(await deviceCosts()).toEqual(DEFAULT_CALIBRATION);
	});

	test('a finished run is remembered, image and metadata counted as a file each', async () => {
		await learnCosts(request, snapshot, 2);
		const costs = await deviceCosts();
		expect(costs.source).toBe('run');
		expect(costs.secondsPerTile.composite.canvas2d).toBe(0.5 / 10_000);
		expect(2000 * costs.secondsPerFile.folder + 80e6 * costs.secondsPerByte.folder).toBeCloseTo(
			sinkSecondsOf(10, snapshot.forecast?.stages ?? {}, 2, 2) ?? 0,
			6,
		);
	});

	test('what cannot be read counts as not measured', async () => {
		const { calibration } = await openStore();
		await calibration.put(DEFAULT_CALIBRATION);
		const use = createConnection();
		await use((database) => database.put('calibration', { source: 'benchmark', secondsPerTile: 1 }, 'device'));
		expect(await calibration.get()).toBe(DEFAULT_CALIBRATION);
	});
});
