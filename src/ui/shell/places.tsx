/** On narrow screens: which of the three regions is shown, and Generate within reach of the thumb. */
import { For } from 'solid-js';
import { Icon, type IconName } from '../controls/icon.tsx';

export type Place = 'layers' | 'preview' | 'output';

const PLACES: { place: Place; label: string; icon: IconName }[] = [
	{ place: 'layers', label: 'Layers', icon: 'layers' },
	{ place: 'preview', label: 'Preview', icon: 'image' },
	{ place: 'output', label: 'Output', icon: 'sliders' },
];

export interface PlacesProps {
	place: Place;
	onChange: (place: Place) => void;
	canGenerate: boolean;
	onGenerate: () => void;
}

export function Places(props: PlacesProps) {
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
			<button
				type="button"
				class="place generate-place"
				disabled={!props.canGenerate}
				onClick={() => props.onGenerate()}
			>
				<Icon name="play" />
				Generate
			</button>
		</nav>
	);
}
