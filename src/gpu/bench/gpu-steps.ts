/** The parts of compositing on a GPU, each alone: the shader, the way up, the way back. */
import { toProblem } from '../../engine/errors.ts';
import { LARGE_TILE } from '../../engine/tiles/tile-shape.ts';
import { acquireDevice, type Gpu } from '../webgpu/device.ts';
import type { BenchStep } from './bench-step.ts';
import type { StepsFound } from './composite-steps.ts';
import { GpuClock } from './gpu-clock.ts';
import { shaderStep } from './shader-step.ts';
import { STEP_TILES, type Workload } from './workload.ts';

/** Side of the texture that is uploaded, pixels: 16 MB, a page of the atlas. */
const UPLOAD_SIDE = 2048;
/** What one dispatch gives back. */
const READ_BYTES = STEP_TILES * LARGE_TILE.bytes;

const GPU_ROWS = ['composite-webgpu-shader', 'upload', 'read-back'] as const;

/** @param onLost called when the device goes away by itself */
export async function gpuSteps(work: Workload, onLost: (reason: string) => void): Promise<StepsFound> {
	try {
		const gpu = await acquireDevice({ allowSoftware: true, features: ['timestamp-query'] });
		void gpu.lost.then(onLost);
		const clock = new GpuClock(gpu.device);
		const steps = [await shaderStep(gpu, clock, work), uploadStep(gpu, clock), readBackStep(gpu, clock)];
		const note = gpu.software ? { note: `${gpu.name}, a software adapter` } : { note: gpu.name };
		return { steps: steps.map((step) => ({ ...step, ...note })), missing: [] };
	} catch (error) {
		const reason = toProblem(error).message;
		return { steps: [], missing: GPU_ROWS.map((id) => ({ id, reason })) };
	}
}

function uploadStep({ device }: Gpu, clock: GpuClock): BenchStep {
	const size = [UPLOAD_SIDE, UPLOAD_SIDE];
	const texture = device.createTexture({
		label: 'upload',
		format: 'rgba8uint',
		size,
		usage: GPUTextureUsage.COPY_DST | GPUTextureUsage.TEXTURE_BINDING,
	});
	// A pattern, since some drivers recognise an empty texture.
	const pixels = Uint32Array.from({ length: UPLOAD_SIDE ** 2 }, (_, i) => Math.imul(i, 0x9e3779b1));
	return {
		id: 'upload',
		timing: 'wall',
		async run() {
			const seconds = await clock.timeTransfer(() =>
				device.queue.writeTexture({ texture }, pixels, { bytesPerRow: UPLOAD_SIDE * 4 }, size),
			);
			return { units: pixels.byteLength / 1e6, seconds };
		},
	};
}

function readBackStep({ device }: Gpu, clock: GpuClock): BenchStep {
	const { COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
	const source = device.createBuffer({ label: 'read-back source', size: READ_BYTES, usage: COPY_SRC | COPY_DST });
	const staging = device.createBuffer({ label: 'read-back', size: READ_BYTES, usage: COPY_DST | MAP_READ });
	const read = new Uint8Array(READ_BYTES);
	return {
		id: 'read-back',
		timing: 'wall',
		async run() {
			const seconds = await clock.timeTransfer(async () => {
				const encoder = device.createCommandEncoder({ label: 'read-back' });
				encoder.copyBufferToBuffer(source, 0, staging, 0, READ_BYTES);
				device.queue.submit([encoder.finish()]);
				await staging.mapAsync(GPUMapMode.READ);
				// As the compositor does: mapped memory can be slow to read in place.
				read.set(new Uint8Array(staging.getMappedRange()));
				staging.unmap();
			});
			return { units: READ_BYTES / 1e6, seconds };
		},
	};
}
