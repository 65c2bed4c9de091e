/** The GPU device: acquired with the limits that the adapter has, its loss and its errors gathered in one place. */
import { TesseraError } from '../../engine/errors.ts';

export interface DeviceOptions {
	powerPreference?: GPUPowerPreference;
	/** Whether an adapter that computes on the processor will do (SwiftShader, llvmpipe, WARP); default true. */
	allowSoftware?: boolean;
}

export interface Gpu {
	device: GPUDevice;
	/** For people. */
	name: string;
	software: boolean;
	/** Resolves when the device is gone, with the reason; never rejects. */
	lost: Promise<string>;
	/** The first error that no scope caught: a bug of ours or out of memory. */
	failure: () => string | undefined;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|\bwarp\b/i;

function isSoftware(info: GPUAdapterInfo): boolean {
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

/** @throws TesseraError `backend-unavailable` where there is no adapter, only a software one, or no device. */
export async function acquireDevice(options: DeviceOptions): Promise<Gpu> {
	if (!('gpu' in navigator)) throw unavailable('This browser has no WebGPU.');
	const { powerPreference = 'high-performance', allowSoftware = true } = options;
	const adapter = await navigator.gpu.requestAdapter({ powerPreference });
	if (adapter === null) throw unavailable('WebGPU found no graphics adapter.');
	const software = isSoftware(adapter.info);
	const name = adapterName(adapter.info);
	if (software && !allowSoftware) throw unavailable(`WebGPU has only a software adapter (${name}).`);
	const { maxTextureArrayLayers, maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
	const device = await adapter
		.requestDevice({
			label: 'compositor',
			requiredLimits: { maxTextureArrayLayers, maxStorageBufferBindingSize, maxBufferSize },
		})
		.catch((cause: unknown) => {
			throw unavailable(`WebGPU gave no device on ${name}.`, cause);
		});
	let failure: string | undefined;
	device.addEventListener('uncapturederror', (event) => {
		event.preventDefault();
		failure ??= event.error.message;
	});
	const lost = device.lost.then((info) => info.message || info.reason);
	return { device, name, software, lost, failure: () => failure };
}
