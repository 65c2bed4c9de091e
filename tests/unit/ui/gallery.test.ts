import { describe, expect, test } from 'vitest';
import { FinishedTokens } from '../../../src/ui/gallery/finished-tokens.ts';
import { Turns } from '../../../src/ui/gallery/turns.ts';
import { createGate } from '../../support/gate.ts';

describe('the finished tokens of a run', () => {
	test('are a list without gaps', () => {
		const tokens = new FinishedTokens([
			[1, 3],
			[7, 7],
			[10, 12],
		]);
		expect(tokens.count).toBe(7);
		const numbers = Array.from({ length: tokens.count }, (_, index) => tokens.numberAt(index));
		expect(numbers).toEqual([1, 2, 3, 7, 10, 11, 12]);
		expect(numbers.map((number) => tokens.indexOf(number))).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect([tokens.first, tokens.last]).toEqual([1, 12]);
	});

	test('that are asked for and not there are the next ones that are', () => {
		const tokens = new FinishedTokens([
			[5, 6],
			[9, 9],
		]);
		expect([1, 7, 8, 99].map((number) => tokens.numberAt(tokens.indexOf(number)))).toEqual([5, 9, 9, 9]);
	});
});

test('turns are taken by so many at a time, in order, and given back also by what fails', async () => {
	const turns = new Turns(2);
	const gates = Array.from({ length: 5 }, createGate);
	const begun: number[] = [];
	const ended = gates.map(({ opened }, i) =>
		turns.take(async () => {
			begun.push(i);
			await opened;
			if (i === 0) throw new Error('failed');
		}),
	);
	const first = expect(ended[0]).rejects.toThrow('failed');
	expect(begun).toEqual([0, 1]);
	gates[0]?.open();
	await first;
	await expect.poll(() => begun).toEqual([0, 1, 2]);
	for (const { open } of gates) open();
	await Promise.all(ended.slice(1));
	expect(begun).toEqual([0, 1, 2, 3, 4]);
});
