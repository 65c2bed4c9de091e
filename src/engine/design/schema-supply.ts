import * as v from 'valibot';

import { attribute, count, dictionary, hash, integer, share, text, weight } from './schema-values.ts';

const choice = v.object({ layer: text, trait: v.nullable(text) });

const section = v.object({
	id: text,
	name: text,
	count,
	layers: v.exactOptional(v.array(text)),
	weights: v.exactOptional(dictionary(text, weight)),
	none: v.exactOptional(dictionary(text, share)),
});

const special = v.object({
	id: text,
	name: text,
	asset: hash,
	number: v.exactOptional(integer),
	attributes: v.array(attribute),
});

export const supply = v.object({
	count: integer,
	firstNumber: integer,
	distribution: v.picklist(['weights', 'exact']),
	shuffle: v.boolean(),
	sections: v.array(section),
	specials: v.array(special),
	locks: v.array(v.object({ number: integer, choices: v.array(choice) })),
	pins: v.array(v.array(choice)),
});
