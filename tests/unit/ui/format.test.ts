import { describe, expect, test } from 'vitest';
import { formatBytes, formatDuration, formatHuge, formatShare } from '../../../src/ui/controls/format.ts';

describe('figures for people', () => {
	test.each([
		[0n, '0'],
		[9984n, '9,984'],
		[999_999_999_999n, '999,999,999,999'],
		[1_280_000_000_000n, '1.28 × 10¹²'],
		[10n ** 40n, '1.00 × 10⁴⁰'],
	])('%s tokens read %s', (value, text) => expect(formatHuge(value)).toBe(text));

	test.each([
		[0, '0 %'],
		[0.00005, '< 0.01 %'],
		[0.0005, '0.05 %'],
		[0.015, '1.5 %'],
		[0.99999, '100 %'],
		[1, '100 %'],
	])('a share of %s reads %s', (value, text) => expect(formatShare(value)).toBe(text));

	test.each([
		[999, '999 B'],
		[1000, '1.0 KB'],
		[97_500_000, '97.5 MB'],
		[123_456_789_000, '123 GB'],
	])('%s bytes read %s', (value, text) => expect(formatBytes(value)).toBe(text));

	test.each([
		[0.73, '0.7 s'],
		[59.4, '59 s'],
		[75, '1 min 15 s'],
		[3600 * 3 + 60 * 7, '3 h 7 min'],
	])('%s seconds read %s', (value, text) => expect(formatDuration(value)).toBe(text));
});
