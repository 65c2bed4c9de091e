/** The symbols of deflate: RFC 1951, 3.2.5. */

/** Literals 0 to 255, end of block, lengths 257 to 285. */
export const LITERAL_LENGTH_SYMBOLS = 286;
export const DISTANCE_SYMBOLS = 30;
export const END_OF_BLOCK = 256;
export const FIRST_LENGTH_SYMBOL = 257;
export const MIN_MATCH = 3;
export const MAX_MATCH = 258;
export const MAX_DISTANCE = 32768;
/** Longest code word of the literal/length and distance codes. */
export const MAX_CODE_LENGTH = 15;

/** Smallest match length and number of extra bits of length symbol 257 + i. */
export const LENGTH_BASE = Uint16Array.from([
	3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
export const LENGTH_EXTRA = Uint8Array.from([
	0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
/** Smallest distance of distance symbol i; the number of extra bits follows from it. */
export const DISTANCE_BASE = Uint16Array.from([
	1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
	8193, 12289, 16385, 24577,
]);
export const DISTANCE_EXTRA = Uint8Array.from(DISTANCE_BASE, (_, symbol) => Math.max(0, (symbol >> 1) - 1));

/** Which entry of an ascending table each value from `table[0]` to `last` belongs to. */
function symbolOf(table: Uint16Array, last: number): Uint8Array {
	const symbols = new Uint8Array(last + 1);
	let symbol = 0;
	for (let value = table[0]; value <= last; value++) {
		while (symbol + 1 < table.length && table[symbol + 1] <= value) symbol++;
		symbols[value] = symbol;
	}
	return symbols;
}

/** Index into LENGTH_BASE by match length 3 to 258; 258 has its own symbol, 284 ends at 257. */
export const LENGTH_SYMBOL = symbolOf(LENGTH_BASE, MAX_MATCH);
/** Distance symbol by distance 1 to 32,768. */
export const DISTANCE_SYMBOL = symbolOf(DISTANCE_BASE, MAX_DISTANCE);
