/** What runs take from, and give back to, what is known of this device's costs. Storage that fails stops no run. */
import { calibrationFromRun, DEFAULT_CALIBRATION, type Calibration, type RunFigures } from '../bench/calibration.ts';
import { sinkSecondsOf } from '../forecast/predict-seconds.ts';
import { openStore } from '../store/store.ts';
import type { Backend } from '../tiles/compositor.ts';
import { LARGE_TILE, outputGrid, tileGrid } from '../tiles/tile-shape.ts';
import type { TileShape } from '../tiles/tile-shape.ts';
import type { TrialResult } from './band-protocol.ts';
import { CANDIDATES } from './choose-backend.ts';
import type { RunRequest, RunSnapshot } from './run.ts';

/** WebGPU that took so many times as long as the fastest when the device was measured is not tried again. */
const HOPELESS = 3;

export async function deviceCosts(): Promise<Calibration> {
	try {
		return await (await openStore()).calibration.get();
	} catch {
		return DEFAULT_CALIBRATION;
	}
}

/**
 * What a run should try, and what is known of the rest. Trying WebGPU takes an adapter, a device and compiled shaders; the
 * others take but their turns (`backend-trial.ts`), and work everywhere.
 */
export function splitCandidates(
	{ secondsPerTile: { composite } }: Calibration,
	tile: TileShape,
): {
	tried: Backend[];
	known: TrialResult[];
} {
	const { webgpu, ...others } = composite;
	const fastest = Math.min(...Object.values(others));
	if (webgpu === undefined || webgpu < fastest * HOPELESS) return { tried: [...CANDIDATES], known: [] };
	return {
		tried: CANDIDATES.filter((backend) => backend !== 'webgpu'),
		known: [
			{
				backend: 'webgpu',
				description: 'measured before',
				microsecondsPerTile: webgpu * tile.cost * 1e6,
				software: false,
			},
		],
	};
}

/** Keeps what a finished run in one session says of the device. */
export async function learnCosts(request: RunRequest, snapshot: RunSnapshot, cores: number): Promise<void> {
	const figures = figuresOf(request, snapshot, cores);
	if (figures === undefined) return;
	try {
		const { calibration } = await openStore();
		const known = await calibration.get();
		const learnt = calibrationFromRun(figures, known);
		if (learnt !== known) await calibration.put(learnt);
	} catch {
		// The next run is predicted as this one was.
	}
}

/** @returns undefined for runs whose stages mean something else, and for those that only measure */
function figuresOf(
	{ design: { output }, sink, tokenMetadata }: RunRequest,
	{ done, tilesMade, bytes, seconds, stages, backend, forecast, workers }: RunSnapshot,
	cores: number,
): RunFigures | undefined {
	if (output.format !== 'png' || sink.kind === 'memory') return undefined;
	const { columns, rows } = tileGrid(output.width, output.height, LARGE_TILE);
	const sinkSeconds = forecast && sinkSecondsOf(seconds, forecast.stages, cores, workers);
	return {
		sink: sink.kind,
		images: done,
		files: tokenMetadata ? done * 2 : done,
		tilesPerImage: columns * rows,
		tilesMade: tilesMade * outputGrid(output).tile.cost,
		bytes,
		stages,
		...(sinkSeconds === undefined ? {} : { sinkSeconds }),
		backend,
	};
}
