import { expect, test } from 'vitest';
import { Random } from '../../../src/engine/combine/random.ts';
import { RowTable } from '../../../src/engine/combine/row-table.ts';

test('tells rows apart whose hashes are equal: none of 400,000 different rows is taken for another', () => {
	// 48 random bits that count per row, so no two rows are equal; the third of the four columns does not count.
	const count = 400_000;
	const random = new Random('rows', 'test');
	const dna = Uint16Array.from({ length: count * 4 }, (_, at) => (at % 4 === 2 ? 7 : random.below(65_536)));
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
