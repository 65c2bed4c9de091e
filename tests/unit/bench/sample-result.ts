/** A result as a machine could have given it, made by arithmetic. */
import { RESULT_SCHEMA, type SuiteResult, type SuiteRow } from '../../../src/engine/bench/suite-result.ts';
import { suiteScore } from '../../../src/engine/bench/suite-score.ts';
import { REFERENCE_DEVICE } from '../../../src/engine/bench/reference-device.ts';
import { SUITE_VERSION } from '../../../src/engine/bench/suite.ts';

/** Small disturbances by round and row, up to ± `spread`. */
function samplesOf(rate: number, spread: number, seed: number, rounds: number): number[] {
	return Array.from({ length: rounds }, (_, round) =>
		Number((rate * (1 + spread * Math.sin(7.3 * round + seed))).toPrecision(5)),
	);
}

/**
 * @param options.speed in relation to the reference device
 * @param options.spread of the samples around it
 */
export function sampleResult({ speed = 1, spread = 0.02, rounds = 5, ...own }: SampleOptions = {}): SuiteResult {
	const row = (id: string, rate: number, more: Partial<SuiteRow> = {}): SuiteRow => ({
		id,
		timing: 'wall',
		samples: samplesOf(rate * speed, spread, id.length + rate, rounds),
		...more,
	});
	const { composite, encode, assemble } = REFERENCE_DEVICE;
	const rows = [
		row('composite-webgpu', composite / 40, { note: 'WebGPU on google swiftshader, a software adapter' }),
		row('composite-canvas2d', composite * 0.8),
		row('composite-reference', composite),
		row('composite-webgpu-shader', composite / 30, {
			timing: 'gpu-timestamps',
			note: 'google swiftshader, a software adapter',
		}),
		row('upload', 1400, { note: 'google swiftshader, a software adapter' }),
		row('read-back', 2200, { note: 'google swiftshader, a software adapter' }),
		row('encode', encode),
		row('assemble', assemble),
		row('pipeline-512', REFERENCE_DEVICE['pipeline-512']),
		row('pipeline-1080', REFERENCE_DEVICE['pipeline-1080']),
		row('workers-1', REFERENCE_DEVICE['pipeline-512'] * 0.56),
		row('workers-2', REFERENCE_DEVICE['pipeline-512']),
		row('write-private', REFERENCE_DEVICE['write-private']),
		row('browser', 110),
	];
	const result: SuiteResult = {
		schema: RESULT_SCHEMA,
		suite: SUITE_VERSION,
		mode: 'quick',
		engine: '0.1.0',
		taken: '2026-01-02T03:04:05.678Z',
		seconds: 27.5,
		device: {
			browser: 'Chromium 156',
			system: 'Linux',
			architecture: 'x86 64',
			cores: 2,
			memoryGB: 8,
			storageGB: 46.1,
			gpu: {
				vendor: 'google',
				architecture: 'swiftshader',
				device: '',
				description: '',
				software: true,
				limits: { maxTextureDimension2D: 8192, maxBufferSize: 2 ** 30 },
				features: ['subgroups', 'timestamp-query'],
			},
		},
		backend: 'reference',
		workers: 2,
		deviations: [],
		rows,
		missing: [],
		contention: [0.004, 0.002, 0.01, 0.003, 0.002],
		faults: [],
		score: null,
		...own,
	};
	return { ...result, score: suiteScore(result)?.score ?? null };
}

type SampleOptions = Partial<SuiteResult> & { speed?: number; spread?: number; rounds?: number };
