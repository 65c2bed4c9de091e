/** Light, dark, or as the system has it. The choice is this device's, not the project's. */
import { type Accessor, createSignal } from 'solid-js';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'tessera.theme';

function stored(): Theme {
	const value = localStorage.getItem(KEY);
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
			if (next === 'system') localStorage.removeItem(KEY);
			else localStorage.setItem(KEY, next);
			setTheme(next);
			show(next);
		},
	];
}
