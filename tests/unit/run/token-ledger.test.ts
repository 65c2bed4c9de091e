import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenLedger } from '../../../src/engine/run/token-ledger.ts';
import type { RowRange } from '../../../src/engine/run/token-ledger.ts';

const HASH = 32;

function tokens(rows: number[], size = 10) {
	return {
		rows: Uint32Array.from(rows),
		sizes: Uint32Array.from(rows, (row) => size + row),
		hashes: Uint8Array.from({ length: rows.length * HASH }, (_, i) => rows[Math.floor(i / HASH)] & 0xff),
	};
}

function rangesOf(rows: readonly number[]): RowRange[] {
	const ranges: RowRange[] = [];
	for (const row of rows) {
		const last = ranges.at(-1);
		if (last !== undefined && row === last.first + last.count) last.count++;
		else ranges.push({ first: row, count: 1 });
	}
	return ranges;
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

	it('what is in a ZIP that is open is done, but kept only once the ZIP is closed', () => {
		const ledger = new TokenLedger({ first: 0, count: 10 });
		ledger.mark(tokens([0, 1]));
		ledger.takeChanges();
		ledger.mark(tokens([2, 3, 5]), false);
		expect(ledger.done).toBe(5);
		expect(ledger.open).toBe(3);
		expect(ledger.takeChanges().rows).toHaveLength(0);
		expect(ledger.ranges('done')).toEqual(rangesOf([0, 1, 2, 3, 5]));
		expect(ledger.ranges('kept')).toEqual(rangesOf([0, 1]));
		expect(ledger.all()).toEqual(tokens([0, 1]));
		ledger.keepOpen();
		expect(ledger.open).toBe(0);
		expect(ledger.all()).toEqual(tokens([0, 1, 2, 3, 5]));
	});

	it('what is in a ZIP that is lost is left to do', () => {
		const ledger = new TokenLedger({ first: 0, count: 10 });
		ledger.mark(tokens([0, 1]));
		ledger.mark(tokens([1, 2, 3]), false);
		ledger.dropOpen();
		expect(ledger.done).toBe(1);
		expect(ledger.open).toBe(0);
		expect(ledger.bytes).toBe(10);
		expect(ledger.ranges('left')).toEqual([{ first: 1, count: 9 }]);
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
