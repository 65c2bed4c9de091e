/** What the benchmark says of a GPU is the time of finished work: a shader that does more shows up in the figure. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Raster } from '../../../src/engine/raster/raster.ts';
import { measureStep } from '../../../src/gpu/bench/bench-step.ts';
import { GpuClock } from '../../../src/gpu/bench/gpu-clock.ts';
import { gpuSteps } from '../../../src/gpu/bench/gpu-steps.ts';
import { shaderStep } from '../../../src/gpu/bench/shader-step.ts';
import { Workload } from '../../../src/gpu/bench/workload.ts';
import { acquireDevice, type Gpu } from '../../../src/gpu/webgpu/device.ts';
import { COMPOSITE_WGSL } from '../../../src/gpu/webgpu/shader-source.ts';

const SIDE = 128;

/** One token of one picture in which every tile is different. */
function workload(): Workload {
	const data = new Uint8Array(SIDE * SIDE * 4);
	for (let i = 0; i < data.length; i++) data[i] = (i * 2654435761) >>> 13;
	const work = new Workload(SIDE);
	work.addSource(0, { width: SIDE, height: SIDE, data } satisfies Raster);
	// Operator 0 is source-over, 65,535 full opacity.
	work.addTokens({ offsets: Uint32Array.of(0, 2), ops: Int32Array.of(0, 65535 << 8) });
	return work;
}

/** The compositing shader, with `turns` of a loop for every layer of every pixel whose result it cannot do without. */
function slowShader(turns: number): string {
	const place = 'let sAlpha = foldOpacity(pixel.a, layer.y >> 8u);';
	expect(COMPOSITE_WGSL).toContain(place);
	return COMPOSITE_WGSL.replace(
		place,
		`var waste = pixel.r + x + y;
		for (var turn = 0u; turn < ${turns}u; turn++) { waste = waste * 1664525u + 1013904223u; }
		let sAlpha = foldOpacity(pixel.a, layer.y >> 8u) ^ u32(waste == 1u);`,
	);
}

describe.each([
	['the GPU’s timestamps', 'gpu-timestamps', ['timestamp-query']],
	['the clock on the wall', 'wall', []],
] as const)('by %s', (_, timing, features) => {
	let gpu: Gpu;
	let clock: GpuClock;
	beforeAll(async () => {
		gpu = await acquireDevice({ allowSoftware: true, features });
		clock = new GpuClock(gpu.device);
	});
	afterAll(() => gpu.device.destroy());

	test('the row says so', async () => {
		expect(clock.timing).toBe(timing);
		expect((await shaderStep(gpu, clock, workload())).timing).toBe(timing);
	});

	test('a shader with more work makes fewer tiles per second, in proportion to the work', async () => {
		const secondsPerTile = async (turns: number) => {
			const step = await shaderStep(gpu, clock, workload(), slowShader(turns));
			return 1 / (await measureStep(step, 0.05));
		};
		const plain = await secondsPerTile(0);
		const slow = await secondsPerTile(1500);
		const slower = await secondsPerTile(6000);
		expect(slow).toBeGreaterThan(3 * plain);
		expect(slower / slow).toBeGreaterThan(2.5);
		expect(slower / slow).toBeLessThan(6);
	});

	test('a transfer counts until the GPU has it, behind work that is not done', async () => {
		const { device } = gpu;
		const code = `@group(0) @binding(0) var<storage, read_write> cell: array<u32>;
			@compute @workgroup_size(1) fn main() {
				var waste = cell[0];
				for (var turn = 0u; turn < 20000000u; turn++) { waste = waste * 1664525u + 1013904223u; }
				cell[0] = waste;
			}`;
		const pipeline = device.createComputePipeline({
			layout: 'auto',
			compute: { module: device.createShaderModule({ code }), entryPoint: 'main' },
		});
		const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
		const buffer = device.createBuffer({ size: 4, usage: STORAGE | COPY_SRC | COPY_DST });
		const entries = [{ binding: 0, resource: { buffer } }];
		const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
		const work = () => {
			const encoder = device.createCommandEncoder();
			const pass = encoder.beginComputePass();
			pass.setPipeline(pipeline);
			pass.setBindGroup(0, group);
			pass.dispatchWorkgroups(1);
			pass.end();
			device.queue.submit([encoder.finish()]);
			device.queue.writeBuffer(buffer, 0, Uint32Array.of(1));
		};
		const nothing = await clock.timeTransfer(() => undefined);
		const behindWork = await clock.timeTransfer(work);
		expect(behindWork).toBeGreaterThan(0.01);
		expect(behindWork).toBeGreaterThan(5 * nothing);
	});
});

test('rows of a software adapter say that it is one, and how the shader alone was timed', async () => {
	const { steps, missing } = await gpuSteps(workload(), () => undefined);
	expect(missing).toEqual([]);
	expect(steps.map(({ id, timing }) => [id, timing])).toEqual([
		['composite-webgpu-shader', 'gpu-timestamps'],
		['upload', 'wall'],
		['read-back', 'wall'],
	]);
	for (const { note } of steps) expect(note).toContain('a software adapter');
});
