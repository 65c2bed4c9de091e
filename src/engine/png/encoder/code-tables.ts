/** The Huffman tables in work, and the symbols of deflate (RFC 1951, 3.2.5). */
import {
	DISTANCE_SIZES,
	LENGTH_SIZES,
	LITERAL_SIZES,
	MAX_MATCH,
	MIN_MATCH,
	STRETCH_BITS,
	STRETCH_BYTE_BITS,
	STRETCH_LENGTHS,
} from './memory.ts';

const MAX_MATCH_SYMBOL: i32 = 28;

export function literalSize(byte: u32): i32 {
	return load<u8>(byte, LITERAL_SIZES);
}

/** Bits of a match's length, extra bits included. */
export function lengthSize(length: i32): i32 {
	return load<u8>(length, LENGTH_SIZES);
}

/** Bits of a distance symbol, extra bits included. */
export function distanceSize(symbol: i32): i32 {
	return load<u8>(symbol, DISTANCE_SIZES);
}

/** Bits of a stretch (`stretch-code.ts`). */
export function stretchBits(kind: i32, bytes: i32): i32 {
	return load<u32>((kind * STRETCH_LENGTHS + bytes) << 2, STRETCH_BITS);
}

/** What a byte of a long stretch costs. */
export function stretchByteBits(kind: i32): f64 {
	return load<f64>(kind << 3, STRETCH_BYTE_BITS);
}

export function distanceSymbol(distance: i32): i32 {
	const value = distance - 1;
	if (value < 4) return value;
	const extra = 30 - clz(value);
	return (extra << 1) + (value >> extra);
}

/** Extra bits of a distance symbol. */
export function distanceExtra(symbol: i32): i32 {
	return symbol < 4 ? 0 : (symbol >> 1) - 1;
}

/** Smallest distance of a distance symbol. */
export function distanceBase(symbol: i32): i32 {
	return symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << distanceExtra(symbol)) + 1;
}

/** Counted from the symbol of the least length. The greatest length has its own, the one before ends at 257. */
export function lengthSymbol(length: i32): i32 {
	const value = length - MIN_MATCH;
	if (value < 8) return value;
	if (length === MAX_MATCH) return MAX_MATCH_SYMBOL;
	const extra = 29 - clz(value);
	return (extra << 2) + (value >> extra);
}

/** Smallest length of a length symbol. */
export function lengthBase(symbol: i32): i32 {
	if (symbol === MAX_MATCH_SYMBOL) return MAX_MATCH;
	if (symbol < 8) return symbol + MIN_MATCH;
	const extra = (symbol >> 2) - 1;
	return ((4 + (symbol & 3)) << extra) + MIN_MATCH;
}
