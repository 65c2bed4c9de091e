/**
 * Memory for files on their way to a sink, used again when they are written. A fresh buffer for each is garbage at the speed
 * of the disk, of which a browser lets 64 MB come together before it collects.
 */

/** Buffers have lengths of at most an eighth more than is asked for, so that files of like sizes fit into each other's. */
const STEPS = 8;
const LEAST_BYTES = 1 << 12;
/** For a file, a buffer that is larger than this times its length is left to a larger one. */
const MOST_TIMES = 2;
const MOST_SPARE = 64;

export class FileRoom {
	readonly #spare: ArrayBuffer[] = [];
	readonly #lent = new WeakSet<ArrayBuffer>();
	/** Of buffers that nobody uses at the moment. */
	memoryBytes = 0;

	/** @returns a buffer of `bytes` bytes or more; what it holds is old */
	take(bytes: number): ArrayBuffer {
		let best = -1;
		for (const [i, { byteLength }] of this.#spare.entries()) {
			const fits = byteLength >= bytes && byteLength <= Math.max(LEAST_BYTES, bytes * MOST_TIMES);
			if (fits && (best < 0 || byteLength < this.#spare[best].byteLength)) best = i;
		}
		const buffer = best < 0 ? new ArrayBuffer(roundUp(bytes)) : this.#spare.splice(best, 1)[0];
		if (best >= 0) this.memoryBytes -= buffer.byteLength;
		this.#lent.add(buffer);
		return buffer;
	}

	/** Nobody reads the buffer any more. One that is not from here, such as that of a file the browser made, is left alone. */
	giveBack(buffer: ArrayBuffer): void {
		if (!this.#lent.delete(buffer)) return;
		this.#spare.push(buffer);
		this.memoryBytes += buffer.byteLength;
		if (this.#spare.length <= MOST_SPARE) return;
		const oldest = this.#spare.shift();
		this.memoryBytes -= oldest?.byteLength ?? 0;
	}
}

function roundUp(bytes: number): number {
	const step = Math.max(LEAST_BYTES, 2 ** Math.floor(Math.log2(Math.max(1, bytes)))) / STEPS;
	return Math.max(LEAST_BYTES, Math.ceil(bytes / step) * step);
}
