import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordRoom } from '../../../src/engine/png/word-room.ts';

test('every string stands where it was put, however many follow and however long they are', () => {
	const lengths = fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 1, maxLength: 30 });
	fc.assert(
		fc.property(lengths, (counts) => {
			const room = new WordRoom();
			const put = counts.map((count, i) => {
				const source = new Uint32Array(count + 5).fill(i + 1);
				const at = room.put(source, 5, count);
				return { words: room.block, at, count, value: i + 1 };
			});
			for (const { words, at, count, value } of put) {
				expect(words.subarray(at, at + count).every((word) => word === value)).toBe(true);
				expect(at + count).toBeLessThanOrEqual(words.length);
			}
		}),
		{ numRuns: 50 },
	);
});
