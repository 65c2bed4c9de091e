/** On narrow screens: which of the three regions is shown, and Generate, or the run that is under way, within reach of the thumb. */
import { For, Show } from 'solid-js';
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
	/** Share of the run that is done, in whole percent, while one is under way. */
	runPercent: number | undefined;
	onShowRun: () => void;
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
			<Show
				when={props.runPercent === undefined}
				fallback={
					<button type="button" class="place generate-place" onClick={() => props.onShowRun()}>
						<Icon name="sample" />
						Run {props.runPercent} %
					</button>
				}
			>
				<button
					type="button"
					class="place generate-place"
					disabled={!props.canGenerate}
					onClick={() => props.onGenerate()}
				>
					<Icon name="play" />
					Generate
				</button>
			</Show>
		</nav>
	);
}
