/** The compositing shader alone: tiles that are on the GPU already, and stay there. */
import { UnpackedTiles } from '../reference/unpacked-tiles.ts';
import type { Gpu } from '../webgpu/device.ts';
import { COMPOSITE_WGSL } from '../webgpu/shader-source.ts';
import { splitBatch } from '../webgpu/split-batch.ts';
import { TileAtlas } from '../webgpu/tile-atlas.ts';
import { createPipeline } from '../webgpu/tile-pipeline.ts';
import type { BenchStep } from './bench-step.ts';
import type { GpuClock } from './gpu-clock.ts';
import { STEP_TILES, STEP_TILES_IN_SOFTWARE, type Workload } from './workload.ts';

/** Browsers round timestamps to tenths of a millisecond: the dispatch is repeated until a pass takes so long. */
const SECONDS_PER_PASS = 0.005;
const MOST_REPEATS = 1 << 12;

/** @param code of the shader; tests give a slow one */
export async function shaderStep(
	{ device, software }: Gpu,
	clock: GpuClock,
	work: Workload,
	code = COMPOSITE_WGSL,
): Promise<BenchStep> {
	const { tile: shape } = work.index.grid;
	const batch = work.batch(software ? STEP_TILES_IN_SOFTWARE : STEP_TILES);
	const [piece] = splitBatch(batch, batch.jobs, Number.POSITIVE_INFINITY);
	const module = device.createShaderModule({ label: 'composite.wgsl', code });
	const pipeline = await createPipeline(device, module, shape, piece.sourceOverOnly);
	const tiles = new UnpackedTiles();
	tiles.use(work.index.content.tiles);
	const atlas = new TileAtlas(device, shape);
	await atlas.upload(tiles);
	const { STORAGE, COPY_DST } = GPUBufferUsage;
	const bufferOf = (label: string, data: Uint32Array<ArrayBuffer>) => {
		const buffer = device.createBuffer({ label, size: Math.max(8, data.byteLength), usage: STORAGE | COPY_DST });
		device.queue.writeBuffer(buffer, 0, data);
		return { buffer };
	};
	const output = device.createBuffer({ label: 'tiles', size: batch.jobs * shape.bytes, usage: STORAGE });
	const resources = [
		atlas.view(),
		bufferOf('offsets', piece.offsets),
		bufferOf('layers', piece.layers),
		{ buffer: output },
	];
	const group = device.createBindGroup({
		layout: pipeline.getBindGroupLayout(0),
		entries: resources.map((resource, binding) => ({ binding, resource })),
	});
	const timePass = (repeats: number) =>
		clock.timePass((pass) => {
			pass.setPipeline(pipeline);
			pass.setBindGroup(0, group);
			for (let i = 0; i < repeats; i++) pass.dispatchWorkgroups(piece.jobs);
		});
	// Compiles what the driver compiles late, and finds how often to repeat.
	let repeats = 1;
	await timePass(repeats);
	while ((await timePass(repeats)) < SECONDS_PER_PASS && repeats < MOST_REPEATS) repeats *= 2;
	return {
		id: 'composite-webgpu-shader',
		timing: clock.timing,
		run: async () => ({ units: piece.jobs * repeats, seconds: await timePass(repeats) }),
	};
}
