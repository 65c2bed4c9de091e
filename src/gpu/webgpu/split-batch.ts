/** Batches cut to what one dispatch can take. */
import type { TileBatch } from '../../engine/tiles/compositor.ts';
import { SOURCE_OVER } from '../reference/operators.ts';

/** Jobs `first` to `end` of a batch with a layer list of their own, as the shader's buffers hold them. */
export interface BatchPiece {
	first: number;
	jobs: number;
	/** `jobs + 1` entries, from 0. */
	offsets: Uint32Array<ArrayBuffer>;
	/** Content and paint of each layer in turn. */
	layers: Uint32Array<ArrayBuffer>;
	/** Whether all layers are source-over, at whatever opacity. */
	sourceOverOnly: boolean;
}

/**
 * @param mostJobs per piece
 * @param mostLayers per piece; a single job with more still makes a piece
 */
export function splitBatch(batch: TileBatch, mostJobs: number, mostLayers: number): BatchPiece[] {
	const pieces: BatchPiece[] = [];
	for (let first = 0; first < batch.jobs;) {
		const start = batch.offsets[first];
		let end = first + 1;
		while (end < batch.jobs && end - first < mostJobs && batch.offsets[end + 1] - start <= mostLayers) end++;
		const layers = new Uint32Array(2 * (batch.offsets[end] - start));
		let sourceOverOnly = true;
		for (let i = 0; i < layers.length / 2; i++) {
			layers[2 * i] = batch.content[start + i];
			layers[2 * i + 1] = batch.paint[start + i];
			if ((batch.paint[start + i] & 255) !== SOURCE_OVER) sourceOverOnly = false;
		}
		pieces.push({
			first,
			jobs: end - first,
			offsets: Uint32Array.from(batch.offsets.subarray(first, end + 1), (offset) => offset - start),
			layers,
			sourceOverOnly,
		});
		first = end;
	}
	return pieces;
}
