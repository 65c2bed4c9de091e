/** Which row belongs to which section. */
import type { Design } from '../design/design.ts';
import { Random } from './random.ts';
import { sectionsOf } from './section-space.ts';

/**
 * Fills in the section of every row.
 * @returns the rows in the order they are drawn: section by section, and with `shuffle` at places drawn from the seed.
 */
export function sectionRows(design: Design, section: Uint8Array): number[] {
	const rows = Array.from(section, (_, row) => row);
	if (design.supply.shuffle) new Random(design.seed, 'shuffle').shuffle(rows);
	let at = 0;
	for (const [index, { count }] of sectionsOf(design).entries()) {
		for (const row of rows.slice(at, at + count)) section[row] = index;
		at += count;
	}
	return rows;
}
