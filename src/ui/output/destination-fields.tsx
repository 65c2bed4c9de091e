/** Folder, ZIP or download. */
import { For, Show } from 'solid-js';
import { type DestinationKind, hasFilePicker, hasFolderPicker } from './destination.ts';
import type { RunSettingsStore } from './run-settings.ts';

interface Choice {
	kind: DestinationKind;
	label: string;
	hint: string;
	available: () => boolean;
}

const CHOICES: Choice[] = [
	{
		kind: 'folder',
		label: 'Folder',
		hint: 'Loose files in a new subfolder of the folder you pick.',
		available: hasFolderPicker,
	},
	{ kind: 'zip', label: 'ZIP file', hint: 'One file, written as it grows.', available: hasFilePicker },
	{
		kind: 'download',
		label: 'ZIP download',
		hint: 'One file in your downloads, saved at the end.',
		available: () => true,
	},
];

export function DestinationFields(props: { settings: RunSettingsStore }) {
	return (
		<fieldset class="destination">
			<legend class="label">Write to</legend>
			<div class="segments">
				<For each={CHOICES}>
					{(choice) => (
						<label class="segment">
							<input
								type="radio"
								name="destination"
								disabled={!choice.available()}
								checked={props.settings.values.destination === choice.kind}
								onChange={() => props.settings.change('destination', choice.kind)}
							/>
							<span>{choice.label}</span>
						</label>
					)}
				</For>
			</div>
			<p class="field-hint">{CHOICES.find((choice) => choice.kind === props.settings.values.destination)?.hint}</p>
			<Show when={!hasFolderPicker()}>
				<p class="field-hint">
					This browser cannot write into a folder. Chrome and Edge can; here the collection arrives as a ZIP download.
				</p>
			</Show>
		</fieldset>
	);
}
