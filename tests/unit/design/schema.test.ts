import { describe, expect, it } from 'vitest';
import { designHash } from '../../../src/engine/design/design-hash.ts';
import { parseDesign } from '../../../src/engine/design/schema.ts';
import { buildSample } from '../../../src/engine/sample/build-sample.ts';
import { designOf, layer } from './small-design.ts';

function full() {
	const design = designOf([layer('a', ['A', 'B'], { none: { share: 0.25, value: 'None' } }), layer('b', ['C'])]);
	design.rules = [
		{ id: 'r1', kind: 'excludes', when: { kind: 'tag', tag: 't' }, targets: [{ kind: 'none', layer: 'b' }], note: 'n' },
		{ id: 'r2', kind: 'requires', when: { kind: 'layer', layer: 'a' }, targets: [], match: 'any' },
		{ id: 'r3', kind: 'allows', when: { kind: 'layer', layer: 'a' }, layer: 'b', allow: [] },
		{ id: 'r4', kind: 'order', when: { kind: 'layer', layer: 'a' }, layer: 'a', place: 'above', of: 'b' },
	];
	design.strictPairs = [{ id: 'p', layers: ['a', 'b'], active: true }];
	design.supply.sections = [{ id: 's', name: 'S', count: 1000, layers: ['a'], weights: { a0: 0.5 }, none: { a: 0.1 } }];
	design.supply.locks = [{ number: 3, choices: [{ layer: 'a', trait: null }] }];
	design.supply.pins = [[{ layer: 'a', trait: 'a0' }]];
	design.metadata.extra = { artist: 'Ä', edition: 1, final: true };
	return design;
}

/** The same JSON with another value at a path. */
function changed(path: (string | number)[], value: unknown): unknown {
	const json: unknown = structuredClone(full());
	let at = json as Record<string | number, unknown>;
	for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
	at[path[path.length - 1]] = value;
	return json;
}

function problemOf(json: unknown): unknown {
	try {
		parseDesign(json);
	} catch (error) {
		return error instanceof Error && 'problem' in error ? error.problem : error;
	}
	return undefined;
}

describe('parseDesign', () => {
	it('gives back a design that uses every feature, after a trip through JSON', () => {
		expect(parseDesign(JSON.parse(JSON.stringify(full())))).toEqual(full());
	});

	it('accepts the sample', async () => {
		const { design } = await buildSample();
		expect(parseDesign(JSON.parse(JSON.stringify(design)))).toEqual(design);
	});

	it('drops what it does not know', () => {
		expect(parseDesign({ ...full(), surprise: 1 })).toEqual(full());
	});

	it.each([
		[['layers', 0, 'traits', 1, 'weight'], -1, 'layers[0].traits[1].weight'],
		[['layers', 0, 'traits', 1, 'weight'], Number.NaN, 'layers[0].traits[1].weight'],
		[['layers', 1, 'blend'], 'normal', 'layers[1].blend'],
		[['layers', 1, 'traits', 0, 'parts', 0, 'asset'], '../x', 'layers[1].traits[0].parts[0].asset'],
		[['output', 'width'], 10.5, 'output.width'],
		[['background'], { kind: 'color', color: 'red' }, 'background.color'],
		[['rules', 3, 'place'], 'beside', 'rules[3].place'],
		[['rules', 0, 'kind'], 'explodes', 'rules[0].kind'],
		[['supply', 'sections', 0, 'weights', 'a0'], '1', 'supply.sections[0].weights.a0'],
		[['supply', 'pins', 0, 0, 'layer'], 7, 'supply.pins[0][0].layer'],
		[['seed'], 1, 'seed'],
		[['version'], 0, 'version'],
	])('names the field %o', (path, value, field) => {
		expect(problemOf(changed(path, value))).toMatchObject({ code: 'design-invalid', place: { field } });
	});

	it.each([null, 3, 'x', []])('refuses %o', (json) => {
		expect(problemOf(json)).toMatchObject({ code: 'design-invalid' });
	});

	it('says that a newer file needs a newer program', () => {
		expect(problemOf(changed(['version'], 2))).toMatchObject({ code: 'design-version' });
	});
});

describe('designHash', () => {
	it('ignores the order of properties and what files were called', async () => {
		const design = full();
		const turned = Object.fromEntries(Object.entries(design).reverse());
		const renamed = structuredClone(design);
		for (const asset of Object.values(renamed.assets)) asset.name = 'other.png';
		expect(await designHash(parseDesign(turned))).toBe(await designHash(design));
		expect(await designHash(renamed)).toBe(await designHash(design));
	});

	it.each([
		[['seed'], 'other'],
		[['layers', 0, 'traits', 0, 'weight'], 2],
		[['layers', 0, 'name'], 'Other'],
		[['output', 'fit'], 'cover'],
		[['metadata', 'baseUri'], 'ipfs://x/'],
	])('changes with %o', async (path, value) => {
		expect(await designHash(parseDesign(changed(path, value)))).not.toBe(await designHash(full()));
	});

	it('depends on the order of layers', async () => {
		const turned = { ...full(), layers: full().layers.reverse() };
		expect(await designHash(turned)).not.toBe(await designHash(full()));
	});
});
