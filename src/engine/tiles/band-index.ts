/**
 * What one band worker knows of the traits: which tiles of its rows each source fills, with which content. From a
 * token's draw list it finds the stack of every output tile of the band, as a number (`StackTable`).
 */
import { OPERATORS, keepsBackdropWhereEmpty } from '../design/operators.ts';
import { EMPTY_CONTENT } from './compositor.ts';
import { ContentStore } from './content-store.ts';
import { imageRow } from './cut-raster.ts';
import type { SourceTiles, TileRows } from './cut-raster.ts';
import { ROOTS, StackTable } from './stack-table.ts';
import type { TileGrid } from './tile-shape.ts';

const SOURCE_OVER = OPERATORS.indexOf('source-over');
const COPY = OPERATORS.indexOf('copy');
const FULL_OPACITY = 0xffff;
/** Paint numbers are below this: `operator | opacity << 8`. */
const PAINTS = 1 << 24;

interface IndexedSource {
	tile: Uint32Array;
	content: Uint32Array;
	opaque: Uint8Array;
}

/** A source under one paint: the tiles it touches, and what it puts there. */
interface PaintedSource {
	tile: Uint32Array;
	/** `item << 1 | hides`: `hides` where nothing below can be seen. */
	item: Int32Array;
}

export class BandIndex {
	readonly grid: TileGrid;
	readonly band: TileRows;
	readonly content: ContentStore;
	/** Output tiles in the band. */
	readonly tiles: number;
	stacks = new StackTable();
	#sources: (IndexedSource | undefined)[] = [];
	#painted = new Map<number, PaintedSource>();
	#itemIds = new Map<number, number>();
	#itemContent: number[] = [];
	#itemPaint: number[] = [];
	#roots: Uint8Array;
	#scratch: number[] = [];

	constructor(grid: TileGrid, band: TileRows) {
		this.grid = grid;
		this.band = band;
		this.content = new ContentStore(grid.tile);
		this.tiles = band.rows * grid.columns;
		this.#roots = Uint8Array.from({ length: this.tiles }, (_, tile) => rootOf(grid, band, tile));
	}

	/** Registers tiles of a source, which may come in parts; `pixels` may be reused by the caller afterwards. */
	addSource(source: number, { tile, opaque, pixels }: SourceTiles): void {
		const content = this.content.add(pixels);
		const known = this.#sources[source];
		this.#sources[source] =
			known === undefined
				? { tile, content, opaque }
				: {
						tile: joined(Uint32Array, known.tile, tile),
						content: joined(Uint32Array, known.content, content),
						opaque: joined(Uint8Array, known.opaque, opaque),
					};
	}

	/**
	 * The stack of every tile of the band for one token.
	 * @param ops `[source, paint]` pairs, bottom first, as `DrawList.opsFor` writes them, from `at`, `count` pairs.
	 * @param out receives `tiles` states from `outAt`.
	 */
	statesOf(ops: Int32Array, at: number, count: number, out: Int32Array, outAt: number): void {
		const roots = this.#roots;
		out.set(roots, outAt);
		for (let i = 0; i < count; i++) {
			const { tile, item } = this.#paint(ops[at + 2 * i], ops[at + 2 * i + 1]);
			const stacks = this.stacks;
			for (let k = 0; k < tile.length; k++) {
				const t = tile[k];
				const painted = item[k];
				const below = painted & 1 ? roots[t] : out[outAt + t];
				out[outAt + t] = painted < 0 ? roots[t] : stacks.push(below, painted >> 1);
			}
		}
	}

	#paint(source: number, paint: number): PaintedSource {
		const key = source * PAINTS + paint;
		let painted = this.#painted.get(key);
		if (painted === undefined) {
			painted = this.#makePainted(source, paint);
			this.#painted.set(key, painted);
		}
		return painted;
	}

	#makePainted(source: number, paint: number): PaintedSource {
		const indexed = this.#sources[source];
		if (indexed === undefined) throw new Error(`source ${source} was never indexed`);
		const operator = paint & 0xff;
		const full = paint >>> 8 === FULL_OPACITY;
		const hides = (i: number) => operator === COPY || (operator === SOURCE_OVER && full && indexed.opaque[i] === 1);
		const items = Int32Array.from(
			indexed.content,
			(content, i) => (this.#item(content, paint) << 1) | (hides(i) ? 1 : 0),
		);
		if (keepsBackdropWhereEmpty(OPERATORS[operator])) return { tile: indexed.tile, item: items };
		// The operator erases where the source is empty, so it touches every tile of the band.
		const empty = operator === COPY ? -1 : this.#item(EMPTY_CONTENT, paint) << 1;
		const everywhere = new Int32Array(this.tiles).fill(empty);
		for (let i = 0; i < items.length; i++) everywhere[indexed.tile[i]] = items[i];
		return { tile: Uint32Array.from({ length: this.tiles }, (_, i) => i), item: everywhere };
	}

	#item(content: number, paint: number): number {
		const key = content * PAINTS + paint;
		let id = this.#itemIds.get(key);
		if (id === undefined) {
			id = this.#itemContent.length;
			this.#itemIds.set(key, id);
			this.#itemContent.push(content);
			this.#itemPaint.push(paint);
		}
		return id;
	}

	/** Appends the stack of `state`, bottom first, to the two lists of a tile batch. */
	stackOf(state: number, content: number[], paint: number[]): void {
		const depth = this.stacks.itemsOf(state, this.#scratch, 0);
		for (let i = 0; i < depth; i++) {
			content.push(this.#itemContent[this.#scratch[i]]);
			paint.push(this.#itemPaint[this.#scratch[i]]);
		}
	}

	/** Forgets all stacks; every cache keyed by their numbers must be emptied with it. */
	forgetStacks(): void {
		this.stacks.clear();
	}

	/**
	 * Per source and tile, whether a source-over of the source at full opacity makes the tile opaque: `tiles` bits for each
	 * of `sources`, 32 to a word, little-endian.
	 */
	opaqueMask(source: number): Uint32Array<ArrayBuffer> {
		const mask = new Uint32Array(Math.ceil(this.tiles / 32));
		const indexed = this.#sources[source];
		if (indexed !== undefined) {
			for (let i = 0; i < indexed.tile.length; i++) {
				if (indexed.opaque[i] === 1) mask[indexed.tile[i] >> 5] |= 1 << (indexed.tile[i] & 31);
			}
		}
		return mask;
	}

	get memoryBytes(): number {
		let bytes = this.content.memoryBytes + this.stacks.memoryBytes + this.#itemContent.length * 64;
		for (const source of this.#sources) if (source !== undefined) bytes += source.tile.length * 9;
		for (const painted of this.#painted.values()) bytes += painted.item.length * 8;
		return bytes;
	}
}

function joined<T extends Uint32Array | Uint8Array>(type: new (length: number) => T, first: T, second: T): T {
	const both = new type(first.length + second.length);
	both.set(first);
	both.set(second, first.length);
	return both;
}

/** The empty stack of an output tile: 1 for a narrower tile, 2 for a lower one, 3 for both. */
function rootOf(grid: TileGrid, band: TileRows, tile: number): number {
	const row = imageRow(band, Math.floor(tile / grid.columns));
	const narrow = tile % grid.columns === grid.columns - 1 && grid.width % grid.tile.width !== 0;
	const low = row === grid.rows - 1 && grid.height % grid.tile.height !== 0;
	const root = (narrow ? 1 : 0) + (low ? 2 : 0);
	if (root >= ROOTS) throw new Error('more tile sizes than roots');
	return root;
}
