/** On narrow screens: which of the three regions is shown. */
import { For } from 'solid-js';
import { Icon, type IconName } from '../controls/icon.tsx';

export type Place = 'layers' | 'preview' | 'output';

const PLACES: { place: Place; label: string; icon: IconName }[] = [
	{ place: 'layers', label: 'Layers', icon: 'layers' },
	{ place: 'preview', label: 'Preview', icon: 'image' },
	{ place: 'output', label: 'Output', icon: 'sliders' },
];

export function Places(props: { place: Place; onChange: (place: Place) => void }) {
	return (
		<nav class="places" aria-label="Places">
			<For each={PLACES}>
				{(entry) => (
					<button
						type="button"
						class="place"
						aria-current={props.place === entry.place ? 'page' : undefined}
						onClick={() => props.onChange(entry.place)}
					>
						<Icon name={entry.icon} />
						{entry.label}
					</button>
				)}
			</For>
		</nav>
	);
}
