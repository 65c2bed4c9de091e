import { assert, integer, oneof, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ONE, foldOpacity, fromByte, mul, mulDiv, squareRoot } from '../../../src/gpu/reference/fixed.ts';

const unit = oneof(integer({ min: 0, max: ONE }), integer({ min: 0, max: 300 }), integer({ min: ONE - 300, max: ONE }));
const big = BigInt;

function checkMulDiv(a: number, b: number, d: number): void {
	expect(mulDiv(a, b, d)).toBe(Number((big(a) * big(b) + big(d >> 1)) / big(d)));
}

describe('fixed point against BigInt', () => {
	test('mul rounds the exact product half up', () => {
		assert(
			property(unit, unit, (a, b) => {
				expect(mul(a, b)).toBe(Number((big(a) * big(b) + big(ONE / 2)) / big(ONE)));
			}),
			{ numRuns: 5000 },
		);
	});

	test('mul of up to 4.0 by up to 0.25', () => {
		assert(
			property(integer({ min: 0, max: 4 * ONE }), integer({ min: 0, max: ONE / 4 }), (a, b) => {
				expect(mul(a, b)).toBe(Number((big(a) * big(b) + big(ONE / 2)) / big(ONE)));
			}),
			{ numRuns: 5000 },
		);
	});

	test('mulDiv is the floor of the exact quotient plus a half, also just below and on whole numbers', () => {
		assert(
			property(unit, unit, unit, (x, y, z) => {
				const d = Math.max(x, y, 1);
				checkMulDiv(Math.min(x, y), z, d);
				checkMulDiv(d, z, d);
			}),
			{ numRuns: 5000 },
		);
	});

	test('sqrt is the floor of the exact root', () => {
		assert(
			property(
				oneof(
					unit,
					integer({ min: 0, max: 8192 }).map((k) => Math.max(0, k * k - 1)),
				),
				(x) => {
					const root = big(squareRoot(x));
					expect(root * root <= big(x) * big(ONE)).toBe(true);
					expect((root + 1n) * (root + 1n) > big(x) * big(ONE)).toBe(true);
				},
			),
			{ numRuns: 5000 },
		);
		expect(squareRoot(ONE)).toBe(ONE);
	});

	test('bytes and opacities map to the nearest fixed-point number', () => {
		for (let c = 0; c < 256; c++) {
			const nearest = (c * ONE) / 255;
			expect(Math.abs(fromByte(c) - nearest)).toBeLessThanOrEqual(0.5);
			expect(foldOpacity(c, 65535)).toBe(fromByte(c));
			for (const opacity of [0, 1, 257, 32768, 65534]) {
				expect(Math.abs(foldOpacity(c, opacity) - (nearest * opacity) / 65535)).toBeLessThanOrEqual(0.501);
			}
		}
		expect(fromByte(255)).toBe(ONE);
	});
});
