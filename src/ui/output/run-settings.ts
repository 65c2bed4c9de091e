/** What belongs to the next run and not to the collection: where it is written and how it is drawn. */
import { type SetStoreFunction, createStore } from 'solid-js/store';
import type { Backend } from '../../engine/tiles/compositor.ts';
import type { RunPriority, RunRequest } from '../../engine/run/run.ts';
import { type DestinationKind, hasFolderPicker } from './destination.ts';

export interface RunSettings {
	destination: DestinationKind;
	/** Write `metadata/N.json` per token besides `_metadata.json`. */
	tokenMetadata: boolean;
	backend: Backend | 'auto';
	priority: RunPriority;
	/** Pause when nobody has looked at the page for a while. */
	pauseUnattended: boolean;
}

export const UNATTENDED_MINUTES = 10;

/** The part of a request that these settings decide. */
export function requestOf({ tokenMetadata, backend, priority, pauseUnattended }: RunSettings) {
	const request: Pick<RunRequest, 'tokenMetadata' | 'backend' | 'priority' | 'unattendedMinutes'> = {
		tokenMetadata,
		backend,
		priority,
	};
	return pauseUnattended ? { ...request, unattendedMinutes: UNATTENDED_MINUTES } : request;
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
		priority: 'fast',
		pauseUnattended: false,
	});
	return { values, change };
}
