import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/engine/combine/plan.ts';
import { NONE } from '../../../src/engine/combine/plan.ts';
import { defaultDesign } from '../../../src/engine/design/default-design.ts';
import type { Design } from '../../../src/engine/design/design.ts';
import { DrawList } from '../../../src/engine/design/draw-list.ts';
import type { Operator } from '../../../src/engine/design/operators.ts';
import { collectionFormat } from '../../../src/engine/run/collection-format.ts';
import { usedSources } from '../../../src/engine/run/draw-lists.ts';
import type { PixelFormat } from '../../../src/engine/png/pixel-format.ts';
import type { SourceFacts } from '../../../src/engine/run/collection-format.ts';

/** Two layers of one trait each; every trait has an asset of its own. */
function design(blend: Operator = 'source-over', opacity = 1): Design {
	const made = defaultDesign('test', 256, 32);
	made.layers = ['back', 'front'].map((id) => ({
		id,
		name: id,
		blend: id === 'front' ? blend : ('source-over' as const),
		opacity: id === 'front' ? opacity : 1,
		unique: true,
		inMetadata: true,
		traits: [{ id: `${id}-trait`, name: id, weight: 1, parts: [{ asset: id }], tags: [] }],
	}));
	return made;
}

function planOf(...rows: [number, number][]): Plan {
	return {
		algorithm: 1,
		count: rows.length,
		layers: 2,
		dna: Uint16Array.from(rows.flat()),
		firstNumber: 1,
		section: new Uint8Array(rows.length),
		special: new Uint16Array(rows.length),
	};
}

const mask = (bits: number) => Uint32Array.of(bits);
const BOTH = mask(0b11);
const many = undefined;
const facts = (...all: [opaque: number, colors: number[] | undefined][]): SourceFacts[] =>
	all.map(([opaque, colors]) => ({
		opaque: mask(opaque),
		colors: colors === undefined ? undefined : Uint32Array.from(colors),
	}));

const colorsFrom = (first: number) => Array.from({ length: 129 }, (_, i) => first + i);

const formatOf = (drawList: DrawList, plan: Plan, found: SourceFacts[]): PixelFormat =>
	collectionFormat(drawList, plan, usedSources(drawList, plan), found, BOTH);

describe('collectionFormat', () => {
	it('takes RGB when every token is covered by opaque tiles', () => {
		const format = formatOf(new DrawList(design()), planOf([0, 0]), facts([0b11, many], [0, many]));
		expect(format).toEqual({ kind: 'rgb' });
	});

	it('puts the cover together from several layers', () => {
		const drawList = new DrawList(design());
		expect(formatOf(drawList, planOf([0, 0]), facts([0b01, many], [0b10, many])).kind).toBe('rgb');
		expect(formatOf(drawList, planOf([0, 0]), facts([0b01, many], [0b01, many])).kind).toBe('rgba');
	});

	it('takes RGBA when a single token of the plan has a hole', () => {
		const drawList = new DrawList(design());
		const plan = planOf([0, 0], [NONE, 0]);
		expect(formatOf(drawList, plan, facts([0b11, many], [0, many])).kind).toBe('rgba');
	});

	it.each(['xor', 'destination-out', 'source-in', 'copy'] as const)('does not trust opacity under %s', (operator) => {
		const drawList = new DrawList(design(operator));
		expect(formatOf(drawList, planOf([0, 0]), facts([0b11, many], [0, many])).kind).toBe('rgba');
	});

	it('keeps RGB under a blend mode, which keeps an opaque backdrop opaque', () => {
		const drawList = new DrawList(design('multiply'));
		expect(formatOf(drawList, planOf([0, 0]), facts([0b11, many], [0, many])).kind).toBe('rgb');
	});

	it('takes the union of the colours as palette, without transparency if nothing shows through', () => {
		const found = formatOf(
			new DrawList(design()),
			planOf([0, 0]),
			facts([0b11, [0xff0000ff, 0xff00ff00]], [0, [0, 0xff0000ff]]),
		);
		expect(found).toEqual({ kind: 'palette', colors: Uint32Array.of(0xff0000ff, 0xff00ff00) });
	});

	it('adds transparency to the palette if something may show through', () => {
		const found = formatOf(new DrawList(design()), planOf([0, 0]), facts([0, [5]], [0, [7]]));
		expect(found).toEqual({ kind: 'palette', colors: Uint32Array.of(0, 5, 7) });
	});

	it('takes no palette when opacity or a blend mode makes new colours, or when there are more than 256', () => {
		const few = facts([0b11, [1]], [0b11, [2]]);
		expect(formatOf(new DrawList(design('source-over', 0.5)), planOf([0, 0]), few).kind).toBe('rgb');
		expect(formatOf(new DrawList(design('screen')), planOf([0, 0]), few).kind).toBe('rgb');
		const crowded = facts([0b11, colorsFrom(1)], [0b11, colorsFrom(1000)]);
		expect(formatOf(new DrawList(design()), planOf([0, 0]), crowded).kind).toBe('rgb');
	});
});
