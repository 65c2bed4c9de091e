import { expect, test } from 'vitest';
import { RowTable } from '../../../src/engine/combine/row-table.ts';

test('tells rows apart whose hashes are equal: none of 400,000 different rows is taken for another', () => {
	// Three columns that count: two would fit into the 32 bits of a hash. The third of the four does not count.
	const side = 74;
	const count = side ** 3;
	const dna = new Uint16Array(count * 4);
	for (let row = 0; row < count; row++) {
		dna.set([row % side, Math.floor(row / side) % side, 7, Math.floor(row / side / side)], row * 4);
	}
	const table = new RowTable(dna, 4, [0, 1, 3]);
	let mistaken = 0;
	for (let row = 0; row < count; row++) {
		if (table.find(row) >= 0) mistaken++;
		table.add(row);
	}
	// Some 19 pairs of so many 32-bit hashes are equal.
	expect(mistaken).toBe(0);
	for (let row = 0; row < count; row += 1009) expect(table.find(row)).toBe(row);
});

test('forgets removed rows however often they come and go', () => {
	const dna = Uint16Array.from({ length: 200 }, (_, at) => at % 100);
	const table = new RowTable(dna, 1, [0]);
	let found = 0;
	for (let round = 0; round < 5000; round++) {
		const row = round % 100;
		table.add(row);
		found += table.find(row + 100) === row ? 1 : 0;
		table.remove(row);
		found += table.find(row) === -1 ? 1 : 0;
	}
	expect(found).toBe(10_000);
});
