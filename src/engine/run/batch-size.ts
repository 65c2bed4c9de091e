/** How work is cut up. None of it changes a byte of the output. */

/** Pixels per batch: enough that messages cost nothing, little enough that queues stay small. */
const BATCH_PIXELS = 20e6;
const MOST_TOKENS = 256;

/** Batches between dispatch and written: one being written, one being assembled, one being made. */
export const BATCHES_IN_FLIGHT = 3;

/** Tokens per batch. */
export function batchTokens(width: number, height: number): number {
	return Math.max(1, Math.min(MOST_TOKENS, Math.round(BATCH_PIXELS / (width * height))));
}

/** Bytes of decoded rasters that may wait in one worker. */
const DECODE_BYTES = 32e6;

/** Sources that one worker decodes at a time; more than one, since SVGs are drawn by the page meanwhile. */
export function decodesAtOnce(width: number, height: number): number {
	return Math.max(1, Math.min(3, Math.floor(DECODE_BYTES / (width * height * 4))));
}
