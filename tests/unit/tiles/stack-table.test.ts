import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOTS, StackTable } from '../../../src/engine/tiles/stack-table.ts';

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

	it('keeps every state through growth', () => {
		const table = new StackTable();
		const states = Array.from({ length: 50_000 }, (_, i) => table.push(i % ROOTS, i));
		expect(new Set(states).size).toBe(states.length);
		for (const [i, state] of states.entries()) expect(table.push(i % ROOTS, i)).toBe(state);
	});
});
