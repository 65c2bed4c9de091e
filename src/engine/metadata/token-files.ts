/** Metadata as JSON text: two spaces, a line feed at the end; equal metadata gives equal bytes. */
import type { Plan } from '../combine/plan.ts';
import type { Design } from '../design/design.ts';
import { tokenMetadata } from './token-metadata.ts';

const PIECE_CHARACTERS = 1 << 20;

/** The content of one token's file. */
export function tokenMetadataFile(design: Design, plan: Plan, row: number): string {
	return `${JSON.stringify(tokenMetadata(design, plan, row), null, 2)}\n`;
}

/**
 * `_metadata.json`: the array of all tokens of plan rows `first` to `first + count − 1` in token order, in pieces of about
 * 1 MB for `Sink.writePieces`, so that 100,000 tokens never are in memory at once.
 */
export function* collectionMetadata(
	design: Design,
	plan: Plan,
	first: number,
	count: number,
): Generator<Uint8Array<ArrayBuffer>> {
	function* tokens(): Generator<Record<string, unknown>> {
		for (let row = first; row < first + count; row++) yield tokenMetadata(design, plan, row);
	}
	yield* jsonArrayPieces(tokens());
}

/** A JSON array, UTF-8, in pieces of about 1 MB. */
export function* jsonArrayPieces(items: Iterable<unknown>): Generator<Uint8Array<ArrayBuffer>> {
	const encoder = new TextEncoder();
	let text = '[';
	let separator = '\n';
	for (const item of items) {
		text += separator + JSON.stringify(item, null, 2);
		separator = ',\n';
		if (text.length >= PIECE_CHARACTERS) {
			yield encoder.encode(text);
			text = '';
		}
	}
	yield encoder.encode(`${text}\n]\n`);
}
