import * as fc from 'fast-check';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32, crc32Combine } from '../../../src/engine/png/checksums.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

test('CRC-32 of the standard check string', () => {
	expect(crc32(ascii('123456789'))).toBe(0xcbf43926);
	expect(crc32(new Uint8Array(0))).toBe(0);
});

test('CRC-32 of any range at any alignment, in one piece or continued, is that of zlib', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 0, maxLength: 300 }), fc.nat(), fc.nat(), (bytes, i, j) => {
			const [start, end] = [i % (bytes.length + 1), j % (bytes.length + 1)].sort((a, b) => a - b);
			expect(crc32(bytes, start, end)).toBe(zlibCrc32(bytes.subarray(start, end)));
			expect(crc32(bytes, start, bytes.length, crc32(bytes, 0, start))).toBe(zlibCrc32(bytes));
			expect(crc32(bytes.subarray(start))).toBe(zlibCrc32(bytes.subarray(start)));
		}),
	);
});

test('combining gives the CRC-32 of the concatenation', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 90 }), fc.uint8Array({ maxLength: 90 }), (a, b) => {
			expect(crc32Combine(crc32(a), crc32(b), b.length)).toBe(zlibCrc32(Buffer.concat([a, b])));
		}),
	);
	const long = new Uint8Array(3_000_001).fill(0x5a);
	expect(crc32Combine(crc32(ascii('head')), crc32(long), long.length)).toBe(zlibCrc32(long, zlibCrc32('head')));
});
