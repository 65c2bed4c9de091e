/** A Plan as JSON: ids of layers and traits, so that it survives renaming. */
import * as v from 'valibot';
import type { Design } from '../design/design.ts';
import { sectionsOf } from './section-space.ts';
import { NONE, type Plan } from './plan.ts';
import { badPlan, buildPlan, valueOf, type ImportedPlan, type OutsideToken } from './plan-builder.ts';

const FORMAT = 'tessera-plan';

const PlanFile = v.object({
	format: v.literal(FORMAT),
	algorithm: v.pipe(v.number(), v.integer(), v.minValue(0)),
	tokens: v.array(
		v.object({
			number: v.pipe(v.number(), v.integer(), v.minValue(0)),
			/** Section id; absent if the design has none. */
			section: v.optional(v.string()),
			/** Special id of a 1/1 token. */
			special: v.optional(v.string()),
			/** Layer id → trait id. A layer that is not named shows nothing. */
			traits: v.record(v.string(), v.string()),
		}),
	),
});

export function planToJson(design: Design, plan: Plan): string {
	const { sections, specials } = design.supply;
	const tokens = Array.from({ length: plan.count }, (_, row) => ({
		number: plan.firstNumber + row,
		...(sections.length > 0 ? { section: sections[plan.section[row]].id } : {}),
		...(plan.special[row] > 0 ? { special: specials[plan.special[row] - 1].id } : {}),
		traits: Object.fromEntries(
			design.layers.flatMap(({ id, traits }, layer) => {
				const value = plan.dna[row * plan.layers + layer];
				return value === NONE ? [] : [[id, traits[value].id]];
			}),
		),
	}));
	const lines = tokens.map((token) => `\t\t${JSON.stringify(token)}`).join(',\n');
	return `{\n\t"format": "${FORMAT}",\n\t"algorithm": ${plan.algorithm},\n\t"tokens": [\n${lines}\n\t]\n}\n`;
}

/** @throws TesseraError `bad-plan`, naming token and field. */
export function planFromJson(design: Design, text: string): ImportedPlan {
	let data: unknown;
	try {
		data = JSON.parse(text);
	} catch (cause) {
		throw badPlan(`The plan is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
	}
	const parsed = v.safeParse(PlanFile, data);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		throw badPlan(`The plan is not one of ours at ${v.getDotPath(issue) ?? 'its top level'}: ${issue.message}.`);
	}
	const { tokens, algorithm } = parsed.output;
	const layers = new Map(design.layers.map(({ id }, index) => [id, index]));
	const read = tokens.map(({ number, section, special, traits }): OutsideToken => {
		const place = `Token ${number}`;
		const values = design.layers.map(() => NONE);
		for (const [id, trait] of Object.entries(traits)) {
			const layer = layers.get(id);
			if (layer === undefined) throw badPlan(`${place}: the design has no layer “${id}”.`);
			const value = valueOf(design, layer, trait);
			if (value === undefined) throw badPlan(`${place}, layer “${id}”: it has no trait “${trait}”.`);
			values[layer] = value;
		}
		return {
			place,
			number,
			values,
			section: section === undefined ? 0 : indexOf(sectionsOf(design), section, `${place}, section`),
			special: special === undefined ? 0 : 1 + indexOf(design.supply.specials, special, `${place}, special`),
		};
	});
	return buildPlan(design, read, algorithm);
}

function indexOf(list: readonly { id: string }[], id: string, place: string): number {
	const index = list.findIndex((item) => item.id === id);
	if (index < 0) throw badPlan(`${place}: the design has no “${id}”.`);
	return index;
}
