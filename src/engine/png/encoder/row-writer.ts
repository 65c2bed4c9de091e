/** Writes rows as strings of bits, each from a word's lowest bit on (RFC 1951, 3.1.1), and what `EncodedTile` records of them. */
import { distanceBase, distanceExtra, distanceSize, distanceSymbol, lengthSize, literalSize } from './code-tables.ts';
import { DISTANCE_CODES, LENGTH_CODES, LITERAL_CODES, ROW_WORDS } from './memory.ts';
import { head, headColour, headKind, lastColour, tail, tailKind } from './row-ends.ts';
import { stepLength, steps, stepValue } from './row-steps.ts';
import { bytesPerPixel } from './scanlines.ts';

/** Where the tile is written, and the address after what is written of it. */
let start: usize = 0;
let end: usize = 0;

export function startOutput(at: usize, rows: i32): void {
	start = at;
	end = at + rows * (ROW_WORDS << 2);
}

/** Words that are written. */
export function outputWords(): i32 {
	return <i32>(end - start) >> 2;
}

/** Writes the row that was parsed last. */
export function writeRow(y: i32): void {
	const first = end;
	let at = first;
	// Bits that do not yet fill a word, and their number.
	let pending: u64 = 0;
	let filled: u64 = 0;
	for (let i = 0; i < steps; i++) {
		const length = stepLength(i);
		const value = stepValue(i);
		if (length === 1) {
			pending |= (<u64>load<u16>(value << 1, LITERAL_CODES)) << filled;
			filled += literalSize(value);
		} else {
			pending |= (<u64>load<u32>(length << 2, LENGTH_CODES)) << filled;
			filled += lengthSize(length);
			if (filled >= 32) {
				store<u32>(at, <u32>pending);
				at += 4;
				pending >>>= 32;
				filled -= 32;
			}
			const symbol = distanceSymbol(value);
			pending |= (<u64>distanceCode(symbol, value)) << filled;
			filled += distanceSize(symbol);
		}
		if (filled >= 32) {
			store<u32>(at, <u32>pending);
			at += 4;
			pending >>>= 32;
			filled -= 32;
		}
	}
	const bits = ((<i32>(at - first)) << 3) + <i32>filled;
	if (filled > 0) {
		store<u32>(at, <u32>pending);
		at += 4;
	}
	end = at;
	record(y, <i32>(first - start) >> 2, bits);
}

/** With its extra bits. */
function distanceCode(symbol: i32, distance: i32): u32 {
	const extra = distance - distanceBase(symbol);
	return load<u16>(symbol << 1, DISTANCE_CODES) | (extra << (distanceSize(symbol) - distanceExtra(symbol)));
}

function record(y: i32, word: i32, bits: i32): void {
	const at = start + y * (ROW_WORDS << 2);
	store<u32>(at, word | (bits << 16));
	store<u32>(at, headKind | (tailKind << 2) | ((head * bytesPerPixel) << 4) | ((tail * bytesPerPixel) << 16), 4);
	store<u32>(at, headColour, 8);
	store<u32>(at, lastColour, 12);
}

/** Writes the row that equals the one above it and is encoded as that is. */
export function repeatRow(y: i32): void {
	const record = start + y * (ROW_WORDS << 2);
	memory.copy(record, record - (ROW_WORDS << 2), ROW_WORDS << 2);
}
