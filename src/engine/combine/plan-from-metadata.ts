/** Rebuilds a Plan from published metadata: the attributes of each token name its traits. */
import type { Design, Layer, Trait } from '../design/design.ts';
import { NONE } from './plan.ts';
import { badPlan, buildPlan, type ImportedPlan, type OutsideToken } from './plan-builder.ts';
import { sectionRows } from './section-rows.ts';

export interface TokenMetadata {
	/** Token number, if the file has one. */
	edition?: number;
	attributes: readonly { trait_type: string; value: string | number | boolean }[];
}

/**
 * @param tokens in token order; without `edition` they are numbered from the design's first number.
 * @throws TesseraError `bad-plan`, naming token and attribute, when the attributes fit no trait or several.
 */
export function planFromMetadata(design: Design, tokens: readonly TokenMetadata[]): ImportedPlan {
	const section = new Uint8Array(tokens.length);
	if (tokens.length === design.supply.count) sectionRows(design, section);
	const { firstNumber } = design.supply;
	const choices = design.layers.map(choicesOf);
	return buildPlan(
		design,
		tokens.map(({ edition, attributes }, row): OutsideToken => {
			const number = edition ?? firstNumber + row;
			const place = `Token ${number}`;
			const shown = new Set(attributes.map(({ trait_type, value }) => key(trait_type, String(value))));
			const special = design.supply.specials.findIndex((each) => sameAttributes(each.attributes, shown)) + 1;
			if (special > 0) return { place, number, section: 0, special, values: design.layers.map(() => NONE) };
			const values = design.layers.map((layer, index) => {
				const own = choices[index].names;
				const stray = attributes.find(
					({ trait_type, value }) => own.has(trait_type) && !choices[index].known.has(key(trait_type, String(value))),
				);
				if (
					stray !== undefined &&
					design.layers.every((_, other) => !choices[other].known.has(key(stray.trait_type, String(stray.value))))
				) {
					throw badPlan(`${place}: layer “${layer.name}” has no trait for “${stray.trait_type}: ${stray.value}”.`);
				}
				return findChoice(layer, choices[index].list, shown, place);
			});
			return { place, number, section: section[number - firstNumber] ?? 0, special: 0, values };
		}),
	);
}

interface Choice {
	value: number;
	/** What metadata shows for it; none if it is hidden. */
	keys: string[];
}

function choicesOf(layer: Layer): { list: Choice[]; known: Set<string>; names: Set<string> } {
	const label = layer.attribute ?? layer.name;
	const attributesOf = (trait: Trait) =>
		layer.inMetadata ? (trait.attributes ?? [{ traitType: label, value: trait.name }]) : [];
	const list = layer.traits.map((trait, value): Choice => ({
		value,
		keys: attributesOf(trait).map(({ traitType, value: text }) => key(traitType, text)),
	}));
	const none = layer.none?.value;
	list.push({ value: NONE, keys: none === undefined || !layer.inMetadata ? [] : [key(label, none)] });
	const names = new Set(
		layer.inMetadata
			? [label, ...layer.traits.flatMap((trait) => attributesOf(trait).map(({ traitType }) => traitType))]
			: [],
	);
	return { list, known: new Set(list.flatMap(({ keys }) => keys)), names };
}

/** The choice whose attributes are all there; of several the one with the most. */
function findChoice(layer: Layer, list: readonly Choice[], shown: ReadonlySet<string>, place: string): number {
	const fitting = list.filter(({ keys }) => keys.length > 0 && keys.every((each) => shown.has(each)));
	const most = Math.max(0, ...fitting.map(({ keys }) => keys.length));
	const best = fitting.filter(({ keys }) => keys.length === most);
	if (best.length === 1) return best[0].value;
	if (best.length > 1) throw badPlan(`${place}: several traits of layer “${layer.name}” fit its attributes.`);
	// Nothing is said of the layer, so it shows something that metadata does not name.
	const hidden = list.filter(({ keys, value }) => keys.length === 0 && value !== NONE);
	if (hidden.length === 1 && layer.none === undefined) return hidden[0].value;
	if (hidden.length === 0) return NONE;
	throw badPlan(
		`${place}: its metadata does not say what layer “${layer.name}” shows, and it could be several things.`,
		'Give every trait of the layer an attribute, or use an exported plan.',
	);
}

function sameAttributes(
	attributes: readonly { traitType: string; value: string }[],
	shown: ReadonlySet<string>,
): boolean {
	return (
		attributes.length > 0 &&
		attributes.length === shown.size &&
		attributes.every(({ traitType, value }) => shown.has(key(traitType, value)))
	);
}

function key(traitType: string, value: string): string {
	return `${traitType}\u0000${value}`;
}
