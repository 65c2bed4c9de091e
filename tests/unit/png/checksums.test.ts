import * as fc from 'fast-check';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { appendToCrc, bytesOfCrc, crc32, crcOfBits, crcRegister } from '../../../src/engine/png/checksums.ts';

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

test('CRC-32 of a row of strings of bits follows from those of each, wherever it is cut', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ minLength: 4, maxLength: 300 }).map((bytes) => bytes.subarray(0, bytes.length & ~3)),
			fc.array(fc.nat(), { maxLength: 8 }),
			(bytes, places) => {
				const all = bytes.length * 8;
				const cuts = [0, ...places.map((place) => place % (all + 1)).sort((a, b) => a - b), all];
				const bit = (i: number) => (bytes[i >> 3] >> (i & 7)) & 1;
				let register = crcRegister(~0, ascii('IDAT'));
				for (const [i, from] of cuts.slice(0, -1).entries()) {
					const bits = cuts[i + 1] - from;
					// Where others come before it, and with ones behind its end.
					const words = new Uint32Array(Math.ceil(bits / 32) + 2).fill(0xffffffff);
					for (let at = 0; at < bits; at++) if (bit(from + at) === 0) words[1 + (at >> 5)] &= ~(1 << (at & 31));
					register = appendToCrc(register, crcOfBits(words, 1, bits), bits);
				}
				expect(~register >>> 0).toBe(zlibCrc32(Buffer.concat([ascii('IDAT'), bytes])));
			},
		),
	);
});

test('there are four bytes of each CRC-32', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 9 }), (bytes) => {
			const crc = zlibCrc32(bytes);
			expect(zlibCrc32(bytesOfCrc(crc))).toBe(crc);
		}),
	);
});

test('a string may be longer than any image', () => {
	const zeros = 2 ** 31 - 8;
	const afterZeros = appendToCrc(~0, 0, zeros);
	// The same in a thousand steps.
	let steps = ~0;
	const step = Math.floor(zeros / 1000);
	for (let i = 0; i < 1000; i++) steps = appendToCrc(steps, 0, step);
	expect(afterZeros).toBe(appendToCrc(steps, 0, zeros - step * 1000));
});
