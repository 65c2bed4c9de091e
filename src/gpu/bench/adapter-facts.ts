import type { GpuFacts } from '../../engine/bench/suite-result.ts';
import { isSoftware } from '../webgpu/device.ts';

/** Limits that say something about the device rather than about the standard. */
const LIMITS = [
	'maxTextureDimension2D',
	'maxTextureArrayLayers',
	'maxBufferSize',
	'maxStorageBufferBindingSize',
	'maxComputeWorkgroupStorageSize',
	'maxComputeInvocationsPerWorkgroup',
] as const;

/** What the browser tells of the adapter that compositing would use; undefined where there is none. */
export async function adapterFacts(): Promise<GpuFacts | undefined> {
	if (!('gpu' in navigator)) return undefined;
	const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (adapter === null) return undefined;
	const { vendor, architecture, device, description } = adapter.info;
	return {
		vendor,
		architecture,
		device,
		description,
		software: isSoftware(adapter.info),
		limits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
		features: [...adapter.features].toSorted(),
	};
}
