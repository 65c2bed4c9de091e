import { assert, array, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { splitBatch } from '../../../src/gpu/webgpu/split-batch.ts';
import { batchOf } from './tile-batches.ts';

test('the pieces of a batch hold all its jobs in order, each within the limits', () => {
	const sizes = array(integer({ min: 0, max: 15 }), { maxLength: 60 });
	assert(
		property(
			sizes,
			integer({ min: 1, max: 20 }),
			integer({ min: 15, max: 60 }),
			(layerCounts, mostJobs, mostLayers) => {
				let content = 0;
				const batch = batchOf(
					layerCounts.map((count) =>
						Array.from({ length: count }, () => ({
							content: ++content,
							operator: 'xor' as const,
							opacity: content * 7,
						})),
					),
				);
				let job = 0;
				for (const piece of splitBatch(batch, mostJobs, mostLayers)) {
					expect(piece.first).toBe(job);
					expect(piece.jobs).toBeGreaterThan(0);
					expect(piece.jobs).toBeLessThanOrEqual(mostJobs);
					expect(piece.layers.length / 2).toBeLessThanOrEqual(mostLayers);
					for (let i = 0; i < piece.jobs; i++, job++) {
						const stack = piece.layers.subarray(2 * piece.offsets[i], 2 * piece.offsets[i + 1]);
						const from = batch.offsets[job];
						expect(stack.length / 2).toBe(layerCounts[job]);
						for (let layer = 0; layer < stack.length / 2; layer++) {
							expect(stack[2 * layer]).toBe(batch.content[from + layer]);
							expect(stack[2 * layer + 1]).toBe(batch.paint[from + layer]);
						}
					}
				}
				expect(job).toBe(batch.jobs);
			},
		),
	);
});

test('a job with more layers than fit makes a piece of its own', () => {
	const layer = { content: 1, operator: 'copy' as const, opacity: 1 };
	const pieces = splitBatch(batchOf([[layer], [layer, layer, layer], [layer]]), 10, 2);
	expect(pieces.map((piece) => piece.jobs)).toEqual([1, 1, 1]);
});

test('a piece knows whether all of its layers are source-over', () => {
	const over = { content: 1, operator: 'source-over' as const, opacity: 300 };
	const other = { content: 1, operator: 'source-in' as const, opacity: 300 };
	const pieces = splitBatch(batchOf([[over], [over, over], [over, other], [over]]), 2, 10);
	expect(pieces.map((piece) => piece.sourceOverOnly)).toEqual([true, false]);
});
