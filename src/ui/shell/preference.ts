/** A choice of this device, not of the project: on or off, kept beyond the page. */
import { type Accessor, createSignal } from 'solid-js';

/** @param name its key; off until it is switched on for the first time */
export function createPreference(name: string): [Accessor<boolean>, (on: boolean) => void] {
	const key = `tessera.${name}`;
	const [value, setValue] = createSignal(localStorage.getItem(key) === 'on');
	return [
		value,
		(on) => {
			if (on) localStorage.setItem(key, 'on');
			else localStorage.removeItem(key);
			setValue(on);
		},
	];
}
