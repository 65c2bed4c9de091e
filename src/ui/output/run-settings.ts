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
	/** What the run may use; `auto`: by device. */
	memory: MemoryChoice;
	/** Pause when nobody has looked at the page for a while. */
	pauseUnattended: boolean;
}

export const UNATTENDED_MINUTES = 10;

/** More keeps more finished tiles; less leaves more to other programs. The files are the same. */
export const MEMORY_BYTES = { '128 MB': 128e6, '250 MB': 250e6, '500 MB': 500e6, '1 GB': 1e9, '2 GB': 2e9 };
export type MemoryChoice = keyof typeof MEMORY_BYTES | 'auto';
export const MEMORY_CHOICES = Object.keys(MEMORY_BYTES) as (keyof typeof MEMORY_BYTES)[];

/** The part of a request that these settings decide. */
export function requestOf({ tokenMetadata, backend, priority, memory, pauseUnattended }: RunSettings) {
	const request: Pick<RunRequest, 'tokenMetadata' | 'backend' | 'priority' | 'memoryBudget' | 'unattendedMinutes'> = {
		tokenMetadata,
		backend,
		priority,
	};
	if (memory !== 'auto') request.memoryBudget = MEMORY_BYTES[memory];
	if (pauseUnattended) request.unattendedMinutes = UNATTENDED_MINUTES;
	return request;
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
		memory: 'auto',
		pauseUnattended: false,
	});
	return { values, change };
}
