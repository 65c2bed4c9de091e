import { expect, test } from 'vitest';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { DrawList } from '../../../src/engine/design/draw-list.ts';
import { usedSources } from '../../../src/engine/run/draw-lists.ts';
import { buildSample } from '../../../src/engine/sample/build-sample.ts';

/** What the tokens draw, said once more in other words. */
async function sampleOf(tokens: number): Promise<{ used: number[]; drawn: number[]; sources: number }> {
	const { design } = await buildSample();
	design.supply.count = tokens;
	const plan = await makePlan(design);
	const drawList = new DrawList(design);
	const drawn = Array.from({ length: tokens }, (_, row) => {
		const ops = new Int32Array(drawList.maxOps * 2);
		const count = drawList.opsFor(plan, row, ops);
		return [...ops.subarray(0, count * 2)].filter((_op, at) => at % 2 === 0);
	}).flat();
	return { used: usedSources(drawList, plan), drawn, sources: drawList.sources.length };
}

test.each([1, 3, 40])('the sources of %i tokens are those that their lists draw', async (tokens) => {
	const { used, drawn } = await sampleOf(tokens);
	expect(used).toEqual([...new Set(drawn)].toSorted((a, b) => a - b));
});

test('few tokens need few sources, very many all of them', async () => {
	const few = await sampleOf(3);
	expect(few.used.length).toBeLessThan(few.sources / 4);
	const many = await sampleOf(10_000);
	expect(many.used).toHaveLength(many.sources);
});
