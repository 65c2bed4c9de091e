import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOTS, StackTable, statesWithin } from '../../../src/engine/tiles/stack-table.ts';

const stacks = fc.array(fc.record({ root: fc.nat(ROOTS - 1), items: fc.array(fc.nat(50), { maxLength: 8 }) }), {
	maxLength: 60,
});

describe('StackTable', () => {
	it('gives equal stacks equal states and different stacks different states', () => {
		fc.assert(
			fc.property(stacks, (all) => {
				const table = new StackTable();
				const byName = new Map<string, number>();
				const names = new Map<number, string>();
				for (const { root, items } of all) {
					let state = root;
					for (const item of items) state = table.push(state, item);
					const name = `${root}:${items.join()}`;
					expect(byName.get(name) ?? state).toBe(state);
					expect(names.get(state) ?? name).toBe(name);
					byName.set(name, state);
					names.set(state, name);
				}
			}),
		);
	});

	it('gives the items of a state back, bottom first', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(1000), { maxLength: 20 }), (items) => {
				const table = new StackTable();
				let state = 2;
				for (const item of items) state = table.push(state, item);
				const out: number[] = [];
				expect(table.itemsOf(state, out, 0)).toBe(items.length);
				expect(out).toEqual(items);
			}),
		);
	});

	it('forgets all states in the memory that it has', () => {
		const table = new StackTable();
		for (let i = 0; i < 20_000; i++) table.push(i % ROOTS, i);
		const { memoryBytes } = table;
		table.clear();
		expect(table.size).toBe(ROOTS);
		// In another order, so that what is left of the old states would be found.
		const states = Array.from({ length: 20_000 }, (_, i) => table.push(i % ROOTS, 19_999 - i));
		expect(states).toEqual(Array.from({ length: 20_000 }, (_, i) => ROOTS + i));
		expect(table.memoryBytes).toBe(memoryBytes);
	});

	it('stays within its bytes until it is full, and not for long after', () => {
		for (const bytes of [1, 1e6, 5e6]) {
			const table = new StackTable();
			const states = statesWithin(bytes);
			for (let i = 0; i < states; i++) table.push(0, i);
			expect(table.memoryBytes).toBeLessThanOrEqual(Math.max(bytes, new StackTable().memoryBytes));
			for (let i = 0; i < states; i++) table.push(1, i);
			expect(table.memoryBytes).toBeGreaterThan(bytes);
		}
	});

	it('keeps every state through growth', () => {
		const table = new StackTable();
		const states = Array.from({ length: 50_000 }, (_, i) => table.push(i % ROOTS, i));
		expect(new Set(states).size).toBe(states.length);
		for (const [i, state] of states.entries()) expect(table.push(i % ROOTS, i)).toBe(state);
	});
});
