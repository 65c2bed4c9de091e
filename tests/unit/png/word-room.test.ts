import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordRoom } from '../../../src/engine/png/word-room.ts';

const LONGEST = 70_000;
const lengths = fc.array(fc.integer({ min: 0, max: LONGEST }), { minLength: 1, maxLength: 30 });

interface Put {
	number: number;
	at: number;
	count: number;
	value: number;
}

function fill(room: WordRoom, counts: readonly number[]): Put[] {
	return counts.map((count, i) => {
		const at = room.put(new Uint32Array(count + 5).fill(i + 1), 5, count);
		return { number: room.current, at, count, value: i + 1 };
	});
}

function expectThere(room: WordRoom, put: readonly Put[]): void {
	for (const { number, at, count, value } of put) {
		const words = room.blockAt(number).subarray(at, at + count);
		expect(words).toHaveLength(count);
		expect(words.every((word) => word === value)).toBe(true);
	}
}

describe('WordRoom', () => {
	it('every string stands where it was put, however many follow and however long they are', () => {
		fc.assert(
			fc.property(lengths, (counts) => {
				const room = new WordRoom(LONGEST);
				expectThere(room, fill(room, counts));
			}),
			{ numRuns: 50 },
		);
	});

	it('what is left out makes room for what comes, in the same memory', () => {
		fc.assert(
			fc.property(lengths, fc.infiniteStream(fc.boolean()), (counts, stays) => {
				const room = new WordRoom(LONGEST);
				const kept = fill(room, counts).filter(() => stays.next().value === true);
				const before = room.memoryBytes;
				room.rewind();
				const moved = kept.map((put) => ({
					...put,
					at: room.move(put.number, put.at, put.count),
					number: room.current,
				}));
				expectThere(room, moved);
				expect(room.memoryBytes).toBe(before);
				expectThere(room, [...fill(room, counts), ...moved]);
			}),
			{ numRuns: 50 },
		);
	});

	it('a string that is longer than was said is refused', () => {
		expect(() => new WordRoom().put(new Uint32Array(LONGEST), 0, LONGEST)).toThrow('70000 words');
	});
});
