/** Values that the parts of the schema share. */
import * as v from 'valibot';

import { OPERATORS } from './operators.ts';

/** Longest text, UTF-16 units: far beyond any name or description, far below what hurts. */
const MAX_TEXT = 100_000;

export const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
export const integer = v.pipe(v.number(), v.safeInteger());
/** A number of tokens. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const decimal = v.pipe(v.number(), v.finite());
export const weight = v.pipe(v.number(), v.finite(), v.minValue(0));
/** 0 to 1. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const color = v.pipe(v.string(), v.regex(/^#(?:[\da-f]{6}|[\da-f]{8})$/));
export const hash = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/));
export const operator = v.picklist(OPERATORS);
export const attribute = v.object({ traitType: text, value: text });

/** Values by name. A list is none: its places would be taken for names. */
export function dictionary<Key extends v.GenericSchema<string, string>, Value extends v.GenericSchema>(
	key: Key,
	value: Value,
) {
	return v.pipe(
		v.unknown(),
		v.check((given) => !Array.isArray(given)),
		v.record(key, value),
	);
}
