import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangesOf, TokenLedger } from '../../../src/engine/run/token-ledger.ts';

const HASH = 32;

function tokens(rows: number[], size = 10) {
	return {
		rows: Uint32Array.from(rows),
		sizes: Uint32Array.from(rows, (row) => size + row),
		hashes: Uint8Array.from({ length: rows.length * HASH }, (_, i) => rows[Math.floor(i / HASH)] & 0xff),
	};
}

describe('TokenLedger', () => {
	it('counts what is marked and unmarked, whatever the order and however often', () => {
		const step = fc.record({ row: fc.integer({ min: 0, max: 30 }), isDone: fc.boolean() });
		fc.assert(
			fc.property(fc.array(step), (steps) => {
				const ledger = new TokenLedger({ first: 5, count: 20 });
				const model = new Set<number>();
				for (const { row, isDone } of steps) {
					if (isDone) ledger.mark(tokens([row]));
					else ledger.unmark(row);
					if (isDone && row >= 5 && row < 25) model.add(row);
					if (!isDone) model.delete(row);
				}
				const rows = [...model].toSorted((a, b) => a - b);
				expect(ledger.done).toBe(rows.length);
				expect(ledger.bytes).toBe(rows.reduce((sum, row) => sum + 10 + row, 0));
				expect(ledger.ranges('done')).toEqual(rangesOf(rows));
				expect([...ledger.all().rows]).toEqual(rows);
				const all = Array.from({ length: 20 }, (_, i) => 5 + i);
				expect(ledger.ranges('left')).toEqual(rangesOf(all.filter((row) => !model.has(row))));
			}),
		);
	});

	it('tells each change once, with size and hash', () => {
		const ledger = new TokenLedger({ first: 0, count: 10 });
		ledger.mark(tokens([3, 1]));
		expect(ledger.takeChanges()).toEqual(tokens([3, 1]));
		ledger.mark(tokens([7]));
		ledger.mark(tokens([8]));
		ledger.unmark(7);
		expect(ledger.takeChanges()).toEqual(tokens([8]));
		expect(ledger.takeChanges().rows).toHaveLength(0);
		expect(ledger.hashes().subarray(3 * HASH, 4 * HASH)).toEqual(new Uint8Array(HASH).fill(3));
	});
});
