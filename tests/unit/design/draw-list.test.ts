import { describe, expect, it } from 'vitest';
import type { Design, Rule, Selector } from '../../../src/engine/design/design.ts';
import { DrawList } from '../../../src/engine/design/draw-list.ts';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import type { Plan } from '../../../src/engine/combine/plan.ts';
import { asset, designOf, layer, planOf } from './small-design.ts';

/** What a token draws, bottom to top: letters of assets, colours as they are. */
function drawn(design: Design, plan: Plan, token = 0): string {
	const list = new DrawList(design);
	const out = new Int32Array(list.maxOps * 2);
	const count = list.opsFor(plan, token, out);
	return Array.from({ length: count }, (_, i) => {
		const source = list.sources[out[i * 2]];
		return source.kind === 'solid' ? source.color : String.fromCodePoint(Number.parseInt(source.asset, 16));
	}).join('');
}

const clear = (blend: 'source-over' | 'source-in') => [{ asset: asset('A'), blend, opacity: 0 }];

const three = [layer('a', ['A', 'B']), layer('b', ['C', 'D']), layer('c', ['E', 'F'])];

describe('order', () => {
	it('is that of the layers, and of the parts within a trait', () => {
		expect(drawn(designOf([layer('a', ['AB']), layer('b', ['CD'])]), planOf([[0, 0]]))).toBe('ABCD');
	});

	it('leaves out what is None', () => {
		expect(drawn(designOf(three), planOf([[0, null, 1]]))).toBe('AF');
	});

	it('puts z other than 0 behind or before everything that has none, by its value', () => {
		const parts = [{ asset: asset('X'), z: 2 }, { asset: asset('Y'), z: -1 }, { asset: asset('Z') }];
		const design = designOf([
			layer('a', ['A'], { z: 1 }),
			layer('b', [parts]),
			layer('c', ['C'], { z: 1 }),
			layer('d', ['D']),
		]);
		expect(drawn(design, planOf([[0, 0, 0, 0]]))).toBe('YZDACX');
	});

	it('lets a part’s own z win over its layer’s, 0 included', () => {
		const design = designOf([
			layer('a', [[{ asset: asset('A'), z: 0 }, { asset: asset('B') }]], { z: 5 }),
			layer('b', ['C']),
		]);
		expect(drawn(design, planOf([[0, 0]]))).toBe('ACB');
	});

	it('is the section’s where it has its own', () => {
		const design = designOf(three);
		design.supply.sections = [
			{ id: 's0', name: 'All', count: 1 },
			{ id: 's1', name: 'Turned', count: 1, layers: ['c', 'a'] },
		];
		const plan = planOf(
			[
				[0, 0, 0],
				[0, 0, 0],
			],
			{ section: Uint8Array.of(0, 1) },
		);
		expect(drawn(design, plan, 0)).toBe('ACE');
		expect(drawn(design, plan, 1)).toBe('EA');
	});
});

const move = (when: Selector, what: string, place: 'above' | 'below', of: string): Rule => ({
	id: `${what}${of}`,
	kind: 'order',
	when,
	layer: what,
	place,
	of,
});
describe('order rules', () => {
	const first: Selector = { kind: 'trait', layer: 'a', trait: 'a0' };

	it.each([
		['a', 'above', 'c', 'CDEFAB'],
		['a', 'above', 'b', 'CDABEF'],
		['c', 'below', 'a', 'EFABCD'],
		['c', 'below', 'b', 'ABEFCD'],
		['a', 'below', 'b', 'ABCDEF'],
	] as const)('%s %s %s', (what, place, of, expected) => {
		const design = designOf([layer('a', ['AB']), layer('b', ['CD']), layer('c', ['EF'])]);
		design.rules = [move(first, what, place, of)];
		expect(drawn(design, planOf([[0, 0, 0]]))).toBe(expected);
	});

	it('apply one after another, whatever the z', () => {
		const design = designOf([layer('a', ['A'], { z: -3 }), layer('b', ['B']), layer('c', ['C'], { z: 9 })]);
		design.rules = [move(first, 'a', 'above', 'c'), move(first, 'b', 'above', 'a')];
		expect(drawn(design, planOf([[0, 0, 0]]))).toBe('CAB');
	});

	it('move nothing where the condition fails or a side draws nothing', () => {
		const design = designOf(three);
		design.rules = [move(first, 'b', 'above', 'c')];
		expect(drawn(design, planOf([[1, 0, 0]]))).toBe('BCE');
		expect(drawn(design, planOf([[0, 0, null]]))).toBe('AC');
		expect(drawn(design, planOf([[0, null, 0]]))).toBe('AE');
		expect(drawn(design, planOf([[0, 0, 0]]))).toBe('AEC');
	});

	it.each([
		[{ kind: 'none', layer: 'b' }, [0, null, 0], 'EA'],
		[{ kind: 'none', layer: 'b' }, [0, 0, 0], 'ACE'],
		[{ kind: 'layer', layer: 'b' }, [0, 0, 0], 'CEA'],
		[{ kind: 'layer', layer: 'b' }, [0, null, 0], 'AE'],
		[{ kind: 'tag', tag: 'big' }, [0, 1, 0], 'DEA'],
		[{ kind: 'tag', tag: 'big', layer: 'a' }, [0, 1, 0], 'ADE'],
		[{ kind: 'tag', tag: 'big' }, [0, null, 0], 'AE'],
		[{ kind: 'trait', layer: 'gone', trait: 'x' }, [0, 0, 0], 'ACE'],
		[{ kind: 'trait', layer: 'a', trait: 'gone' }, [0, 0, 0], 'ACE'],
	] as [Selector, (number | null)[], string][])('when %o', (when, row, expected) => {
		const design = structuredClone(designOf(three));
		design.layers[1].traits[1].tags = ['big'];
		design.rules = [move(when, 'a', 'above', 'c')];
		expect(drawn(design, planOf([row]))).toBe(expected);
	});
});

describe('background and specials', () => {
	it('puts the colour below everything, and below negative z', () => {
		const design = designOf([layer('a', ['A'], { z: -9 })], { background: { kind: 'color', color: '#102030' } });
		expect(drawn(design, planOf([[0]]))).toBe('#102030A');
	});

	it('draws palette colours by weight, from the seed and the token’s number alone', () => {
		const colors = [
			{ color: '#000000', weight: 3 },
			{ color: '#ffffff', weight: 1 },
			{ color: '#ff0000', weight: 0 },
		];
		const design = designOf([layer('a', [''])], { background: { kind: 'palette', colors } });
		const rows = Array.from({ length: 4000 }, () => [0]);
		const colorsOf = (of: Design, plan: Plan) => {
			const list = new DrawList(of);
			const out = new Int32Array(list.maxOps * 2);
			return rows.map((_, token) => {
				list.opsFor(plan, token, out);
				const source = list.sources[out[0]];
				return source.kind === 'solid' ? source.color : '';
			});
		};
		const list = colorsOf(design, planOf(rows));
		const share = list.filter((color) => color === '#000000').length / list.length;
		expect(Math.abs(share - 0.75)).toBeLessThan(0.03);
		expect(list).not.toContain('#ff0000');
		expect(colorsOf(design, planOf(rows, { firstNumber: 101 })).slice(0, -100)).toEqual(list.slice(100));
		expect(colorsOf({ ...design, seed: 'other' }, planOf(rows))).not.toEqual(list);
	});

	it('draws a special’s image alone', () => {
		const design = designOf(three, { background: { kind: 'color', color: '#102030' } });
		design.supply.specials = [{ id: 's', name: 'One', asset: asset('S'), attributes: [] }];
		expect(drawn(design, planOf([[0, 0, 0]], { special: Uint16Array.of(1) }))).toBe('S');
	});
});

describe('sources and paints', () => {
	it('names every distinct placed raster once, in a stable order', () => {
		const design = designOf([layer('a', ['A', [{ asset: asset('A'), x: 3 }]]), layer('b', ['A', 'B'])], {
			background: { kind: 'color', color: '#102030' },
		});
		expect(new DrawList(design).sources).toEqual([
			{ kind: 'solid', color: '#102030' },
			{ kind: 'asset', asset: asset('A'), x: 0, y: 0 },
			{ kind: 'asset', asset: asset('A'), x: 3, y: 0 },
			{ kind: 'asset', asset: asset('B'), x: 0, y: 0 },
		]);
	});

	it('packs operator and opacity; the part’s blend mode wins, opacities multiply', () => {
		const part = { asset: asset('A'), blend: 'multiply', opacity: 0.5 } as const;
		const list = new DrawList(designOf([layer('a', [[part, { asset: asset('B') }]], { blend: 'xor', opacity: 0.5 })]));
		const out = new Int32Array(list.maxOps * 2);
		expect(list.opsFor(planOf([[0]]), 0, out)).toBe(2);
		expect(out[1]).toBe(OPERATORS.indexOf('multiply') | (16384 << 8));
		expect(out[3]).toBe(OPERATORS.indexOf('xor') | (32768 << 8));
	});

	it('leaves out invisible parts, but not where even nothing changes the picture', () => {
		expect(drawn(designOf([layer('a', [clear('source-over')])]), planOf([[0]]))).toBe('');
		expect(drawn(designOf([layer('a', [clear('source-in')])]), planOf([[0]]))).toBe('A');
	});

	it('never needs more than maxOps', () => {
		const design = designOf([layer('a', ['A', 'ABCD']), layer('b', ['AB', ''])], {
			background: { kind: 'color', color: '#000000' },
		});
		expect(new DrawList(design).maxOps).toBe(7);
	});
});
