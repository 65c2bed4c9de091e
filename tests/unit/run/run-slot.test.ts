import { describe, expect, it } from 'vitest';
import { RunSlot } from '../../../src/engine/run/run-slot.ts';

const nobody = (): void => undefined;

describe('RunSlot', () => {
	it('lets one run work at a time, fast ones first, else in order', () => {
		const slot = new RunSlot();
		const first = slot.queue('background', nobody);
		const slow = slot.queue('background', nobody);
		const fast = slot.queue('fast', nobody);
		expect([first.held, slow.held, fast.held]).toEqual([true, false, false]);
		first.release();
		expect([slow.held, fast.held]).toEqual([false, true]);
		fast.release();
		expect(slow.held).toBe(true);
	});

	it('tells who has it that another waits, and forgets who gives up', async () => {
		const slot = new RunSlot();
		let told = 0;
		const first = slot.queue('fast', () => told++);
		expect([told, slot.isWanted]).toEqual([0, false]);
		const second = slot.queue('fast', nobody);
		expect([told, slot.isWanted]).toEqual([1, true]);
		second.release();
		expect(slot.isWanted).toBe(false);
		first.release();
		const third = slot.queue('fast', nobody);
		await third.granted;
		expect(second.held).toBe(false);
	});
});
