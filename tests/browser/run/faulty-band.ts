/** Faults of a band worker: it throws, hangs, dies, or its GPU goes. */
import { Band } from '../../../src/engine/run/band.ts';
import { die } from './faulty-files.ts';

export interface BandFault {
	/** `exhaust`: there is no memory. `lose`: its GPU device is lost, with work under way. `no-gpu`: it is lost and there is no other. */
	fault: 'throw' | 'hang' | 'die' | 'exhaust' | 'lose' | 'no-gpu';
	/** Batches that go well before. */
	after: number;
	/** How often the device is lost. */
	times?: number;
}

/** Breaks the bands of this thread. */
export function breakBand({ fault, after, times = 1 }: BandFault): void {
	let batches = 0;
	const { batch } = Band.prototype;
	Band.prototype.batch = async function faultyBatch(...args) {
		if (batches++ >= after) {
			if (fault === 'throw') throw new TypeError('injected bug');
			if (fault === 'hang') await new Promise(() => undefined);
			if (fault === 'die') await die();
			// More than any thread may have at once: the browser's own error, not one of ours.
			if (fault === 'exhaust') new Uint8Array(2 ** 34).fill(1);
		}
		return batch.apply(this, args);
	};
	if (fault === 'lose' || fault === 'no-gpu') loseDevices(() => batches > after, fault === 'no-gpu' ? Infinity : times);
	if (fault === 'no-gpu') refuseDevicesAfter(1);
}

function loseDevices(isDue: () => boolean, times: number): void {
	let left = times;
	const { submit } = GPUQueue.prototype;
	const devices = new WeakMap<GPUQueue, GPUDevice>();
	const { requestDevice } = GPUAdapter.prototype;
	GPUAdapter.prototype.requestDevice = async function doomedDevice(options) {
		const device = await requestDevice.call(this, options);
		devices.set(device.queue, device);
		return device;
	};
	GPUQueue.prototype.submit = function losingSubmit(commands) {
		submit.call(this, commands);
		if (!isDue() || left === 0) return;
		left--;
		devices.get(this)?.destroy();
	};
}

function refuseDevicesAfter(count: number): void {
	let given = 0;
	const { requestAdapter } = GPU.prototype;
	GPU.prototype.requestAdapter = async function goneAdapter(options) {
		return given++ < count ? requestAdapter.call(this, options) : null;
	};
}
