import { array, assert, asyncProperty, integer } from 'fast-check';
import { expect, it } from 'vitest';
import type { Design } from '../../../src/engine/design/design.ts';
import { ByteGate } from '../../../src/engine/run/byte-gate.ts';
import { decodeCost } from '../../../src/engine/run/decode-cost.ts';
import { design } from '../../support/small-design.ts';

it('never holds more than the limit, except for one that is larger alone; nobody is left out or overtaken', async () => {
	const sizes = array(integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 30 });
	await assert(
		asyncProperty(sizes, integer({ min: 1, max: 20 }), async (bytes, limit) => {
			const gate = new ByteGate(limit);
			const inside = new Set<number>();
			const begun: number[] = [];
			await Promise.all(
				bytes.map(async (size, i) => {
					const leave = await gate.enter(size);
					begun.push(i);
					inside.add(i);
					const held = [...inside].reduce((sum, j) => sum + bytes[j], 0);
					if (held > limit) expect([...inside].filter((j) => bytes[j] > 0)).toEqual([i]);
					// As many turns as differ from one to the other, so that they leave in another order than they came.
					for (let turn = 0; turn < size % 7; turn++) await Promise.resolve();
					inside.delete(i);
					leave();
				}),
			);
			expect(begun).toEqual(bytes.map((_, i) => i));
		}),
	);
});

it('counts what decoding holds whole: at 8192² PNG its file, SVG 67 MB, all else two frames of 268 MB', () => {
	const file = { name: 'a', bytes: 1000, width: 8192, height: 8192 };
	const types = ['image/png', 'image/svg+xml', 'image/webp', 'image/jpeg'];
	const assets: Design['assets'] = Object.fromEntries(types.map((type) => [type, { ...file, type }]));
	const small = design([], { assets });
	const large: Design = { ...small, output: { ...small.output, width: 8192, height: 8192 } };
	const costs = types.map((asset) => decodeCost(large, { kind: 'asset', asset, x: 0, y: 0 }));
	expect(costs).toEqual([1000, 1000 + 4096 * 4096 * 4, 1000 + 8192 * 8192 * 8, 1000 + 8192 * 8192 * 8]);
	expect(decodeCost(large, { kind: 'solid', color: '#000000' })).toBe(0);
});
