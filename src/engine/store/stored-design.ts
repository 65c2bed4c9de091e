import * as v from 'valibot';
import type { Design } from '../design/design.ts';
import { checkRecord } from './check-record.ts';

const DesignSchema = v.custom<Design>(
	(value) => v.is(v.looseObject({ version: v.literal(1), name: v.string(), layers: v.array(v.unknown()) }), value),
	'Expected a design',
);

/** @throws TesseraError `record-damaged` */
export function parseDesign(value: unknown): Design {
	return checkRecord(DesignSchema, value, 'design');
}
