/** Metadata as JSON text: two spaces, a line feed at the end; equal metadata gives equal bytes. */
import type { Plan } from '../combine/plan.ts';
import type { Design } from '../design/design.ts';
import { tokenMetadata } from './token-metadata.ts';
import { utf8Pieces } from './utf8-pieces.ts';

/** The content of one token's file. */
export function tokenMetadataFile(design: Design, plan: Plan, row: number): string {
	return `${JSON.stringify(tokenMetadata(design, plan, row), null, 2)}\n`;
}

/**
 * `_metadata.json`: the array of all tokens of plan rows `first` to `first + count − 1` in token order, as
 * `utf8Pieces` for `Sink.writePieces`, so that 100,000 tokens never are in memory at once.
 */
export function collectionMetadata(
	design: Design,
	plan: Plan,
	first: number,
	count: number,
): Iterable<Uint8Array<ArrayBuffer>> {
	function* tokens(): Generator<Record<string, unknown>> {
		for (let row = first; row < first + count; row++) yield tokenMetadata(design, plan, row);
	}
	return { [Symbol.iterator]: () => jsonArrayPieces(tokens()) };
}

/** A JSON array, as `utf8Pieces`. */
export function jsonArrayPieces(items: Iterable<unknown>): Generator<Uint8Array<ArrayBuffer>> {
	return utf8Pieces(jsonArray(items));
}

function* jsonArray(items: Iterable<unknown>): Generator<string> {
	let before = '[\n';
	for (const item of items) {
		yield before + JSON.stringify(item, null, 2);
		before = ',\n';
	}
	yield before === ',\n' ? '\n]\n' : '[\n]\n';
}
