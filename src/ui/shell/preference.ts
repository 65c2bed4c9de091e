/** A choice of this device, not of the project: on or off, kept beyond the page. */
import { type Accessor, createSignal } from 'solid-js';
import { recall, remember } from '../controls/device-storage.ts';

/** @param name its key; off until it is switched on for the first time */
export function createPreference(name: string): [Accessor<boolean>, (on: boolean) => void] {
	const key = `tessera.${name}`;
	const [value, setValue] = createSignal(recall(key) === 'on');
	return [
		value,
		(on) => {
			remember(key, on ? 'on' : undefined);
			setValue(on);
		},
	];
}
