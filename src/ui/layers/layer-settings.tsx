/** What holds for a whole layer. */
import { Show } from 'solid-js';
import type { Layer } from '../../engine/design/design.ts';
import { NumberField } from '../controls/number-field.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { TextField } from '../controls/text-field.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { type LayerSettings as Settings, changeLayer } from '../project/edit-layers.ts';
import { useProject } from '../project/project.ts';
import { NoneFields } from './none-fields.tsx';
import { OPERATOR_OPTIONS } from './operator-names.ts';

export function LayerSettings(props: { layer: Layer }) {
	const project = useProject();
	const planning = usePlan();
	/** Why there is no plan, where it is this layer's doing. */
	const problem = () => {
		const found = planning.problem();
		return found?.place?.layer === props.layer.name ? found : undefined;
	};
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
			<NoneFields layer={props.layer} />
			<div class="layer-checks">
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
			<Show when={problem()}>{(found) => <ProblemList problems={[found()]} />}</Show>
			<p class="trait-columns soft" aria-hidden="true">
				<span>Weight</span>
				<span>
					asked
					<br />
					<b>expected</b>
				</span>
			</p>
		</div>
	);
}
