/** Light, dark, or as the system has it. The choice is this device's, not the project's. */
import { type Accessor, createSignal } from 'solid-js';
import { recall, remember } from '../controls/device-storage.ts';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'tessera.theme';

function stored(): Theme {
	const value = recall(KEY);
	return value === 'light' || value === 'dark' ? value : 'system';
}

function show(theme: Theme): void {
	if (theme === 'system') delete document.documentElement.dataset['theme'];
	else document.documentElement.dataset['theme'] = theme;
}

export function createTheme(): [Accessor<Theme>, (theme: Theme) => void] {
	const initial = stored();
	const [theme, setTheme] = createSignal<Theme>(initial);
	show(initial);
	return [
		theme,
		(next) => {
			remember(KEY, next === 'system' ? undefined : next);
			setTheme(next);
			show(next);
		},
	];
}
