import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TesseraError } from '../../../src/engine/errors.ts';
import {
	Histogram,
	buildTables,
	initialTables,
	tablesFromData,
	tablesToData,
} from '../../../src/engine/png/code-tables.ts';
import { canonicalCodes, codeLengths } from '../../../src/engine/png/huffman.ts';

/** Cost of an unlimited Huffman code: the sum of all merged weights. */
function huffmanCost(frequencies: number[]): number {
	const weights = [...frequencies];
	let cost = 0;
	while (weights.length > 1) {
		weights.sort((a, b) => b - a);
		const merged = Number(weights.pop()) + Number(weights.pop());
		cost += merged;
		weights.push(merged);
	}
	return cost;
}
const costOf = (frequencies: number[], lengths: Uint8Array) =>
	frequencies.reduce((sum, frequency, symbol) => sum + frequency * lengths[symbol], 0);
const kraft = (lengths: Uint8Array) => lengths.reduce((sum, length) => sum + (length > 0 ? 2 ** -length : 0), 0);

describe('code lengths', () => {
	test('cost what a Huffman code costs where the limit does not bind', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 60 }), (frequencies) => {
				const lengths = codeLengths(Float64Array.from(frequencies), 60);
				expect(costOf(frequencies, lengths)).toBe(huffmanCost(frequencies));
				expect(kraft(lengths)).toBe(1);
			}),
		);
	});

	test('keep the limit, stay complete, and are the best of all that do', () => {
		// Fibonacci frequencies want a code as long as the alphabet.
		const fibonacci = [1, 1, 2, 3, 5, 8, 13, 21];
		const lengths = codeLengths(Float64Array.from(fibonacci), 4);
		expect(kraft(lengths)).toBe(1);
		expect(Math.max(...lengths)).toBe(4);
		let best = Infinity;
		const tryAll = (chosen: number[]): void => {
			if (chosen.length === fibonacci.length) {
				const all = Uint8Array.from(chosen);
				if (kraft(all) <= 1) best = Math.min(best, costOf(fibonacci, all));
			} else for (let length = 1; length <= 4; length++) tryAll([...chosen, length]);
		};
		tryAll([]);
		expect(costOf(fibonacci, lengths)).toBe(best);
	});

	test('leave out symbols that do not occur', () => {
		expect(codeLengths(Float64Array.of(0, 3, 0, 1, 1, 0), 15)).toEqual(Uint8Array.of(0, 1, 0, 2, 2, 0));
	});
});

test('canonical codes of RFC 1951, 3.2.2, bit-reversed', () => {
	// The example there: ABCDEFGH with lengths 3,3,3,3,3,2,4,4 gets 010 011 100 101 110 00 1110 1111.
	expect(canonicalCodes(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4))).toEqual(
		Uint16Array.of(0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111),
	);
});

describe('tables', () => {
	const skewed = new Histogram();
	skewed.literalLength[255] = 1e9;
	skewed.literalLength[0] = 3;
	skewed.distance[1] = 7;

	test('have a code word for every symbol, whatever was measured', () => {
		for (const tables of [initialTables(), buildTables(new Histogram()), buildTables(skewed)]) {
			for (const sizes of [tables.literalSizes, tables.distanceSizes]) {
				expect(kraft(sizes)).toBe(1);
				expect(Math.min(...sizes)).toBeGreaterThan(0);
				expect(Math.max(...sizes)).toBeLessThanOrEqual(15);
			}
		}
		expect(buildTables(skewed).literalSizes[255]).toBe(1);
	});

	test('survive becoming bytes', () => {
		for (const savedByBytes of [0, 100]) {
			const tables = buildTables(Object.assign(new Histogram(), { runBits: 1000, savedByBytes }));
			expect(tables.bytewise).toBe(savedByBytes > 0);
			expect(tablesFromData(tablesToData(tables))).toEqual(tables);
		}
	});

	test.each([
		['cut short', (data: Uint8Array) => data.slice(0, -1)],
		['of another version', (data: Uint8Array) => data.with(0, 9)],
		['with a length of 0', (data: Uint8Array) => data.with(5, 0)],
		['with a length of 16', (data: Uint8Array) => data.with(300, 16)],
		['that are over-full', (data: Uint8Array) => data.with(20, 1)],
	])('%s are refused', (_, damage) => {
		expect(() => tablesFromData(damage(tablesToData(initialTables())))).toThrow(TesseraError);
	});
});

test('histograms merge, and survive becoming data', () => {
	const a = new Histogram();
	const b = new Histogram();
	a.literalLength[3] = 1.5;
	b.literalLength[3] = 2;
	b.distance[29] = 4;
	a.merge(b);
	const copy = Histogram.fromData(a.toData());
	expect(copy).toEqual(a);
	expect([copy.literalLength[3], copy.distance[29]]).toEqual([3.5, 4]);
	expect(() => Histogram.fromData(new Float64Array(3))).toThrow(RangeError);
});
