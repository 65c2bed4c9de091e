/** Faults of a frame worker, where the browser encodes. */

export interface FrameFault {
	/** The browser gives up on an image. */
	fault: 'throw';
	/** Images that go well before. */
	after: number;
}

/** Breaks encoding in this thread. */
export function breakFrames({ after }: FrameFault): void {
	let encoded = 0;
	const { convertToBlob } = OffscreenCanvas.prototype;
	OffscreenCanvas.prototype.convertToBlob = async function faultyEncoder(options) {
		if (encoded++ >= after) throw new DOMException('injected failure', 'EncodingError');
		return convertToBlob.call(this, options);
	};
}
