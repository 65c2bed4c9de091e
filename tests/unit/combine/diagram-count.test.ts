import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileDiagram } from '../../../src/engine/combine/diagram.ts';
import { countTokens } from '../../../src/engine/combine/diagram-count.ts';
import { classChances, completionWeights } from '../../../src/engine/combine/diagram-weights.ts';
import { sectionSpace } from '../../../src/engine/combine/section-space.ts';
import { compileSpace } from '../../../src/engine/combine/section-model.ts';
import { uniqueColumns } from '../../../src/engine/combine/ledger.ts';
import { allTokens, weightOf } from './brute-force.ts';
import { design, is, layer, ones } from './designs.ts';
import { designs } from './random-designs.ts';

describe('a diagram', () => {
	test('counts the tokens of any design exactly, whatever the order of its columns', () => {
		fc.assert(
			fc.property(designs, fc.infiniteStream(fc.nat()), (sample, orderKeys) => {
				const space = sectionSpace({ ...sample, supply: { ...sample.supply, sections: [] } }, 0);
				const keyed = space.columns.map((_, column) => ({ column, key: orderKeys.next().value as number }));
				const order = keyed.sort((a, b) => a.key - b.key).map(({ column }) => column);
				const diagram = compileDiagram({ ...space, order });
				expect(countTokens(diagram)).toBe(BigInt(allTokens(sample).length));
			}),
			{ numRuns: 200 },
		);
	});

	test('counts each section over the layers that count for uniqueness', () => {
		fc.assert(
			fc.property(designs, (sample) => {
				const unique = uniqueColumns(sample);
				for (const [index, section] of sample.supply.sections.entries()) {
					const diagram = compileSpace(sectionSpace(sample, index), [unique]);
					const seen = new Set(allTokens(sample, section).map((row) => unique.map((column) => row[column]).join()));
					expect(countTokens(diagram, unique.length)).toBe(BigInt(seen.size));
				}
			}),
			{ numRuns: 80 },
		);
	});

	test('gives every choice its exact chance under the rules', () => {
		fc.assert(
			fc.property(designs, (sample) => {
				const space = sectionSpace({ ...sample, supply: { ...sample.supply, sections: [] } }, 0);
				const diagram = compileSpace(space, []);
				const rows = allTokens(sample);
				const total = rows.reduce((sum, row) => sum + weightOf(sample, row), 0);
				const chances = classChances(diagram, completionWeights(diagram));
				for (const [depth, { column, classes }] of diagram.levels.entries()) {
					for (const [option, { values }] of classes.entries()) {
						const hits = rows.filter((row) => values.includes(row[column]));
						const expected = total > 0 ? hits.reduce((sum, row) => sum + weightOf(sample, row), 0) / total : 0;
						expect(chances[depth][option]).toBeCloseTo(expected, 10);
					}
				}
			}),
			{ numRuns: 200 },
		);
	});

	test('past its node limit it leaves rules out, names them and never counts too few', () => {
		const layers = Array.from({ length: 12 }, (_, index) => layer(`L${index}_`, ones(4)));
		const rules = Array.from({ length: 6 }, (_, index) => ({
			id: `r${index}`,
			kind: 'excludes' as const,
			when: is(`L${index}_`, 0),
			targets: [is(`L${index + 6}_`, 0)],
		}));
		const space = sectionSpace(design({ layers, count: 1, rules }), 0);
		const order = [...space.columns.keys()];
		const exact = compileDiagram({ ...space, order });
		const loose = compileDiagram({ ...space, order, nodeLimit: 40 });
		expect(exact.dropped).toEqual([]);
		expect(countTokens(exact)).toBe(15n ** 6n);
		expect(loose.dropped.length).toBeGreaterThan(0);
		expect(countTokens(loose)).toBe(15n ** BigInt(6 - loose.dropped.length) * 16n ** BigInt(loose.dropped.length));
	});

	test('counts far beyond what a double can hold', () => {
		const layers = Array.from({ length: 24 }, (_, index) => layer(`L${index}_`, ones(40)));
		expect(countTokens(compileSpace(sectionSpace(design({ layers, count: 1 }), 0), []))).toBe(40n ** 24n);
	});
});
