/** What one token says about itself: the ERC-721 metadata JSON schema with OpenSea's attributes. */
import type { Plan } from '../combine/plan.ts';
import { NONE } from '../combine/plan.ts';
import type { Design, Layer, Section } from '../design/design.ts';
import { imageFileName } from '../output/file-names.ts';
import { expandTemplate } from './template.ts';

export interface TokenAttribute {
	trait_type: string;
	value: string;
}

/**
 * The metadata of the token in row `row` of the plan, as a plain JSON object whose keys always come in the same order:
 * `name`, `description`, `image`, `external_url` if set, `attributes`, then the design's extra fields, which win over a
 * standard field of the same name. Without a template the description is the collection's.
 *
 * Attributes come in drawing order, back to front. A layer is left out when it is hidden from metadata, not part of the
 * token's section, or empty without a name for being empty. A 1/1 token has its own name and attributes.
 */
export function tokenMetadata(design: Design, plan: Plan, row: number): Record<string, unknown> {
	const { metadata, supply, output } = design;
	const number = plan.firstNumber + row;
	const section = supply.sections[plan.section[row]];
	const special = supply.specials[plan.special[row] - 1];
	const values = {
		name: design.name,
		number: String(number),
		section: section?.name ?? '',
		file: imageFileName(number, output.format),
		base: metadata.baseUri,
	};
	return {
		name: special?.name || expandTemplate(metadata.nameTemplate, values),
		description: expandTemplate(metadata.descriptionTemplate || design.description, values),
		image: expandTemplate(metadata.imageTemplate, values),
		...(metadata.externalUrl === undefined ? {} : { external_url: expandTemplate(metadata.externalUrl, values) }),
		attributes: special
			? special.attributes.map(({ traitType, value }) => ({ trait_type: traitType, value }))
			: tokenAttributes(design, plan, row, section),
		...metadata.extra,
	};
}

function tokenAttributes(design: Design, plan: Plan, row: number, section: Section | undefined): TokenAttribute[] {
	const attributes: TokenAttribute[] = [];
	const add = (layer: Layer, column: number): void => {
		if (!layer.inMetadata) return;
		const traitType = layer.attribute ?? layer.name;
		const choice = plan.dna[row * plan.layers + column];
		if (choice === NONE) {
			if (layer.none?.value !== undefined) attributes.push({ trait_type: traitType, value: layer.none.value });
			return;
		}
		const trait = layer.traits[choice];
		for (const own of trait.attributes ?? [{ traitType, value: trait.name }]) {
			attributes.push({ trait_type: own.traitType, value: own.value });
		}
	};
	if (section?.layers === undefined) {
		design.layers.forEach(add);
	} else {
		for (const id of section.layers) {
			const column = design.layers.findIndex((layer) => layer.id === id);
			if (column >= 0) add(design.layers[column], column);
		}
	}
	return attributes;
}
