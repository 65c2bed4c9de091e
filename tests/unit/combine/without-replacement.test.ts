import { describe, expect, test } from 'vitest';
import { NONE } from '../../../src/engine/combine/plan.ts';
import { Random } from '../../../src/engine/combine/random.ts';
import { SectionModel } from '../../../src/engine/combine/section-model.ts';
import { sectionSpace } from '../../../src/engine/combine/section-space.ts';
import { WithoutReplacement } from '../../../src/engine/combine/without-replacement.ts';
import { allTokens, weightOf } from './brute-force.ts';
import { inclusionChances } from './chi-square.ts';
import { design, is, layer, ones } from './designs.ts';

const RULED = design({
	layers: [layer('a', [1, 2, 7]), layer('b', [1, 9], 0.1), layer('c', [5, 1])],
	count: 1,
	rules: [{ id: 'x', kind: 'excludes', when: is('a', 0), targets: [is('b', 0), is('c', 1)] }],
});

function modelOf(sample: typeof RULED): SectionModel {
	return new SectionModel(sectionSpace(sample, 0), [...sample.layers.keys()]);
}

describe('drawing without replacement from the diagram', () => {
	test('gives every token its exact chance to be among the first draws', () => {
		const all = allTokens(RULED);
		const place = new Map(all.map((row, index) => [row.join(), index]));
		const weights = all.map((row) => weightOf(RULED, row));
		const { sampler } = modelOf(RULED);
		const random = new Random('trie', 'test');
		const row = new Uint16Array(3);
		const rounds = 3000;
		for (const draws of [1, 4, all.length - 1]) {
			const counts = all.map(() => 0);
			for (let round = 0; round < rounds; round++) {
				const rest = new WithoutReplacement(sampler);
				for (let draw = 0; draw < draws; draw++) {
					rest.draw(random, row, 0);
					rest.take(row, 0, 3);
					counts[place.get(row.join()) ?? NaN]++;
				}
			}
			for (const [token, chance] of inclusionChances(weights, draws).entries()) {
				const deviation = Math.sqrt(rounds * chance * (1 - chance));
				expect(Math.abs(counts[token] - rounds * chance)).toBeLessThan(4 * deviation + 1e-6);
			}
		}
	});

	test('ends with the last token, however small its weight', () => {
		const tiny = design({
			layers: [layer('a', [1e12, 1, 1e-12]), layer('b', [1e-9, 1, 1e9]), layer('c', ones(3))],
			count: 1,
		});
		const rest = new WithoutReplacement(modelOf(tiny).sampler);
		const random = new Random('tiny', 'test');
		const row = new Uint16Array(3);
		const seen = new Set<string>();
		while (!rest.exhausted) {
			rest.draw(random, row, 0);
			rest.take(row, 0, 3);
			seen.add(row.join());
		}
		expect(seen.size).toBe(27);
	});

	test('takes whole beginnings, and gives them back', () => {
		const { sampler } = modelOf(RULED);
		const [{ column }] = sampler.diagram.levels;
		const rest = new WithoutReplacement(sampler);
		const random = new Random('back', 'test');
		const row = new Uint16Array(3);
		rest.draw(random, row, 0);
		const gone = row[column];
		rest.take(row, 0, 1);
		for (let draw = 0; draw < 200; draw++) {
			rest.draw(random, row, 0);
			expect(row[column]).not.toBe(gone);
		}
		row[column] = gone;
		rest.giveBack(row, 0, 1);
		const again = new Set(Array.from({ length: 200 }, () => (rest.draw(random, row, 0), row[column])));
		expect(again.has(gone)).toBe(true);
	});

	test('passes over a token that the diagram does not have', () => {
		const rest = new WithoutReplacement(modelOf(RULED).sampler);
		rest.take(Uint16Array.of(0, 0, 0), 0, 3);
		rest.take(Uint16Array.of(NONE, 0, 0), 0, 3);
		const random = new Random('strangers', 'test');
		const row = new Uint16Array(3);
		let left = 0;
		for (; !rest.exhausted; left++) {
			rest.draw(random, row, 0);
			rest.take(row, 0, 3);
		}
		expect(left).toBe(allTokens(RULED).length);
	});
});
