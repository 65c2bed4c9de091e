import { countUntilLost } from './device.ts';

/** A GPU buffer that is replaced by a larger one when asked for more; its contents are not kept. */
export class GrowingBuffer {
	private buffer: GPUBuffer | undefined;

	constructor(
		private readonly device: GPUDevice,
		private readonly label: string,
		private readonly usage: GPUBufferUsageFlags,
	) {}

	/** At least `bytes` long. A buffer of an earlier call stays usable by commands already submitted. */
	atLeast(bytes: number): GPUBuffer {
		if (this.buffer === undefined || this.buffer.size < bytes) {
			if (this.buffer === undefined) countUntilLost(this.device);
			else this.buffer.destroy();
			const size = Math.max(256, Math.ceil(bytes / 256) * 256);
			this.buffer = this.device.createBuffer({ label: this.label, size, usage: this.usage });
		}
		return this.buffer;
	}

	memoryBytes(): number {
		return this.buffer?.size ?? 0;
	}
}
