/** Random small designs for property tests: rules of every kind, tags, None, strict pairs, sections. */
import * as fc from 'fast-check';
import type { Design, Layer, Rule, Section, Selector, StrictPair } from '../../../src/engine/design/design.ts';
import { design } from './designs.ts';

const TAGS = ['red', 'blue'];

const layers: fc.Arbitrary<Layer[]> = fc
	.array(
		fc.record({
			traits: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), tags: fc.subarray(TAGS) }), {
				minLength: 1,
				maxLength: 4,
			}),
			none: fc.option(fc.constantFrom(0.1, 0.5)),
			unique: fc.boolean(),
		}),
		{ minLength: 2, maxLength: 5 },
	)
	.map((list) =>
		list.map(({ traits, none, unique }, index) => ({
			id: `L${index}`,
			name: `L${index}`,
			blend: 'source-over',
			opacity: 1,
			unique,
			inMetadata: true,
			traits: traits.map(({ weight, tags }, at) => ({
				id: `L${index}_${at}`,
				name: `t${at}`,
				weight,
				tags,
				parts: [],
			})),
			...(none === null ? {} : { none: { share: none } }),
		})),
	);

function selector(all: Layer[]): fc.Arbitrary<Selector> {
	const layer = fc.constantFrom(...all);
	return fc.oneof(
		{
			weight: 5,
			arbitrary: layer.chain(({ id, traits }) =>
				fc.constantFrom(...traits).map((trait): Selector => ({ kind: 'trait', layer: id, trait: trait.id })),
			),
		},
		fc.constantFrom(...TAGS).map((tag): Selector => ({ kind: 'tag', tag })),
		fc.tuple(fc.constantFrom(...TAGS), layer).map(([tag, { id }]): Selector => ({ kind: 'tag', tag, layer: id })),
		layer.map(({ id }): Selector => ({ kind: 'layer', layer: id })),
		layer.map(({ id }): Selector => ({ kind: 'none', layer: id })),
	);
}

function rule(all: Layer[]): fc.Arbitrary<Rule> {
	const some = fc.array(selector(all), { minLength: 1, maxLength: 3 });
	const when = selector(all);
	const layer = fc.constantFrom(...all.map(({ id }) => id));
	return fc.oneof(
		fc.record({ when, targets: some }).map((parts): Rule => ({ id: '', kind: 'excludes', ...parts })),
		fc
			.record({ when, targets: some, match: fc.constantFrom('any' as const, 'all' as const) })
			.map((parts): Rule => ({ id: '', kind: 'requires', ...parts })),
		fc.record({ when, layer, allow: some }).map((parts): Rule => ({ id: '', kind: 'allows', ...parts })),
	);
}

function sections(all: Layer[]): fc.Arbitrary<Section[]> {
	const ids = all.map(({ id }) => id);
	const one = fc.record({ layers: fc.subarray(ids, { minLength: 1 }) });
	return fc
		.array(one, { maxLength: 2 })
		.map((list) => list.map((parts, index): Section => ({ id: `s${index}`, name: `S${index}`, count: 0, ...parts })));
}

/** The counts of sections are 0: the test sets them. */
export const designs: fc.Arbitrary<Design> = layers.chain((all) => {
	const pair = fc
		.subarray(
			all.map(({ id }) => id),
			{ minLength: 2 },
		)
		.map((ids): StrictPair => ({ id: ids.join(), layers: ids, active: true }));
	return fc
		.record({
			rules: fc.array(rule(all), { maxLength: 5 }),
			pairs: fc.array(pair, { maxLength: 2 }),
			sections: sections(all),
			seed: fc.string(),
			shuffle: fc.boolean(),
		})
		.map(({ rules, pairs, sections: parts, seed, shuffle }) =>
			design({
				layers: all,
				count: 1,
				rules: rules.map((one, index) => ({ ...one, id: `r${index}` })),
				pairs,
				seed,
				supply: { sections: parts, shuffle },
			}),
		);
});
