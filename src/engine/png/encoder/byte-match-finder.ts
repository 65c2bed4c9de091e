/**
 * Finds earlier occurrences within a tile: in the same row at any byte, and in rows above that lie within deflate's window
 * of the finished image (row distance × stride). Hash chains over places `row << ROW_PITCH_BITS | byte`.
 */
import { chain, enough } from './effort.ts';
import {
	ABOVE,
	BYTE_FOUND_COUNTS,
	BYTE_FOUND_DISTANCES,
	BYTE_FOUND_LENGTHS,
	BYTE_HASH_BITS,
	BYTE_HEAD,
	BYTE_PREVIOUS,
	BYTES,
	MAX_DISTANCE,
	MAX_FOUND,
	MAX_MATCH,
	MIN_MATCH,
	ROW_PITCH,
	ROW_PITCH_BITS,
} from './memory.ts';
import { beginGroup, lastOfGroup } from './row-groups.ts';
import { byteAt, bytesPerPixel, stride, width } from './scanlines.ts';

/** Bytes that are hashed; shorter matches at such distances are hardly ever cheaper than literals. */
const HASH_BYTES: i32 = 4;

/** Matches at byte `i`, from entry `i × MAX_FOUND` on, each longer and farther than the last. */
export function byteFoundCount(i: i32): i32 {
	return load<u8>(i, BYTE_FOUND_COUNTS);
}

export function byteFoundLength(entry: i32): i32 {
	return load<u16>(entry << 1, BYTE_FOUND_LENGTHS);
}

export function byteFoundDistance(entry: i32): i32 {
	return load<u16>(entry << 1, BYTE_FOUND_DISTANCES);
}

/** How many bytes from `i` on equal the row above; the parser finds out. */
export function equalAbove(i: i32): i32 {
	return load<u16>(i << 1, ABOVE);
}

export function startByteFinder(): void {
	memory.fill(BYTE_HEAD, 0xff, 2 << BYTE_HASH_BITS);
}

/**
 * Records every place of row `y` and looks for matches at those from `from` to `to`, none reaching beyond `to`. Where the
 * row above is equal, farther rows must beat it.
 */
export function findBytes(y: i32, from: i32, to: i32): void {
	const rowBytes = width * bytesPerPixel;
	const base = y << ROW_PITCH_BITS;
	const lastPlace = rowBytes - HASH_BYTES;
	beginGroup(y);
	memory.fill(BYTE_FOUND_COUNTS, 0, rowBytes);
	for (let i = 0; i <= lastPlace; i++) {
		const place = base + i;
		const hash = ((load<u32>(place, BYTES) * 0x9e3779b1) >>> (32 - BYTE_HASH_BITS)) << 1;
		let candidate = <i32>load<i16>(hash, BYTE_HEAD);
		store<i16>(hash, place, BYTE_HEAD);
		store<i16>(place << 1, candidate, BYTE_PREVIOUS);
		const beaten = equalAbove(i);
		if (i < from || i >= to || beaten >= enough) continue;
		if ((i > from && carryOver(i, to)) || i > to - HASH_BYTES) continue;
		let longest = HASH_BYTES - 1;
		let found = 0;
		for (
			let tries = chain;
			candidate >= 0 && tries > 0;
			tries--, candidate = load<i16>(candidate << 1, BYTE_PREVIOUS)
		) {
			// A longer match must at least agree in the byte that makes it longer. (Where that byte lies beyond the row's end
			// the answer is arbitrary, but no longer match exists.)
			if (byteAt(candidate + longest) !== byteAt(place + longest)) continue;
			const candidateRow = lastOfGroup(candidate >> ROW_PITCH_BITS);
			const column = candidate & (ROW_PITCH - 1);
			const distance = (y - candidateRow) * stride + i - column;
			if (distance > MAX_DISTANCE) continue;
			let limit = min(to - i, MAX_MATCH);
			if (column > i) limit = min(limit, rowBytes - column);
			const toBeat = candidateRow === y ? longest : max(beaten, longest);
			if (limit <= toBeat) continue;
			let length = 0;
			while (length < limit && byteAt(candidate + length) === byteAt(place + length)) length++;
			if (length <= toBeat) continue;
			longest = length;
			// When all entries are taken, a longer match takes the place of the longest.
			setFound(i * MAX_FOUND + (found < MAX_FOUND ? found++ : MAX_FOUND - 1), length, distance);
			if (length >= enough) break;
		}
		store<u8>(i, found, BYTE_FOUND_COUNTS);
	}
}

/**
 * Where the place before found a match that is long enough or reaches the end, its matches less one byte are taken for this
 * place: what is periodic would else be compared over and over.
 * @returns whether it was so
 */
function carryOver(i: i32, to: i32): bool {
	const entry = i * MAX_FOUND;
	const before = entry - MAX_FOUND;
	const count = byteFoundCount(i - 1);
	const longest = count === 0 ? 0 : byteFoundLength(before + count - 1);
	if (longest <= MIN_MATCH || (longest < enough && i - 1 + longest < to)) return false;
	let found = 0;
	for (let k = before; k < before + count; k++) {
		const length = byteFoundLength(k);
		if (length > MIN_MATCH) setFound(entry + found++, length - 1, byteFoundDistance(k));
	}
	store<u8>(i, found, BYTE_FOUND_COUNTS);
	return true;
}

function setFound(entry: i32, length: i32, distance: i32): void {
	store<u16>(entry << 1, length, BYTE_FOUND_LENGTHS);
	store<u16>(entry << 1, distance, BYTE_FOUND_DISTANCES);
}
