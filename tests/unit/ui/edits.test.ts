import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Design, Layer } from '../../../src/engine/design/design.ts';
import { moveLayer, setNoneShare } from '../../../src/ui/project/edit-layers.ts';
import { changeTrait } from '../../../src/ui/project/edit-traits.ts';
import { layerOdds, traitShare } from '../../../src/ui/project/trait-share.ts';
import { design, layer, trait } from '../../support/small-design.ts';

function weighted(id: string, weights: number[]): Layer {
	return layer(
		id,
		weights.map((weight, i) => trait(`${id}-${i}`, { weight })),
		{ id },
	);
}

function stack(ids: string[]): Design {
	return design(ids.map((id) => weighted(id, [1, 3])));
}

describe('moving a layer', () => {
	test('puts it where it was asked to be and keeps the order of the others', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(8), fc.nat(12), (count, which, to) => {
				const ids = Array.from({ length: count }, (_, i) => `layer ${i}`);
				const id = ids[which % count];
				const moved = stack(ids);
				moveLayer(id, to)(moved);
				const order = moved.layers.map((each) => each.id);
				expect(order[Math.min(to, count - 1)]).toBe(id);
				expect(order.filter((each) => each !== id)).toEqual(ids.filter((each) => each !== id));
			}),
		);
	});

	test('that does not exist changes nothing', () => {
		const untouched = stack(['a', 'b']);
		moveLayer('c', 0)(untouched);
		expect(untouched).toEqual(stack(['a', 'b']));
	});
});

describe('shares', () => {
	test('of a layer’s traits and its None add up to 1, whatever the weights', () => {
		const weight = fc.double({ min: 0.001, max: 1e6, noNaN: true });
		const none = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(fc.array(weight, { minLength: 1, maxLength: 20 }), none, (weights, share) => {
				const one = { ...stack([]), layers: [weighted('a', weights)] };
				setNoneShare('a', share)(one);
				const [edited] = one.layers;
				const odds = layerOdds(edited, 100);
				const shares = edited.traits.map((trait) => traitShare(trait, odds));
				expect(shares.reduce((all, each) => all + each, edited.none?.share ?? 0)).toBeCloseTo(1, 9);
			}),
		);
	});

	test('follow an edited weight', () => {
		const edited = stack(['a']);
		changeTrait('a', 'trait-a-0', { weight: 9 })(edited);
		const [only] = edited.layers;
		expect(only.traits.map((trait) => traitShare(trait, layerOdds(only, 100)))).toEqual([0.75, 0.25]);
	});

	test('of a layer whose weights are all 0 are 0, not NaN', () => {
		const nothing = weighted('a', [0, 0]);
		expect(traitShare(nothing.traits[0], layerOdds(nothing, 100))).toBe(0);
	});

	test('give exact counts their part of the tokens; the weights divide what is left', () => {
		const edited = stack(['a']);
		changeTrait('a', 'trait-a-0', { count: 40 })(edited);
		const [only] = edited.layers;
		expect(only.traits.map((trait) => traitShare(trait, layerOdds(only, 100)))).toEqual([0.4, 0.6]);
		changeTrait('a', 'trait-a-0', { count: undefined })(edited);
		expect(only.traits[0]).not.toHaveProperty('count');
	});
});

test('a None share of 0 takes the choice None away; another one brings it back', () => {
	const edited = stack(['a']);
	setNoneShare('a', 0.25)(edited);
	expect(edited.layers[0].none).toEqual({ share: 0.25 });
	setNoneShare('a', 0)(edited);
	expect(edited.layers[0]).not.toHaveProperty('none');
});
