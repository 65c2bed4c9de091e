/** Edits of everything that belongs to the collection as a whole. */
import type { Design, MetadataSettings, OutputSettings, Supply } from '../../engine/design/design.ts';
import type { DesignEdit } from './project.ts';

export function describe(settings: Partial<Pick<Design, 'name' | 'description'>>): DesignEdit {
	return (design) => Object.assign(design, settings);
}

export function changeOutput(settings: Partial<OutputSettings>): DesignEdit {
	return (design) => Object.assign(design.output, settings);
}

export function changeSupply(
	settings: Partial<Pick<Supply, 'count' | 'firstNumber' | 'distribution' | 'shuffle'>>,
): DesignEdit {
	return (design) => Object.assign(design.supply, settings);
}

export function changeMetadata(settings: Partial<MetadataSettings>): DesignEdit {
	return (design) => Object.assign(design.metadata, settings);
}

export function setSeed(seed: string): DesignEdit {
	return (design) => {
		design.seed = seed;
	};
}
