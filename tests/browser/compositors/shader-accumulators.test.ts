import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { compositeLayer, sourceOver } from '../../../src/gpu/reference/composite.ts';
import { ONE, foldOpacity } from '../../../src/gpu/reference/fixed.ts';
import { acquireDevice, type Gpu } from '../../../src/gpu/webgpu/device.ts';
import { COMPOSITE_WGSL } from '../../../src/gpu/webgpu/shader-source.ts';
import { EDGE_BYTES, EDGE_OPACITIES, randomIntegers } from '../../unit/compositing/random-stacks.ts';

/** Calls the shader's functions on accumulators as they are, before 8-bit rounding hides a difference in the last place. */
const CALLS = `
struct Call { acc: vec4<u32>, pixel: vec4<u32>, opacity: u32, operation: u32 }
@group(1) @binding(0) var<storage, read> calls: array<Call>;
@group(1) @binding(1) var<storage, read_write> results: array<vec4<u32>>;

@compute @workgroup_size(64)
fn callAll(@builtin(global_invocation_id) id: vec3<u32>) {
	let call = calls[id.x];
	let sAlpha = foldOpacity(call.pixel.a, call.opacity);
	results[2u * id.x] = compositeLayer(call.acc, call.operation, call.pixel, sAlpha);
	results[2u * id.x + 1u] = sourceOver(call.acc, call.pixel, sAlpha);
}
`;
const COUNT = 4096;
/** u32 words of a Call, padded to the alignment of vec4. */
const WORDS = 12;
const random = randomIntegers(2026);

/** An alpha and three premultiplied channels not above it, in fixed point; often at the ends. */
function accumulator(): number[] {
	const alpha = [0, 1, ONE - 1, ONE, ONE, random(ONE + 1), random(ONE + 1), random(1000)][random(8)];
	const channel = (): number => [0, alpha, random(alpha + 1), random(alpha + 1)][random(4)];
	const grey = channel();
	return random(6) === 0 ? [grey, grey, grey, alpha] : [channel(), channel(), channel(), alpha];
}

function byte(): number {
	return random(2) === 0 ? EDGE_BYTES[random(EDGE_BYTES.length)] : random(256);
}

function opacity(): number {
	return [65535, EDGE_OPACITIES[random(EDGE_OPACITIES.length)], random(65536)][random(3)];
}

describe('the shader computes the same accumulators as its twin, to the last of 26 bits', () => {
	let gpu: Gpu;
	let pipeline: GPUComputePipeline;
	beforeAll(async () => {
		gpu = await acquireDevice({ allowSoftware: true });
		const module = gpu.device.createShaderModule({ code: COMPOSITE_WGSL + CALLS });
		pipeline = await gpu.device.createComputePipelineAsync({
			layout: 'auto',
			compute: { module, entryPoint: 'callAll' },
		});
	});
	afterAll(() => gpu.device.destroy());

	async function callAll(calls: Uint32Array<ArrayBuffer>): Promise<Uint32Array> {
		const { device } = gpu;
		const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
		const size = COUNT * 32;
		const input = device.createBuffer({ size: calls.byteLength, usage: STORAGE | COPY_DST });
		const results = device.createBuffer({ size, usage: STORAGE | COPY_SRC });
		const staging = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
		device.queue.writeBuffer(input, 0, calls);
		const entries = [input, results].map((buffer, binding) => ({ binding, resource: { buffer } }));
		const encoder = device.createCommandEncoder();
		const pass = encoder.beginComputePass();
		pass.setPipeline(pipeline);
		pass.setBindGroup(1, device.createBindGroup({ layout: pipeline.getBindGroupLayout(1), entries }));
		pass.dispatchWorkgroups(COUNT / 64);
		pass.end();
		encoder.copyBufferToBuffer(results, 0, staging, 0, size);
		device.queue.submit([encoder.finish()]);
		await staging.mapAsync(GPUMapMode.READ);
		return new Uint32Array(staging.getMappedRange()).slice();
	}

	test.each(OPERATORS.map((name, number) => [name, number] as const))('%s', async (_, operator) => {
		const calls = new Uint32Array(COUNT * WORDS);
		for (let at = 0; at < calls.length; at += WORDS) {
			const grey = byte();
			const rgb = random(6) === 0 ? [grey, grey, grey] : [byte(), byte(), byte()];
			calls.set([...accumulator(), ...rgb, byte(), opacity(), operator], at);
		}
		const results = await callAll(calls);
		for (let i = 0; i < COUNT; i++) {
			const [ar, ag, ab, aa, r, g, b, a, opacity16] = calls.subarray(i * WORDS, (i + 1) * WORDS);
			const expected = [new Int32Array([ar, ag, ab, aa]), new Int32Array([ar, ag, ab, aa])];
			compositeLayer(expected[0], operator, r, g, b, foldOpacity(a, opacity16));
			sourceOver(expected[1], r, g, b, foldOpacity(a, opacity16));
			for (let k = 0; k < 8; k++) {
				if (results[8 * i + k] === expected[k >> 2][k & 3]) continue;
				const call = `${[ar, ag, ab, aa]} under ${[r, g, b, a]} at ${opacity16}`;
				expect.fail(`${call}: shader ${results.subarray(8 * i, 8 * i + 8)}, twin ${[...expected[0], ...expected[1]]}`);
			}
		}
	});
});
