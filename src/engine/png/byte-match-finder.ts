import { MAX_TILE_HEIGHT } from '../tiles/tile-shape.ts';
import { MAX_DISTANCE, MAX_MATCH, MIN_MATCH } from './deflate-alphabet.ts';
import { ROW_PITCH, ROW_PITCH_BITS } from './scanline-bytes.ts';
import type { SearchEffort } from './match-finder.ts';
import { MAX_FOUND } from './match-finder.ts';
import { RowGroups } from './row-groups.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/** Bytes that are hashed; shorter matches at such distances are hardly ever cheaper than literals. */
const HASH_BYTES = 4;
const HASH_BITS = 14;

/**
 * Finds earlier occurrences within a tile: in the same row at any byte, and in rows above that lie within deflate's window
 * of the finished image (row distance × stride). Hash chains over places `row << 9 | byte`.
 */
export class ByteMatchFinder {
	/** Of place i of the current row: `counts[i]` matches from entry `i × MAX_FOUND`, each longer and farther than the last. */
	readonly counts = new Uint8Array(ROW_PITCH);
	readonly lengths = new Uint16Array(ROW_PITCH * MAX_FOUND);
	readonly distances = new Uint16Array(ROW_PITCH * MAX_FOUND);
	readonly rows = new RowGroups();
	readonly #effort: SearchEffort;
	readonly #head = new Int16Array(1 << HASH_BITS);
	readonly #previous = new Int16Array(MAX_TILE_HEIGHT * ROW_PITCH);

	constructor(effort: SearchEffort) {
		this.#effort = effort;
	}

	startTile(): void {
		this.#head.fill(-1);
	}

	/**
	 * Records every place of row `y` and looks for matches at those from `from` to `to`, none reaching beyond `to`.
	 * @param above by place: bytes from there on that equal the row above; farther rows must beat it
	 */
	findRow(
		{ rowBytes, stride }: TileScanlines,
		bytes: Uint8Array,
		y: number,
		from: number,
		to: number,
		above: Uint16Array,
	): void {
		const { chain, enough } = this.#effort;
		const head = this.#head;
		const previous = this.#previous;
		const lastEqual = this.rows.last;
		const base = y << ROW_PITCH_BITS;
		const lastPlace = rowBytes - HASH_BYTES;
		this.rows.begin(y);
		this.counts.fill(0, 0, rowBytes);
		for (let i = 0; i <= lastPlace; i++) {
			const place = base + i;
			const word = bytes[place] | (bytes[place + 1] << 8) | (bytes[place + 2] << 16) | (bytes[place + 3] << 24);
			const hash = Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS);
			let candidate = head[hash];
			head[hash] = place;
			previous[place] = candidate;
			const beaten = above[i];
			if (i < from || i >= to || beaten >= enough) continue;
			if ((i > from && this.#carryOver(i, to)) || i > to - HASH_BYTES) continue;
			let longest = HASH_BYTES - 1;
			let found = 0;
			for (let tries = chain; candidate >= 0 && tries > 0; tries--, candidate = previous[candidate]) {
				// A longer match must at least agree in the byte that makes it longer. (Where that byte lies beyond the row's end
				// the answer is arbitrary, but no longer match exists.)
				if (bytes[candidate + longest] !== bytes[place + longest]) continue;
				const row = lastEqual[candidate >> ROW_PITCH_BITS];
				const column = candidate & (ROW_PITCH - 1);
				const distance = (y - row) * stride + i - column;
				if (distance > MAX_DISTANCE) continue;
				let limit = to - i < MAX_MATCH ? to - i : MAX_MATCH;
				if (column > i && rowBytes - column < limit) limit = rowBytes - column;
				const toBeat = row === y || beaten < longest ? longest : beaten;
				if (limit <= toBeat) continue;
				let length = 0;
				while (length < limit && bytes[candidate + length] === bytes[place + length]) length++;
				if (length <= toBeat) continue;
				longest = length;
				// When all entries are taken, a longer match takes the place of the longest.
				const entry = i * MAX_FOUND + (found < MAX_FOUND ? found++ : MAX_FOUND - 1);
				this.lengths[entry] = length;
				this.distances[entry] = distance;
				if (length >= enough) break;
			}
			this.counts[i] = found;
		}
	}

	/**
	 * Where the place before found a match that is long enough or reaches the end, its matches less one byte are taken for
	 * this place: what is periodic would else be compared over and over.
	 * @returns whether it was so
	 */
	#carryOver(i: number, to: number): boolean {
		const { counts, lengths, distances } = this;
		const entry = i * MAX_FOUND;
		const before = entry - MAX_FOUND;
		const longest = counts[i - 1] === 0 ? 0 : lengths[before + counts[i - 1] - 1];
		if (longest <= MIN_MATCH || (longest < this.#effort.enough && i - 1 + longest < to)) return false;
		let found = 0;
		for (let k = 0; k < counts[i - 1]; k++) {
			if (lengths[before + k] <= MIN_MATCH) continue;
			lengths[entry + found] = lengths[before + k] - 1;
			distances[entry + found] = distances[before + k];
			found++;
		}
		counts[i] = found;
		return true;
	}
}
