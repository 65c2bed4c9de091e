import * as v from 'valibot';
import { TesseraError } from '../errors.ts';

/**
 * A record as `schema` describes it.
 * @param kind what it is, for messages: `project`, `run`
 * @throws TesseraError `record-damaged`, naming the record by its name or id
 */
export function checkRecord<Schema extends v.GenericSchema>(
	schema: Schema,
	record: unknown,
	kind: string,
): v.InferOutput<Schema> {
	const result = v.safeParse(schema, record);
	if (result.success) return result.output;
	const [issue] = result.issues;
	throw new TesseraError({
		code: 'record-damaged',
		message: `The stored ${kind}${nameOf(record)} cannot be read: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}.`,
		hint: 'It was left as it is. Open a saved copy instead, or delete it from the list.',
	});
}

function nameOf(record: unknown): string {
	if (typeof record !== 'object' || record === null) return '';
	if ('name' in record && typeof record.name === 'string') return ` “${record.name}”`;
	return 'id' in record && typeof record.id === 'string' ? ` “${record.id}”` : '';
}
