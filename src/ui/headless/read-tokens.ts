import * as v from 'valibot';
import type { ImportedPlan } from '../../engine/combine/plan-builder.ts';
import { planFromCsv } from '../../engine/combine/plan-csv.ts';
import { planFromMetadata } from '../../engine/combine/plan-from-metadata.ts';
import { planFromJson } from '../../engine/combine/plan-json.ts';
import type { Design } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';

const TokenList = v.array(
	v.object({
		edition: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
		attributes: v.array(v.object({ trait_type: v.string(), value: v.union([v.string(), v.number(), v.boolean()]) })),
	}),
);

/**
 * A list of tokens that decides a collection: `_metadata.json` of any ERC-721 tool, an exported plan (JSON), or a CSV with a
 * column for each layer.
 * @param name of the file, for messages and to tell its kind
 * @throws TesseraError `tokens-unreadable`, `bad-plan`
 */
export function readTokens(design: Design, text: string, name: string): ImportedPlan {
	if (/\.csv$/i.test(name)) return planFromCsv(design, text);
	const unreadable = (why: string): TesseraError =>
		new TesseraError({
			code: 'tokens-unreadable',
			message: `“${name}” is not a list of tokens: ${why}.`,
			hint: 'Give the _metadata.json of a collection, or a CSV file with a column for each layer.',
			place: { file: name },
		});
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		throw unreadable('it is neither CSV nor JSON');
	}
	if (!Array.isArray(json)) return planFromJson(design, text);
	const list = v.safeParse(TokenList, json);
	if (list.success) return planFromMetadata(design, list.output);
	const [issue] = list.issues;
	throw unreadable(`${v.getDotPath(issue) ?? 'it'} should be ${issue.expected}, not ${issue.received}`);
}
