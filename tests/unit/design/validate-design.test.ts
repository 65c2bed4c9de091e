import { describe, expect, it } from 'vitest';
import type { Design } from '../../../src/engine/design/design.ts';
import { validateDesign } from '../../../src/engine/design/validate-design.ts';
import { buildSample } from '../../../src/engine/sample/build-sample.ts';
import { asset, designOf, layer } from './small-design.ts';

const good = () => designOf([layer('a', ['A', 'B']), layer('b', ['C', 'D'])]);

const CASES: [string, (design: Design) => void][] = [
	['no-layers', (d) => (d.layers = [])],
	['empty-layer', (d) => (d.layers[1].traits = [])],
	['weights-all-zero', (d) => d.layers[0].traits.forEach((trait) => (trait.weight = 0))],
	['counts-contradict', (d) => Object.assign(d.layers[0].traits[0], { minCount: 5, maxCount: 4 })],
	[
		'too-many-traits',
		(d) => (d.layers[0].traits = Array.from({ length: 65535 }, (_, i) => ({ ...d.layers[0].traits[0], id: `${i}` }))),
	],
	['duplicate-id', (d) => (d.layers[1].id = 'a')],
	['duplicate-id', (d) => (d.layers[1].traits[1].id = 'b0')],
	[
		'asset-missing',
		(d) =>
			(d.assets = {
				[asset('A')]: d.assets[asset('A')],
				[asset('B')]: d.assets[asset('B')],
				[asset('C')]: d.assets[asset('C')],
			}),
	],
	['bad-output-size', (d) => (d.output.width = 0)],
	['bad-output-size', (d) => (d.output.height = 16385)],
	['bad-output-size', (d) => Object.assign(d.output, { format: 'webp', width: 16384 })],
	['empty-palette', (d) => (d.background = { kind: 'palette', colors: [{ color: '#000000', weight: 0 }] })],
	['no-tokens', (d) => (d.supply.count = 0)],
	['bad-first-number', (d) => (d.supply.firstNumber = -1)],
	['section-counts', (d) => (d.supply.sections = [{ id: 's', name: 'S', count: 999 }])],
	['bad-section-layers', (d) => (d.supply.sections = [{ id: 's', name: 'S', count: 1000, layers: ['a', 'a'] }])],
	['bad-section-layers', (d) => (d.supply.sections = [{ id: 's', name: 'S', count: 1000, layers: ['z'] }])],
	['number-out-of-range', (d) => (d.supply.locks = [{ number: 1001, choices: [] }])],
	['missing-reference', (d) => (d.supply.locks = [{ number: 1000, choices: [{ layer: 'a', trait: 'b0' }] }])],
	['missing-reference', (d) => (d.supply.pins = [[{ layer: 'z', trait: null }]])],
	['asset-missing', (d) => (d.supply.specials = [{ id: 's', name: 'S', asset: asset('Z'), attributes: [] }])],
	[
		'number-out-of-range',
		(d) => (d.supply.specials = [{ id: 's', name: 'S', asset: asset('A'), number: 0, attributes: [] }]),
	],
	[
		'missing-reference',
		(d) => (d.rules = [{ id: 'r', kind: 'excludes', when: { kind: 'trait', layer: 'a', trait: 'x' }, targets: [] }]),
	],
	[
		'missing-reference',
		(d) =>
			(d.rules = [
				{
					id: 'r',
					kind: 'requires',
					when: { kind: 'layer', layer: 'a' },
					targets: [{ kind: 'tag', tag: 'x' }],
					match: 'any',
				},
			]),
	],
	[
		'missing-reference',
		(d) => (d.rules = [{ id: 'r', kind: 'allows', when: { kind: 'layer', layer: 'a' }, layer: 'x', allow: [] }]),
	],
	[
		'missing-reference',
		(d) =>
			(d.rules = [
				{ id: 'r', kind: 'order', when: { kind: 'layer', layer: 'a' }, layer: 'a', place: 'above', of: 'x' },
			]),
	],
	['bad-strict-pair', (d) => (d.strictPairs = [{ id: 'p', layers: ['a'], active: true }])],
	['bad-strict-pair', (d) => (d.strictPairs = [{ id: 'p', layers: ['a', 'x'], active: true }])],
];

describe('validateDesign', () => {
	it('finds nothing in a good design, nor in the sample', async () => {
		expect(validateDesign(good())).toEqual([]);
		expect(validateDesign((await buildSample()).design)).toEqual([]);
	});

	it.each(CASES)('%s (case %#)', (code, spoil) => {
		const design = good();
		spoil(design);
		const problems = validateDesign(design);
		expect(problems.map((problem) => problem.code)).toEqual([code]);
		expect(problems[0]).toMatchObject({ severity: 'error', hint: expect.any(String), place: expect.anything() });
	});

	it('takes zero weights where None or counts decide', () => {
		const design = good();
		for (const trait of design.layers[0].traits) trait.weight = 0;
		design.layers[0].none = { share: 1 };
		for (const trait of design.layers[1].traits) Object.assign(trait, { weight: 0, count: 500 });
		expect(validateDesign(design)).toEqual([]);
	});
});
