/** Edits of traits. */
import type { LayerId, Trait, TraitId } from '../../engine/design/design.ts';
import type { DesignEdit } from './project.ts';

export function changeTrait(
	layerId: LayerId,
	traitId: TraitId,
	settings: Partial<Pick<Trait, 'name' | 'weight'>>,
): DesignEdit {
	return (design) => {
		const layer = design.layers.find((candidate) => candidate.id === layerId);
		const trait = layer?.traits.find((candidate) => candidate.id === traitId);
		if (trait !== undefined) Object.assign(trait, settings);
	};
}
