import * as fc from 'fast-check';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32 } from '../../../src/engine/png/checksums.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

test('CRC-32 of the standard check string', () => {
	expect(crc32(ascii('123456789'))).toBe(0xcbf43926);
	expect(crc32(new Uint8Array(0))).toBe(0);
});

test('CRC-32 of any range at any alignment is that of zlib', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 0, maxLength: 300 }), fc.nat(), fc.nat(), (bytes, i, j) => {
			const [start, end] = [i % (bytes.length + 1), j % (bytes.length + 1)].sort((a, b) => a - b);
			expect(crc32(bytes, start, end)).toBe(zlibCrc32(bytes.subarray(start, end)));
			expect(crc32(bytes.subarray(start))).toBe(zlibCrc32(bytes.subarray(start)));
		}),
	);
});
