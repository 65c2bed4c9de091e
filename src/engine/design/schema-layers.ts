import * as v from 'valibot';

import { attribute, count, decimal, hash, integer, operator, share, text, weight } from './schema-values.ts';

const part = v.object({
	asset: hash,
	z: v.exactOptional(decimal),
	blend: v.exactOptional(operator),
	opacity: v.exactOptional(share),
	x: v.exactOptional(integer),
	y: v.exactOptional(integer),
});

const trait = v.object({
	id: text,
	name: text,
	weight,
	count: v.exactOptional(count),
	minCount: v.exactOptional(count),
	maxCount: v.exactOptional(count),
	parts: v.array(part),
	tags: v.array(text),
	attributes: v.exactOptional(v.array(attribute)),
});

export const layer = v.object({
	id: text,
	name: text,
	attribute: v.exactOptional(text),
	none: v.exactOptional(v.object({ share, count: v.exactOptional(count), value: v.exactOptional(text) })),
	blend: operator,
	opacity: share,
	unique: v.boolean(),
	inMetadata: v.boolean(),
	z: v.exactOptional(decimal),
	traits: v.array(trait),
});
