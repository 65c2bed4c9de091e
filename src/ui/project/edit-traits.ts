/** Edits of traits. */
import type { LayerId, Trait, TraitId } from '../../engine/design/design.ts';
import type { DesignEdit } from './project.ts';

/** What of a trait is changed one at a time; `undefined` takes an optional setting away. */
export interface TraitSettings {
	name?: string;
	weight?: number;
	count?: number | undefined;
	minCount?: number | undefined;
	maxCount?: number | undefined;
	tags?: string[];
}

export function changeTrait(layerId: LayerId, traitId: TraitId, settings: TraitSettings): DesignEdit {
	return (design) => {
		const layer = design.layers.find((candidate) => candidate.id === layerId);
		const trait = layer?.traits.find((candidate) => candidate.id === traitId);
		if (trait === undefined) return;
		Object.assign(trait, settings);
		// An absent setting is absent, also where the design is saved as JSON.
		for (const key of ['count', 'minCount', 'maxCount'] as const) if (trait[key] === undefined) delete trait[key];
	};
}

/** “gold,  rare ,gold” → gold and rare. */
export function tagsFrom(text: string): string[] {
	const tags = text.split(',').map((tag) => tag.trim());
	return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** All tags of the layers, sorted, each once. */
export function tagsOf(layers: readonly { traits: readonly Pick<Trait, 'tags'>[] }[]): string[] {
	return [...new Set(layers.flatMap(({ traits }) => traits.flatMap(({ tags }) => tags)))].sort((a, b) =>
		a.localeCompare(b, 'en'),
	);
}
