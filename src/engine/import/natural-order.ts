/**
 * Compares names as people number them: `Hair 2` before `Hair 10`, case aside. Own code rather than `Intl.Collator`, whose
 * order changes with the version of the Unicode tables: the order of traits decides which token gets which.
 */
export function compareNatural(a: string, b: string): number {
	const left = pieces(a);
	const right = pieces(b);
	for (let i = 0; i < Math.min(left.length, right.length); i++) {
		const order = comparePieces(left[i], right[i]);
		if (order !== 0) return order;
	}
	return left.length - right.length || compareCodes(a, b);
}

/** Runs of digits and runs of anything else. */
function pieces(name: string): string[] {
	return name.toLowerCase().match(/\d+|\D+/g) ?? [];
}

function comparePieces(a: string, b: string): number {
	const number = Number(a) - Number(b);
	return number || compareCodes(a, b);
}

/** By UTF-16 code units, as `Array.sort` does. */
export function compareCodes(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
