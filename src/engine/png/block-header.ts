import { BitWriter } from './bit-writer.ts';
import { canonicalCodes, codeLengths } from './huffman.ts';

/** In which order the header lists the lengths of the code length code (RFC 1951, 3.2.7). */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Code length symbol 16: repeat the previous length 3 to 6 times, two extra bits. */
const REPEAT = 16;
const MAX_CODE_LENGTH_CODE = 7;

/**
 * The header of a final deflate block with dynamic Huffman codes: RFC 1951, 3.2.3 and 3.2.7. Every length is positive
 * (every symbol can be coded), so the symbols that repeat zeros, 17 and 18, are never needed.
 * @param literalLengths 257 to 286 code lengths  @param distanceLengths 1 to 30 code lengths
 */
export function dynamicBlockHeader(
	literalLengths: Uint8Array,
	distanceLengths: Uint8Array,
): { words: Uint32Array<ArrayBuffer>; bitLength: number } {
	const symbols: number[] = [];
	const repeats: number[] = [];
	const lengths = [...literalLengths, ...distanceLengths];
	for (let i = 0; i < lengths.length;) {
		let equal = 1;
		while (i + equal < lengths.length && lengths[i + equal] === lengths[i]) equal++;
		symbols.push(lengths[i]);
		repeats.push(0);
		i += equal;
		for (let left = equal - 1; left > 0;) {
			const count = Math.min(left, 6);
			symbols.push(count < 3 ? lengths[i - 1] : REPEAT);
			repeats.push(count);
			left -= count < 3 ? 1 : count;
		}
	}
	const frequencies = new Float64Array(CODE_LENGTH_ORDER.length);
	for (const symbol of symbols) frequencies[symbol]++;
	const sizes = codeLengths(frequencies, MAX_CODE_LENGTH_CODE);
	const codes = canonicalCodes(sizes);

	const out = new BitWriter(new Uint32Array(128));
	out.put(1, 1); // BFINAL: the only block
	out.put(2, 2); // BTYPE: dynamic Huffman codes
	out.put(literalLengths.length - 257, 5); // HLIT
	out.put(distanceLengths.length - 1, 5); // HDIST
	let listed = CODE_LENGTH_ORDER.length;
	while (sizes[CODE_LENGTH_ORDER[listed - 1]] === 0) listed--;
	out.put(listed - 4, 4); // HCLEN
	for (const symbol of CODE_LENGTH_ORDER.slice(0, listed)) out.put(sizes[symbol], 3);
	symbols.forEach((symbol, i) => {
		out.put(codes[symbol], sizes[symbol]);
		if (symbol === REPEAT) out.put(repeats[i] - 3, 2);
	});
	return { words: out.toWords(), bitLength: out.bitLength };
}
