/** What belongs to the next run and not to the collection: where it is written and how it is drawn. */
import { type SetStoreFunction, createStore } from 'solid-js/store';
import type { Backend } from '../../engine/tiles/compositor.ts';
import { type DestinationKind, hasFolderPicker } from './destination.ts';

export interface RunSettings {
	destination: DestinationKind;
	/** Write `metadata/N.json` per token besides `_metadata.json`. */
	tokenMetadata: boolean;
	backend: Backend | 'auto';
}

export interface RunSettingsStore {
	readonly values: RunSettings;
	readonly change: SetStoreFunction<RunSettings>;
}

export function createRunSettings(): RunSettingsStore {
	const [values, change] = createStore<RunSettings>({
		destination: hasFolderPicker() ? 'folder' : 'download',
		tokenMetadata: true,
		backend: 'auto',
	});
	return { values, change };
}
