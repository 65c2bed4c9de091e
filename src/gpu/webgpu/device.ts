/** The GPU device: acquired with the limits that the adapter has, its loss and its errors gathered in one place. */
import { TesseraError } from '../../engine/errors.ts';
import { resources } from '../../engine/run/resource-counters.ts';

export interface DeviceOptions {
	powerPreference?: GPUPowerPreference;
	/** Whether an adapter that computes on the processor will do too (SwiftShader, llvmpipe, WARP). */
	allowSoftware?: boolean;
	/** Asked for where the adapter has them. */
	features?: readonly GPUFeatureName[];
}

export interface Gpu {
	device: GPUDevice;
	/** For people. */
	name: string;
	software: boolean;
	/** Resolves when the device is gone, with the reason; never rejects. */
	lost: Promise<string>;
	/** The first error that no scope caught, to be thrown: out of memory (`gpu-out-of-memory`) or a bug of ours. */
	failure: () => Error | undefined;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|\bwarp\b/i;

export function isSoftware(info: GPUAdapterInfo): boolean {
	return (
		info.isFallbackAdapter || SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`)
	);
}

function adapterName(info: GPUAdapterInfo): string {
	const name = info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ');
	return name || 'an adapter that does not tell its name';
}

export function unavailable(message: string, cause?: unknown): TesseraError {
	return new TesseraError(
		{ code: 'backend-unavailable', message, hint: 'Choose another backend, or "auto".' },
		cause === undefined ? undefined : { cause },
	);
}

/** @param what what did not fit, for people */
export function outOfMemory(what: string): TesseraError {
	return new TesseraError({
		code: 'gpu-out-of-memory',
		message: `The graphics adapter has too little memory: ${what}.`,
		hint: 'Choose the canvas2d or reference backend, or a smaller output size.',
	});
}

/** @throws TesseraError `backend-unavailable` where there is no adapter, only a software one, or no device. */
export async function acquireDevice(options: DeviceOptions): Promise<Gpu> {
	if (!('gpu' in navigator)) throw unavailable('This browser has no WebGPU.');
	const { powerPreference = 'high-performance', allowSoftware = false, features = [] } = options;
	const adapter = await navigator.gpu.requestAdapter({ powerPreference });
	if (adapter === null) throw unavailable('WebGPU found no graphics adapter.');
	const software = isSoftware(adapter.info);
	const name = adapterName(adapter.info);
	if (software && !allowSoftware) throw unavailable(`WebGPU has only a software adapter (${name}).`);
	const { maxTextureArrayLayers, maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
	const device = await adapter
		.requestDevice({
			label: 'compositor',
			requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
			requiredLimits: { maxTextureArrayLayers, maxStorageBufferBindingSize, maxBufferSize },
		})
		.catch((cause: unknown) => {
			throw unavailable(`WebGPU gave no device on ${name}.`, cause);
		});
	let failure: Error | undefined;
	device.addEventListener('uncapturederror', (event) => {
		event.preventDefault();
		const { error } = event;
		failure ??=
			error instanceof GPUOutOfMemoryError ? outOfMemory(error.message) : new Error(`WebGPU: ${error.message}`);
	});
	const lost = device.lost.then((info) => info.message || info.reason);
	return { device, name, software, lost, failure: () => failure };
}

/** Counts a buffer or a texture that is kept as long as its device. */
export function countUntilLost({ lost }: GPUDevice): void {
	resources.add('gpuBuffers', 1);
	void lost.then(() => resources.add('gpuBuffers', -1));
}
