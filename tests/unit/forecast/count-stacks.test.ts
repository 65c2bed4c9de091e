import { expect, it } from 'vitest';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { StackCounter } from '../../../src/engine/forecast/count-stacks.ts';
import { BandIndex } from '../../../src/engine/tiles/band-index.ts';
import { cutRaster, divideRows } from '../../../src/engine/tiles/cut-raster.ts';
import { ROOTS } from '../../../src/engine/tiles/stack-table.ts';
import { LARGE_TILE, tileGrid } from '../../../src/engine/tiles/tile-shape.ts';

const grid = tileGrid(LARGE_TILE.width * 3, LARGE_TILE.height * 2, LARGE_TILE);
const [band] = divideRows(grid, 1);
const OVER = OPERATORS.indexOf('source-over') | (0xffff << 8);

/** Sources 0 to 2: whole images of one colour; 3: one tile, which is half transparent. */
function indexed(): BandIndex {
	const index = new BandIndex(grid, band);
	for (const [source, color] of [0xff0000ff, 0xff00ff00, 0xffff0000].entries()) {
		const data = new Uint8Array(new Uint32Array(grid.width * grid.height).fill(color).buffer);
		index.addSource(source, cutRaster({ width: grid.width, height: grid.height, data }, grid, band));
	}
	const dot = { width: grid.width, height: grid.height, data: new Uint8Array(grid.width * grid.height * 4) };
	dot.data.set([9, 9, 9, 128], 0);
	index.addSource(3, cutRaster(dot, grid, band));
	return index;
}

const lists = (...tokens: number[][]) => ({
	offsets: Uint32Array.from([0, ...tokens.map((_, i) => tokens.slice(0, i + 1).flat().length * 2)]),
	ops: Int32Array.from(tokens.flat().flatMap((source) => [source, OVER])),
});

it('counts distinct tiles and rows among the first tokens', () => {
	// An image of one colour is one tile; the dot adds one, in the first of the two rows.
	const counts = new StackCounter(indexed(), [1, 2, 4, 5]).add(lists([0], [0, 3], [1], [1], [0, 3]));
	expect(counts.tiles).toEqual([1, 2, 3, 3]);
	expect(counts.rows).toEqual([1, 2, 3, 3]);
	expect(counts.repeatedRows).toEqual([1, 1, 2, 3]);
	expect(counts.stackBytes).toBeGreaterThan(0);
});

it('counts a tile again that the cache has lost since', () => {
	// Three images of one colour in turn, one tile each: the third takes the place of the first.
	const turns = lists([0], [1], [2], [0], [0]);
	const made = (capacity: number) => new StackCounter(indexed(), [3, 5], capacity).add(turns).tiles;
	expect(made(2)).toEqual([3, 4]);
	expect(made(3)).toEqual([3, 3]);
});

it('leaves the index as it was', () => {
	const index = indexed();
	const before = index.stacks;
	new StackCounter(index, [3]).add(lists([0], [1, 3], [2, 3]));
	expect(index.stacks).toBe(before);
	expect(index.stacks.size).toBe(ROOTS);
});

it('goes on from part to part', () => {
	const counter = new StackCounter(indexed(), [1, 3, 4]);
	expect(counter.add(lists([0], [0, 3])).tiles).toEqual([1]);
	expect(counter.add(lists([1], [0]))).toMatchObject({ tiles: [1, 3, 3], rows: [1, 3, 3], repeatedRows: [1, 2, 2] });
});

it('of a mark at no token is nothing, and holds up no other', () => {
	expect(new StackCounter(indexed(), [0, 2]).add(lists([0], [1]))).toMatchObject({ tiles: [0, 2], rows: [0, 2] });
});
