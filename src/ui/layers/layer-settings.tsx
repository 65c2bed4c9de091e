/** What holds for a whole layer. */
import type { Layer } from '../../engine/design/design.ts';
import { NumberField } from '../controls/number-field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { TextField } from '../controls/text-field.tsx';
import { type LayerSettings as Settings, changeLayer, setNoneShare } from '../project/edit-layers.ts';
import { useProject } from '../project/project.ts';
import { OPERATOR_OPTIONS } from './operator-names.ts';

export function LayerSettings(props: { layer: Layer }) {
	const project = useProject();
	const change = (settings: Partial<Settings>) => project.edit(changeLayer(props.layer.id, settings));

	return (
		<div class="layer-settings">
			<TextField label="Layer name" value={props.layer.name} onChange={(name) => change({ name })} />
			<SelectField
				label="Blend mode"
				value={props.layer.blend}
				options={OPERATOR_OPTIONS}
				onChange={(blend) => change({ blend })}
			/>
			<NumberField
				label="Opacity"
				unit="%"
				min={0}
				max={100}
				value={props.layer.opacity * 100}
				onChange={(percent) => change({ opacity: percent / 100 })}
			/>
			<NumberField
				label="None"
				unit="%"
				min={0}
				max={100}
				value={(props.layer.none?.share ?? 0) * 100}
				onChange={(percent) => project.edit(setNoneShare(props.layer.id, percent / 100))}
			/>
			<label class="check">
				<input
					type="checkbox"
					checked={props.layer.inMetadata}
					onChange={(event) => change({ inMetadata: event.currentTarget.checked })}
				/>
				Show in metadata
			</label>
			<label class="check">
				<input
					type="checkbox"
					checked={props.layer.unique}
					onChange={(event) => change({ unique: event.currentTarget.checked })}
				/>
				Counts for uniqueness
			</label>
		</div>
	);
}
