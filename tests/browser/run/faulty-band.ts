/** Faults of a band worker: it throws, hangs, dies, or its GPU goes; the thread's name says which. */
import { Band } from '../../../src/engine/run/band.ts';

declare const self: DedicatedWorkerGlobalScope;

export interface BandFault {
	/** `lose`: its GPU device is lost `times` times, each time with work under way. */
	fault: 'throw' | 'hang' | 'die' | 'lose';
	/** Batches that go well before. */
	after: number;
	times?: number;
}

const { fault, after, times = 1 }: BandFault = JSON.parse(self.name);
let batches = 0;

const { batch } = Band.prototype;
Band.prototype.batch = async function faultyBatch(this: Band, ...args) {
	if (batches++ >= after) {
		if (fault === 'throw') throw new TypeError('injected bug');
		if (fault === 'hang') await new Promise(() => undefined);
		if (fault === 'die') {
			setTimeout(() => {
				throw new Error('injected death');
			});
			await new Promise(() => undefined);
		}
	}
	return batch.apply(this, args);
};

if (fault === 'lose') {
	let left = times;
	const { requestDevice } = GPUAdapter.prototype;
	GPUAdapter.prototype.requestDevice = async function doomedDevice(this: GPUAdapter, options) {
		const device = await requestDevice.call(this, options);
		const { submit } = GPUQueue.prototype;
		device.queue.submit = (commands) => {
			submit.call(device.queue, commands);
			if (batches < after || left === 0) return;
			left--;
			device.destroy();
		};
		return device;
	};
}
