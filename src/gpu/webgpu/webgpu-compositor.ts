/** The compositor on the GPU. Survives the loss of its device: acquires another, uploads again, repeats the batch. */
import { TesseraError } from '../../engine/errors.ts';
import type { Compositor, TileBatch } from '../../engine/tiles/compositor.ts';
import { PixelTiles } from '../../engine/tiles/pixel-tiles.ts';
import type { TileShape } from '../../engine/tiles/tile-shape.ts';
import { UnpackedTiles } from '../reference/unpacked-tiles.ts';
import { acquireDevice, type DeviceOptions } from './device.ts';
import { pieceJobs, TilePipeline, type Traffic } from './tile-pipeline.ts';

const MOST_LOSSES = 3;
/** A lost device reports its loss and the failures that follow from it in either order, but at once. */
const LOSS_REPORT_MS = 500;

export interface WebGpuCompositor extends Compositor {
	/** Computes on the processor (SwiftShader and the like): right, but slower than the pool of workers. */
	readonly softwareAdapter: boolean;
	/** Loses the device as a crashed driver would; for tests. */
	simulateLoss(): void;
}

/**
 * A lost device takes its textures along, so the content tiles are uploaded again from where `useContent` names them: the
 * index of tiles has them in ordinary memory anyway.
 * @throws TesseraError `backend-unavailable`; `composite` rejects with `gpu-lost` after three losses in a row, and with
 * `gpu-out-of-memory`.
 */
export async function createWebGpuCompositor(shape: TileShape, options: DeviceOptions = {}): Promise<WebGpuCompositor> {
	const first = await TilePipeline.create(await acquireDevice(options), shape);
	const { name, software } = first.gpu;
	const tiles = new UnpackedTiles();
	const traffic: Traffic = { dispatches: 0, bytesUp: 0, bytesBack: 0 };
	let pipeline: TilePipeline | undefined = first;
	let losses = 0;
	let disposed = false;
	let output = new Uint8Array(0);

	/** Whether the failure of `failed` came from a loss; if so it is counted and the pipeline forgotten. */
	async function wasLost(failed: TilePipeline | undefined): Promise<boolean> {
		if (failed !== undefined) {
			const late = new Promise<undefined>((resolve) => setTimeout(resolve, LOSS_REPORT_MS));
			if ((await Promise.race([failed.gpu.lost, late])) === undefined) return false;
		}
		pipeline = undefined;
		losses++;
		return true;
	}

	async function attempt(batch: TileBatch, result: Uint8Array): Promise<void> {
		pipeline ??= await TilePipeline.create(await acquireDevice(options), shape);
		await pipeline.composite(batch, tiles, result, traffic);
		losses = 0;
	}

	return {
		backend: 'webgpu',
		description: software ? `WebGPU on ${name}, a software adapter` : `WebGPU on ${name}`,
		softwareAdapter: software,
		preferredJobs: pieceJobs(shape),
		useContent: (packed) => tiles.use(packed),
		async composite(batch) {
			const bytes = batch.jobs * shape.bytes;
			if (output.length < bytes) output = new Uint8Array(bytes);
			let cause: unknown;
			while (losses < MOST_LOSSES) {
				try {
					await attempt(batch, output);
					return new PixelTiles(new Uint32Array(output.buffer, 0, bytes / 4), shape);
				} catch (thrown) {
					const outOfMemory = thrown instanceof TesseraError && thrown.problem.code === 'gpu-out-of-memory';
					if (disposed || outOfMemory || !(await wasLost(pipeline))) throw thrown;
					cause = thrown;
				}
			}
			const message = `The graphics device (${name}) was lost ${MOST_LOSSES} times in a row.`;
			throw new TesseraError(
				{ code: 'gpu-lost', message, hint: 'Choose the canvas2d or reference backend.' },
				{ cause },
			);
		},
		memoryBytes: () => output.byteLength + (pipeline?.memoryBytes() ?? 0),
		traffic: () => ({ ...traffic }),
		dispose() {
			disposed = true;
			pipeline?.destroy();
			output = new Uint8Array(0);
		},
		simulateLoss: () => pipeline?.destroy(),
	};
}
