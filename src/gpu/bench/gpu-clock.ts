/**
 * How long the GPU works. Commands are submitted long before they are done, so a clock beside `submit` would time nothing:
 * this one waits for the end, and asks the GPU itself for the moments where it can tell them.
 */
import type { Timing } from '../../engine/bench/suite.ts';

/** Timestamps are 64-bit nanoseconds (WebGPU, 20.4 Timestamp Query). */
const BYTES = 16;

export class GpuClock {
	readonly timing: Timing;
	private readonly queries: { set: GPUQuerySet; resolved: GPUBuffer; staging: GPUBuffer } | undefined;

	/** @param device with the feature `timestamp-query`, or it is the clock on the wall. */
	constructor(private readonly device: GPUDevice) {
		if (device.features.has('timestamp-query')) {
			const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
			this.queries = {
				set: device.createQuerySet({ type: 'timestamp', count: 2 }),
				resolved: device.createBuffer({ label: 'timestamps', size: BYTES, usage: QUERY_RESOLVE | COPY_SRC }),
				staging: device.createBuffer({ label: 'timestamps read', size: BYTES, usage: COPY_DST | MAP_READ }),
			};
		}
		this.timing = this.queries === undefined ? 'wall' : 'gpu-timestamps';
	}

	/**
	 * Seconds that the GPU needs for one compute pass; nothing else is in its queue meanwhile.
	 * @param record sets pipeline and bindings and dispatches
	 */
	async timePass(record: (pass: GPUComputePassEncoder) => void): Promise<number> {
		const { device, queries } = this;
		await device.queue.onSubmittedWorkDone();
		const encoder = device.createCommandEncoder({ label: 'timed pass' });
		const pass = encoder.beginComputePass(
			queries && { timestampWrites: { querySet: queries.set, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } },
		);
		record(pass);
		pass.end();
		if (queries !== undefined) {
			encoder.resolveQuerySet(queries.set, 0, 2, queries.resolved, 0);
			encoder.copyBufferToBuffer(queries.resolved, 0, queries.staging, 0, BYTES);
		}
		const started = performance.now();
		device.queue.submit([encoder.finish()]);
		await device.queue.onSubmittedWorkDone();
		const wall = (performance.now() - started) / 1000;
		if (queries === undefined) return wall;
		await queries.staging.mapAsync(GPUMapMode.READ);
		const [begin, end] = new BigUint64Array(queries.staging.getMappedRange());
		queries.staging.unmap();
		return Number(end - begin) / 1e9;
	}

	/** Seconds until everything that `work` submits is done, by the clock on the wall. */
	async timeTransfer(work: () => void | Promise<void>): Promise<number> {
		await this.device.queue.onSubmittedWorkDone();
		const started = performance.now();
		await work();
		await this.device.queue.onSubmittedWorkDone();
		return (performance.now() - started) / 1000;
	}
}
