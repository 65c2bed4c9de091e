import { expect, it } from 'vitest';
import { rehearse, warmUpTokens } from '../../../src/engine/forecast/rehearsal.ts';

/** A worker that takes 1 ms to encode a tile, 2 ms to look a token up, and makes 10 tiles of each. */
async function rehearsed(tokens: number) {
	const done = { tilesMade: 0, cachedBytes: 0, memoryBytes: 500, stages: { encode: 0, lookup: 0 } };
	const produce = async (_: number, part: number): Promise<number[]> => {
		done.tilesMade += 10 * part;
		done.cachedBytes += 700 * part;
		done.stages.encode += 0.01 * part;
		done.stages.lookup += 0.002 * part;
		return Array.from({ length: part }, () => 300);
	};
	const marks = [warmUpTokens(tokens), tokens].filter((mark) => mark > 0);
	const counts = { tiles: marks, rows: marks, repeatedRows: marks.map(() => 0), stackBytes: 0 };
	return rehearse(tokens, 2, counts, produce, () => done);
}

it.each([1, 4, 12, 120])('of %d tokens tells the costs of one', async (tokens) => {
	const { bytes, tilesMade, cachedBytes, costs } = await rehearsed(tokens);
	expect([...bytes]).toEqual(Array.from({ length: tokens }, () => 300));
	expect(tilesMade).toBe(10 * tokens);
	expect(cachedBytes).toBe(700 * tokens);
	expect(costs.encode).toBeCloseTo(0.001, 9);
	expect(costs.lookup).toBeCloseTo(0.002, 9);
	for (const cost of Object.values(costs)) expect(Number.isFinite(cost)).toBe(true);
});
