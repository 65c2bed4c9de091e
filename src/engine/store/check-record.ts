import * as v from 'valibot';
import { type Problem, type RecordKey, TesseraError } from '../errors.ts';

/**
 * A record as `schema` describes it.
 * @param kind what it is, for messages: `project`, `run`
 * @param owner the record that it belongs to and is named after, if it is a part of one
 * @throws TesseraError `record-damaged`, naming the record by its name or id
 */
export function checkRecord<Schema extends v.GenericSchema>(
	schema: Schema,
	record: unknown,
	kind: string,
	owner: unknown = record,
): v.InferOutput<Schema> {
	const result = v.safeParse(schema, record);
	if (result.success) return result.output;
	const [issue] = result.issues;
	throw new TesseraError({
		code: 'record-damaged',
		message: `The stored ${kind}${nameOf(owner)} cannot be read: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}.`,
		hint: 'It was left as it is. Open a saved copy instead, or delete it from the list.',
	});
}

/**
 * What is wrong with a record, and which one it is.
 * @throws what was thrown, if that is no TesseraError
 */
export function damageOf(thrown: unknown, record: unknown): Problem {
	if (!(thrown instanceof TesseraError)) throw thrown;
	const key = keyOf(record);
	const { place, ...problem } = thrown.problem;
	return { ...problem, place: { ...place, ...(key === undefined ? {} : { record: key }) } };
}

/** Of a record that has its key inside. */
function keyOf(record: unknown): RecordKey | undefined {
	if (typeof record !== 'object' || record === null || !('id' in record)) return undefined;
	return typeof record.id === 'string' || typeof record.id === 'number' ? record.id : undefined;
}

function nameOf(record: unknown): string {
	if (typeof record !== 'object' || record === null) return '';
	if ('name' in record && typeof record.name === 'string' && record.name !== '') return ` “${record.name}”`;
	return 'id' in record ? ` “${String(record.id)}”` : '';
}
