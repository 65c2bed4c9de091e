import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { NONE } from '../../../src/engine/combine/plan.ts';
import type { Design, Special } from '../../../src/engine/design/design.ts';
import { rowsOf } from './brute-force.ts';
import { design, is, layer, ones } from './designs.ts';

const LAYERS = [layer('a', ones(6)), layer('b', ones(6), 0.3), layer('c', ones(6))];

function special(id: string, number?: number): Special {
	return { id, name: id, asset: '', attributes: [], ...(number === undefined ? {} : { number }) };
}

async function message(sample: Design): Promise<string> {
	return makePlan(sample).then(
		() => 'made',
		(error: unknown) => (error instanceof Error ? error.message : String(error)),
	);
}

describe('specials', () => {
	test('stand at the numbers they ask for, the others at drawn ones, and show no traits', async () => {
		const plan = await makePlan(
			design({
				layers: LAYERS,
				count: 30,
				supply: { firstNumber: 0, specials: [special('x'), special('y', 7), special('z')] },
			}),
		);
		expect(plan.special[7]).toBe(2);
		expect([...plan.special].filter((each) => each > 0).sort()).toEqual([1, 2, 3]);
		for (const [row, values] of rowsOf(plan).entries()) {
			if (plan.special[row] > 0) expect(values).toEqual([NONE, NONE, NONE]);
			else expect(values[0]).not.toBe(NONE);
		}
	});

	test('do not use up combinations', async () => {
		const sample = design({
			layers: [layer('a', ones(2)), layer('b', ones(2))],
			count: 5,
			supply: { specials: [special('x')] },
		});
		expect(new Set(rowsOf(await makePlan(sample)).map(String)).size).toBe(5);
	});

	test('at the same number or outside the collection are refused', async () => {
		expect(
			await message(design({ layers: LAYERS, count: 9, supply: { specials: [special('x', 3), special('y', 3)] } })),
		).toContain('Two specials ask for token 3.');
		expect(await message(design({ layers: LAYERS, count: 9, supply: { specials: [special('x', 10)] } }))).toContain(
			'Special “x” asks for token 10, but the tokens are 1 to 9.',
		);
	});
});

describe('locks and pins', () => {
	test('keep what is locked and draw the rest anew with another seed', async () => {
		const locks = [
			{
				number: 4,
				choices: [
					{ layer: 'a', trait: 'a5' },
					{ layer: 'b', trait: null },
				],
			},
			{ number: 9, choices: LAYERS.map(({ id }) => ({ layer: id, trait: `${id}2` })) },
		];
		const plans = await Promise.all(
			['one', 'two'].map((seed) =>
				makePlan(design({ layers: LAYERS, count: 100, seed, supply: { locks, shuffle: true } })),
			),
		);
		for (const plan of plans) {
			expect(rowsOf(plan)[3].slice(0, 2)).toEqual([5, NONE]);
			expect(rowsOf(plan)[8]).toEqual([2, 2, 2]);
		}
		expect(plans[0].dna).not.toEqual(plans[1].dna);
	});

	test('make a pinned combination occur, once, and trust a lock that has it already', async () => {
		const layers = [layer('a', [0, ...ones(5)]), ...LAYERS.slice(1)];
		const pins = [
			[
				{ layer: 'a', trait: 'a0' },
				{ layer: 'c', trait: 'c3' },
			],
		];
		const pinned = rowsOf(await makePlan(design({ layers, count: 60, supply: { pins } })));
		expect(pinned.filter((row) => row[0] === 0).map((row) => row[2])).toEqual([3]);
		const locks = [{ number: 2, choices: pins[0] }];
		const both = rowsOf(await makePlan(design({ layers, count: 60, supply: { pins, locks } })));
		expect(both.flatMap((row, index) => (row[0] === 0 ? [index] : []))).toEqual([1]);
	});

	test('are refused when a rule forbids them or another has their combination', async () => {
		const rules = [{ id: 'x', kind: 'excludes' as const, when: is('a', 0), targets: [is('c', 0)] }];
		const choices = [
			{ layer: 'a', trait: 'a0' },
			{ layer: 'c', trait: 'c0' },
		];
		expect(await message(design({ layers: LAYERS, count: 9, rules, supply: { pins: [choices] } }))).toContain(
			'“a: a0” + “c: c0”',
		);
		expect(
			await message(design({ layers: LAYERS, count: 9, rules, supply: { locks: [{ number: 1, choices }] } })),
		).toContain('the lock of token 1');
		const full = LAYERS.map(({ id }) => ({ layer: id, trait: `${id}1` }));
		const locks = [
			{ number: 1, choices: full },
			{ number: 2, choices: full },
		];
		expect(await message(design({ layers: LAYERS, count: 9, supply: { locks } }))).toContain(
			'is taken by another lock or pin',
		);
	});

	test('count towards the counts that are asked for', async () => {
		const layers = [layer('a', ones(3)), layer('b', ones(9)), layer('c', ones(9))];
		layers[0].traits[0].count = 10;
		const locks = [1, 2, 3].map((number) => ({ number, choices: [{ layer: 'a', trait: 'a0' }] }));
		const plan = await makePlan(design({ layers, count: 40, supply: { locks } }));
		expect(rowsOf(plan).filter((row) => row[0] === 0).length).toBe(10);
	});
});

test('meeting a count leaves locked tokens alone', async () => {
	const layers = [layer('a', ones(3)), layer('b', ones(9)), layer('c', ones(9))];
	layers[0].traits[0].count = 6;
	const locks = [1, 2, 3, 4, 5, 6].map((number) => ({ number, choices: [{ layer: 'a', trait: 'a0' }] }));
	for (const seed of ['one', 'two', 'three']) {
		const rows = rowsOf(await makePlan(design({ layers, count: 60, seed, supply: { locks } })));
		expect(rows.flatMap((row, index) => (row[0] === 0 ? [index + 1] : []))).toEqual([1, 2, 3, 4, 5, 6]);
	}
});

describe('a weight of 0', () => {
	test('is drawn only with what demands it, and then always', async () => {
		const layers = [layer('a', [1, 3]), layer('b', [5, 5, 0]), layer('c', ones(300))];
		const rules = [
			{ id: 'x', kind: 'requires' as const, match: 'any' as const, when: is('a', 0), targets: [is('b', 2)] },
		];
		const rows = rowsOf(await makePlan(design({ layers, count: 400, rules })));
		for (const [a, b] of rows) expect(b === 2).toBe(a === 0);
		const share = rows.filter(([a]) => a === 0).length / 400;
		expect(share).toBeGreaterThan(0.18);
		expect(share).toBeLessThan(0.32);
	});
});

describe('sections', () => {
	test('have their own weights and None shares, and shuffle keeps their sizes', async () => {
		const layers = [layer('a', [1, 1]), layer('b', ones(3), 0), layer('c', ones(200))];
		const sections = [
			{ id: 's', name: 'S', count: 150, weights: { a0: 0 } },
			{ id: 't', name: 'T', count: 50, weights: { a1: 0 }, none: { b: 1 } },
		];
		for (const shuffle of [false, true]) {
			const plan = await makePlan(design({ layers, count: 200, supply: { sections, shuffle } }));
			for (const [row, [a, b]] of rowsOf(plan).entries()) {
				expect(a).toBe(plan.section[row] === 0 ? 1 : 0);
				expect(b === NONE).toBe(plan.section[row] === 1);
			}
			const order = [...plan.section].join('');
			expect(order === '0'.repeat(150) + '1'.repeat(50)).toBe(!shuffle);
			expect([...plan.section].filter((section) => section === 0).length).toBe(150);
		}
	});

	test('that share their tokens get them all, whoever draws first', async () => {
		const layers = [layer('a', ones(4)), layer('b', ones(4))];
		const sections = [
			{ id: 's', name: 'S', count: 8, weights: { a0: 0, a1: 0 } },
			{ id: 't', name: 'T', count: 8 },
		];
		const plan = await makePlan(design({ layers, count: 16, supply: { sections } }));
		expect(new Set(rowsOf(plan).map(String)).size).toBe(16);
	});

	test('whose counts do not add up are refused', async () => {
		const sections = [{ id: 's', name: 'S', count: 8 }];
		expect(await message(design({ layers: LAYERS, count: 9, supply: { sections } }))).toContain(
			'The sections have 8 tokens together',
		);
	});
});
