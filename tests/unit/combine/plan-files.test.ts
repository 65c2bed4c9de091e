import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../../src/engine/combine/csv.ts';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { planFromCsv, planToCsv } from '../../../src/engine/combine/plan-csv.ts';
import { planFromMetadata } from '../../../src/engine/combine/plan-from-metadata.ts';
import { planFromJson, planToJson } from '../../../src/engine/combine/plan-json.ts';
import { NONE } from '../../../src/engine/combine/plan.ts';
import { design, is, layer, ones } from './designs.ts';

function sample() {
	const layers = [layer('a', ones(4)), layer('b, "quoted"', ones(3), 0.3), layer('c', ones(9))];
	layers[1].traits[0].name = 'x "y", z';
	layers[2].traits[3].name = layers[2].traits[4].name;
	return design({
		layers,
		count: 20,
		supply: {
			sections: [
				{ id: 's1', name: 'First', count: 12 },
				{ id: 's2', name: 'Second', count: 8, layers: ['a', 'c'] },
			],
			specials: [
				{ id: 'one', name: 'Special', asset: '', number: 5, attributes: [{ traitType: 'kind', value: '1/1' }] },
			],
		},
	});
}

function file(tokens: unknown): string {
	return JSON.stringify({ format: 'tessera-plan', algorithm: 1, tokens });
}

describe('a plan', () => {
	test('survives JSON and CSV unchanged', async () => {
		const source = sample();
		const plan = await makePlan(source);
		expect(planFromJson(source, planToJson(source, plan))).toEqual({ plan, problems: [] });
		expect(planFromCsv(source, planToCsv(source, plan))).toEqual({ plan, problems: [] });
	});

	test('is read from rows in any order', async () => {
		const source = sample();
		const plan = await makePlan(source);
		const [head, ...rows] = readCsv(planToCsv(source, plan));
		expect(planFromCsv(source, writeCsv([head, ...rows.reverse()])).plan).toEqual(plan);
	});

	test('names row and column of what it cannot read', async () => {
		const source = design({ layers: [layer('a', ones(2)), layer('b', ones(2))], count: 3 });
		const read = (text: string) => () => planFromCsv(source, text);
		expect(read('')).toThrow('The table is empty');
		expect(read('token,a\n1,a0')).toThrow('no column “b”');
		expect(read('a,b\na0,b0')).toThrow('no column “token”');
		expect(read('token,a,b,hat\n1,a0,b0,x')).toThrow('no layer for the column “hat”');
		expect(read('token,a,b\n1,a0,b0\n2,a9,b0')).toThrow('Row 3, column “a”: the layer has no trait “a9”');
		expect(read('token,a,b\nx,a0,b0')).toThrow('Row 2, column “token”: “x” is not a whole number');
		expect(read('token,a,b\n1,a0,b0\n1,a0,b1')).toThrow('Row 3: token 1 occurs twice');
		expect(read('token,a,b\n1,a0,b0\n3,a0,b1')).toThrow('Row 3: token 3 leaves a gap');
		expect(read('token,a,b\n1,a0,b0,b1')).toThrow('Row 2 has 4 cells, the first row only 3');
	});

	test('names what is wrong with its JSON', () => {
		const source = design({ layers: [layer('a', ones(2))], count: 1 });
		const read = (text: string) => () => planFromJson(source, text);
		expect(read('{')).toThrow('not valid JSON');
		expect(read('{}')).toThrow('at format');
		expect(read(file([{ number: -1, traits: {} }]))).toThrow('tokens.0.number');
		expect(read(file([{ number: 1, traits: { z: 'a0' } }]))).toThrow('Token 1: the design has no layer “z”');
		expect(read(file([{ number: 1, traits: { a: 'a7' } }]))).toThrow('Token 1, layer “a”: it has no trait “a7”');
		expect(read(file([{ number: 1, traits: {}, section: 'q' }]))).toThrow('Token 1, section: the design has no “q”');
		expect(read(file([]))).toThrow('no tokens');
	});

	test('that was edited says which rule, pair or uniqueness it breaks', () => {
		const source = design({
			layers: [layer('a', ones(2)), layer('b', ones(3), 0.1), layer('c', ones(3))],
			count: 3,
			rules: [{ id: 'r', kind: 'excludes', when: is('a', 0), targets: [is('b', 2)] }],
			pairs: [{ id: 'p', layers: ['b', 'c'], active: true }],
		});
		const { problems } = planFromCsv(
			source,
			'token,a,b,c\n1,a0,b2,c0\n2,a0,b0,c1\n3,a1,b0,c1\n4,a0,b0,c1\n5,a0,,c1\n6,a1,,c1\n',
		);
		expect(problems.map(({ message }) => message)).toEqual([
			'Token 1 breaks the rule “a: a0” excludes “b: b2”.',
			'Token 3 has the same strict pair “b × c” as token 2.',
			'Token 4 has the same combination as token 2.',
			'Token 4 has the same strict pair “b × c” as token 2.',
		]);
	});

	test('is rebuilt from published metadata', async () => {
		const source = sample();
		source.layers[0].traits[1].attributes = [
			{ traitType: 'Hat', value: 'Cap' },
			{ traitType: 'Head', value: 'Covered' },
		];
		source.layers[1].none = { share: 0.3, value: 'Nothing' };
		source.layers[2].traits[4].name = 'another';
		source.layers[2].attribute = 'Eyes';
		const plan = await makePlan(source);
		const tokens = Array.from({ length: plan.count }, (_, row) => {
			if (plan.special[row] > 0) return { attributes: [{ trait_type: 'kind', value: '1/1' }] };
			const attributes = source.layers.flatMap((each, index) => {
				const value = plan.dna[row * plan.layers + index];
				const label = each.attribute ?? each.name;
				if (value === NONE)
					return plan.section[row] === 1 ? [] : [{ trait_type: label, value: each.none?.value ?? '' }];
				const own = each.traits[value].attributes ?? [{ traitType: label, value: each.traits[value].name }];
				return own.map(({ traitType, value: text }) => ({ trait_type: traitType, value: text }));
			});
			return { attributes };
		});
		const rebuilt = planFromMetadata(source, tokens);
		expect(rebuilt.plan.dna).toEqual(plan.dna);
		expect(rebuilt.plan.special).toEqual(plan.special);
		expect(rebuilt.problems).toEqual([]);
		tokens[0].attributes[0] = { trait_type: 'Eyes', value: 'made up' };
		expect(() => planFromMetadata(source, tokens)).toThrow('Token 1: layer “c” has no trait for “Eyes: made up”');
	});
});

test('CSV reads back what it writes', () => {
	const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', ';') });
	fc.assert(
		fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
			expect(readCsv(`\uFEFF${writeCsv(rows)}`)).toEqual(rows);
		}),
	);
});
