/** Texts as UTF-8, in pieces of about 1 MB that all have the same memory: each holds until the next is asked for. */

const PIECE_BYTES = 1 << 20;
/** Of UTF-8 for a UTF-16 unit, at most. */
const UNIT_BYTES = 3;

/** The texts one after the other; none is cut, so one that is longer than a piece is a piece by itself. */
export function* utf8Pieces(texts: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
	const encoder = new TextEncoder();
	let memory = new Uint8Array(PIECE_BYTES);
	let used = 0;
	for (const text of texts) {
		const most = text.length * UNIT_BYTES;
		if (used + most > memory.length && used > 0) {
			yield memory.subarray(0, used);
			used = 0;
		}
		if (most > memory.length) memory = new Uint8Array(most);
		used += encoder.encodeInto(text, memory.subarray(used)).written;
	}
	if (used > 0) yield memory.subarray(0, used);
}
