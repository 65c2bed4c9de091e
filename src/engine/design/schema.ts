/**
 * The Design as a schema: the one entrance for JSON that comes from a file, from storage or from another thread. It checks
 * shapes and ranges; whether the parts fit together is `validate-design.ts`.
 */
import * as v from 'valibot';

import { TesseraError } from '../errors.ts';
import { DESIGN_VERSION, type Design } from './design.ts';
import { layer } from './schema-layers.ts';
import { rule, strictPair } from './schema-rules.ts';
import { supply } from './schema-supply.ts';
import { color, dictionary, hash, integer, share, text, weight } from './schema-values.ts';

export const OutputSchema = v.object({
	width: integer,
	height: integer,
	format: v.picklist(['png', 'webp', 'jpeg', 'avif']),
	quality: share,
	fit: v.picklist(['stretch', 'contain', 'cover', 'none']),
	resampling: v.picklist(['smooth', 'pixelated']),
});

const background = v.variant('kind', [
	v.object({ kind: v.literal('none') }),
	v.object({ kind: v.literal('color'), color }),
	v.object({ kind: v.literal('palette'), colors: v.array(v.object({ color, weight })) }),
]);

const metadata = v.object({
	nameTemplate: text,
	descriptionTemplate: text,
	imageTemplate: text,
	baseUri: text,
	externalUrl: v.exactOptional(text),
	extra: v.exactOptional(dictionary(text, v.union([text, v.pipe(v.number(), v.finite()), v.boolean()]))),
});

const size = v.pipe(v.number(), v.finite(), v.minValue(0));

const asset = v.object({
	name: text,
	type: text,
	bytes: size,
	width: v.exactOptional(size),
	height: v.exactOptional(size),
});

const design = v.object({
	version: v.literal(DESIGN_VERSION),
	name: text,
	description: text,
	output: OutputSchema,
	background,
	layers: v.array(layer),
	rules: v.array(rule),
	strictPairs: v.array(strictPair),
	supply,
	metadata,
	seed: text,
	assets: dictionary(hash, asset),
});

/**
 * @returns the design, without properties that it does not know
 * @throws TesseraError `design-version`, `design-invalid` naming the field, e.g. `layers[2].traits[0].weight`
 */
export function parseDesign(json: unknown): Design {
	const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
	if (typeof version === 'number' && version > DESIGN_VERSION) {
		throw new TesseraError({
			code: 'design-version',
			message: `This project was saved by a newer version of Tessera (format ${version}; this one reads ${DESIGN_VERSION}).`,
			hint: 'Reload the page to get the newest version.',
			place: { field: 'version' },
		});
	}
	const result = v.safeParse(design, json, { abortEarly: true });
	if (result.success) return result.output;
	const [issue] = result.issues;
	const field = fieldPath(issue.path);
	throw new TesseraError({
		code: 'design-invalid',
		message: `The project cannot be read: ${field === '' ? 'it' : `“${field}”`} should be ${issue.expected ?? 'something else'}, not ${issue.received}.`,
		hint: 'The file is damaged or was edited by hand; open another copy of it.',
		place: { field },
	});
}

function fieldPath(path: readonly { key: unknown }[] | undefined): string {
	return (path ?? [])
		.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
		.join('')
		.replace(/^\./, '');
}
