/**
 * Lengths of an optimal prefix code in which no code word is longer than `limit`: package-merge (Larmore and Hirschberg,
 * "A fast algorithm for optimal length-limited Huffman codes", 1990). Ties go to the lower symbol, so that equal
 * frequencies give an equal code everywhere.
 * @param frequencies ≥ 0; symbols of frequency 0 get length 0. At least two must be positive, at most 2^limit.
 */
export function codeLengths(frequencies: Float64Array, limit: number): Uint8Array {
	const lengths = new Uint8Array(frequencies.length);
	const leaves: number[] = [];
	for (let symbol = 0; symbol < frequencies.length; symbol++) if (frequencies[symbol] > 0) leaves.push(symbol);
	leaves.sort((a, b) => frequencies[a] - frequencies[b] || a - b);

	// Level by level, the leaves merged with the pairs ("packages") of the level below, ascending by weight; of each level
	// only how many of its first k items are leaves is needed afterwards.
	const leavesBefore: Uint16Array[] = [];
	let weights: number[] = [];
	for (let level = 0; level < limit; level++) {
		const packages = weights.length >> 1;
		const merged: number[] = [];
		const counts = new Uint16Array(leaves.length + packages + 1);
		let leaf = 0;
		let pack = 0;
		while (leaf < leaves.length || pack < packages) {
			const packed = pack < packages ? weights[2 * pack] + weights[2 * pack + 1] : Infinity;
			if (leaf < leaves.length && frequencies[leaves[leaf]] <= packed) merged.push(frequencies[leaves[leaf++]]);
			else {
				merged.push(packed);
				pack++;
			}
			counts[merged.length] = leaf;
		}
		leavesBefore.push(counts);
		weights = merged;
	}
	for (let level = limit - 1, taken = 2 * leaves.length - 2; level >= 0 && taken > 0; level--) {
		const taken0 = leavesBefore[level][taken];
		for (let i = 0; i < taken0; i++) lengths[leaves[i]]++;
		taken = 2 * (taken - taken0);
	}
	return lengths;
}

/**
 * Canonical code words by length (RFC 1951, 3.2.2), bit-reversed: deflate writes Huffman codes from their most
 * significant bit into a stream that fills from the least significant one.
 */
export function canonicalCodes(lengths: Uint8Array): Uint16Array {
	const next = new Uint16Array(17);
	for (const length of lengths) if (length > 0) next[length + 1]++;
	for (let length = 1, code = 0; length < 17; length++) next[length] = code = (code + next[length]) << 1;
	const codes = new Uint16Array(lengths.length);
	for (let symbol = 0; symbol < lengths.length; symbol++) {
		const length = lengths[symbol];
		if (length === 0) continue;
		let code = next[length]++;
		for (let bit = 0; bit < length; bit++) {
			codes[symbol] = (codes[symbol] << 1) | (code & 1);
			code >>= 1;
		}
	}
	return codes;
}
