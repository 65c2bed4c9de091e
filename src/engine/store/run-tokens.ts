/** What is known of the finished images of a run; kept in appended chunks, so that little is written however long it gets. */
import * as v from 'valibot';
import { checkRecord } from './check-record.ts';

/** Bytes of one SHA-256. */
const HASH_BYTES = 32;

export interface SavedTokens {
	/** Plan rows, in any order; a later chunk counts over an earlier one. */
	rows: Uint32Array<ArrayBuffer>;
	/** Bytes of each image file. */
	sizes: Uint32Array<ArrayBuffer>;
	/** SHA-256 of each image file, 32 bytes each. */
	hashes: Uint8Array<ArrayBuffer>;
}

const TokensSchema = v.pipe(
	v.object({
		rows: v.instance(Uint32Array<ArrayBuffer>),
		sizes: v.instance(Uint32Array<ArrayBuffer>),
		hashes: v.instance(Uint8Array<ArrayBuffer>),
	}),
	v.check(
		({ rows, sizes, hashes }) => sizes.length === rows.length && hashes.length === rows.length * HASH_BYTES,
		'Expected a size and a hash for each row',
	),
);

/** @throws TesseraError `record-damaged` */
export function parseSavedTokens(value: unknown, id: string): SavedTokens {
	return checkRecord(TokensSchema, value, 'run', { id });
}
