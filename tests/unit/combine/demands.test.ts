import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { NONE, type Plan } from '../../../src/engine/combine/plan.ts';
import type { Design } from '../../../src/engine/design/design.ts';
import { TesseraError, type Problem } from '../../../src/engine/errors.ts';
import { allTokens, obeys, rowsOf } from './brute-force.ts';
import { design, is, layer, ones, trait } from './designs.ts';
import { designs } from './random-designs.ts';

function count(plan: Plan, column: number, value: number): number {
	return rowsOf(plan).filter((row) => row[column] === value).length;
}

function counts(plan: Plan, column: number, values: number): number[] {
	return Array.from({ length: values }, (_, value) => count(plan, column, value));
}

async function refusal(sample: Design): Promise<Problem> {
	const thrown: unknown = await makePlan(sample).catch((error: unknown) => error);
	if (!(thrown instanceof TesseraError)) throw new Error(`not refused: ${String(thrown)}`);
	return thrown.problem;
}

/** `sample` with the counts that one of its plans happens to have, so that they can be met. */
function asking(sample: Design, plan: Plan, which: (trait: number) => boolean): Design {
	let at = 0;
	const layers = sample.layers.map((each, column) => ({
		...each,
		traits: each.traits.map((one, value) => (which(at++) ? { ...one, count: count(plan, column, value) } : one)),
	}));
	return { ...sample, layers, seed: `${sample.seed} again` };
}

describe('counts', () => {
	test('that can be met are met, with rules, strict pairs and uniqueness', async () => {
		let tried = 0;
		await fc.assert(
			fc.asyncProperty(designs, fc.infiniteStream(fc.boolean()), async (drawn, chosen) => {
				const whole = { ...drawn, supply: { ...drawn.supply, sections: [] } };
				const room = allTokens(whole).length;
				fc.pre(room > 3);
				const plan = await makePlan({ ...whole, supply: { ...whole.supply, count: Math.ceil(room / 3) } }).catch(
					() => undefined,
				);
				fc.pre(plan !== undefined);
				const flags = [...chosen.take(40)];
				const sample = asking({ ...whole, supply: { ...whole.supply, count: plan.count } }, plan, (at) => flags[at]);
				const met = await makePlan(sample);
				for (const [column, { traits }] of sample.layers.entries()) {
					for (const [value, { count: asked }] of traits.entries()) {
						if (asked !== undefined) expect(count(met, column, value)).toBe(asked);
					}
				}
				for (const row of rowsOf(met)) for (const rule of sample.rules) expect(obeys(sample, row, rule)).toBe(true);
				tried++;
			}),
			// A fixed seed: whether a bounded search succeeds must not change from run to run.
			{ numRuns: 60, seed: 1 },
		);
		expect(tried).toBe(60);
	});

	test('exact, least, most and None mix with weights', async () => {
		const colour = layer('colour', [1, 1, 5, 5], 0.9);
		colour.traits[0] = trait('gold', 1, { count: 40 });
		colour.traits[1] = trait('rare', 1, { minCount: 25, maxCount: 30 });
		colour.none = { share: 0, count: 100 };
		const plan = await makePlan(design({ layers: [colour, layer('b', ones(50)), layer('c', ones(50))], count: 1000 }));
		expect(count(plan, 0, 0)).toBe(40);
		expect(count(plan, 0, 1)).toBeGreaterThanOrEqual(25);
		expect(count(plan, 0, 1)).toBeLessThanOrEqual(30);
		expect(count(plan, 0, NONE)).toBe(100);
	});

	test('of weights are the largest remainder in exact distribution', async () => {
		const layers = [
			layer('a', [0.15, 0.3, 33.3, 66.25]),
			layer('b', ones(7), 0.3),
			layer('c', ones(60)),
			layer('d', ones(60)),
		];
		const plan = await makePlan(design({ layers, count: 1001, supply: { distribution: 'exact' } }));
		expect(counts(plan, 0, 4)).toEqual([2, 3, 333, 663]);
		expect(count(plan, 1, NONE)).toBe(301);
		expect(counts(plan, 1, 7)).toEqual(ones(7).map(() => 100));
	});

	test('of weights hold under rules that leave room, and differ only where a rule forces it, which is named', async () => {
		const layers = [layer('a', [1, 9]), layer('b', [1, 1, 2]), layer('c', ones(40)), layer('d', ones(40))];
		const supply = { distribution: 'exact' as const };
		const problems: Problem[] = [];
		const report = (problem: Problem) => problems.push(problem);
		const soft = { id: 'soft', kind: 'excludes' as const, when: is('a', 0), targets: [is('b', 0)] };
		const hard = {
			id: 'hard',
			kind: 'requires' as const,
			match: 'any' as const,
			when: is('b', 0),
			targets: [is('a', 0)],
		};
		const idle = { id: 'idle', kind: 'excludes' as const, when: is('c', 0), targets: [is('d', 0)] };
		const free = await makePlan(design({ layers, count: 1000, rules: [soft, idle], supply }), { report });
		expect([counts(free, 0, 2), counts(free, 1, 3)]).toEqual([
			[100, 900],
			[250, 250, 500],
		]);
		expect(problems).toEqual([]);
		// b0 needs a0: 250 of the one and 100 of the other cannot be; 150 must be missed somewhere.
		const forced = await makePlan(design({ layers, count: 1000, rules: [hard, idle], supply }), { report });
		const off = [100, 900].map((want, at) => Math.abs(want - count(forced, 0, at)));
		const offB = [250, 250, 500].map((want, at) => Math.abs(want - count(forced, 1, at)));
		expect([...off, ...offB].reduce((sum, each) => sum + each, 0)).toBe(300);
		expect(problems.length).toBeGreaterThan(0);
		for (const { hint } of problems) expect(hint).toBe('These rules force it: “b: b0” requires “a: a0”.');
	});

	test('that contradict a rule are refused with the counts and the rule, and nothing else', async () => {
		const layers = [layer('hat', [1, 1, 1]), layer('head', [1, 1, 1]), layer('c', ones(40)), layer('d', ones(40))];
		layers[0].traits[0] = trait('crown', 1, { count: 40 });
		layers[0].traits[1] = trait('cap', 1, { count: 3 });
		layers[1].traits[0] = trait('gold', 1, { maxCount: 30 });
		const rules = [
			{ id: 'x', kind: 'excludes' as const, when: is('c', 1), targets: [is('d', 2)] },
			{
				id: 'y',
				kind: 'requires' as const,
				match: 'any' as const,
				when: { kind: 'trait' as const, layer: 'hat', trait: 'crown' },
				targets: [{ kind: 'trait' as const, layer: 'head', trait: 'gold' }],
			},
		];
		const problem = await refusal(design({ layers, count: 500, rules }));
		expect(problem.code).toBe('impossible');
		expect(problem.message).toBe(
			'These counts cannot be met together under the rule “hat: crown” requires “head: gold”: “hat: crown” exactly 40, “head: gold” at most 30. At least 10 tokens would miss.',
		);
	});

	test('that do not add up are refused with what to change', async () => {
		const a = layer('a', [1, 1]);
		a.traits[0].count = 7;
		a.traits[1].minCount = 5;
		const tooMany = await refusal(design({ layers: [a, layer('b', ones(9))], count: 10 }));
		expect(tooMany.message).toBe('The counts of layer “a” add up to 12, but only 10 tokens show the layer.');
		const b = layer('b', [1, 1]);
		b.traits[0].maxCount = 2;
		b.traits[1].maxCount = 5;
		const tooFew = await refusal(design({ layers: [layer('a', ones(9)), b], count: 10 }));
		expect(tooFew.message).toBe('The counts of layer “b” allow at most 7 tokens, but 10 need one of its traits.');
	});

	test('beyond what uniqueness or a strict pair has room for are refused with the true maximum', async () => {
		const layers = [layer('a', [1, 1]), layer('b', ones(3)), layer('c', ones(4))];
		layers[0].traits[0].count = 13;
		expect((await refusal(design({ layers, count: 14 }))).message).toContain('room for at most 12');
		layers[0].traits[0].count = 4;
		const pairs = [{ id: 'p', layers: ['a', 'b'], active: true }];
		expect((await refusal(design({ layers, count: 6, pairs }))).message).toContain(
			'strict pair “a × b” leaves room for at most 3',
		);
	});
});
