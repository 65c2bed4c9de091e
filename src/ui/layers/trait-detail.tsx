/** What a trait can have besides its weight: an exact count or limits, and tags for rules. */
import { Show, createUniqueId } from 'solid-js';
import type { Layer, Trait } from '../../engine/design/design.ts';
import { formatCount } from '../controls/format.ts';
import { SelectField } from '../controls/select-field.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { type TraitSettings, tagsFrom } from '../project/edit-traits.ts';
import { useProject } from '../project/project.ts';
import { OptionalNumberField } from './optional-number-field.tsx';

export interface TraitDetailProps {
	layer: Layer;
	trait: Trait;
	onChange: (settings: TraitSettings) => void;
}

export function TraitDetail(props: TraitDetailProps) {
	const project = useProject();
	const planning = usePlan();
	const id = createUniqueId();
	const isExact = () => props.trait.count !== undefined;
	/** What the trait is expected to have now: the exact count to begin with. */
	const likely = () => Math.round((planning.analysis()?.expected[props.trait.id] ?? 0) * project.design.supply.count);
	return (
		<div class="trait-detail" role="group" aria-label={`Counts and tags of ${props.trait.name}`}>
			<SelectField
				label="How many"
				value={isExact() ? 'count' : 'weight'}
				options={[
					{ value: 'weight', label: 'By its weight' },
					{ value: 'count', label: 'An exact count' },
				]}
				onChange={(kind) =>
					props.onChange(
						kind === 'count' ? { count: likely(), minCount: undefined, maxCount: undefined } : { count: undefined },
					)
				}
			/>
			<Show when={!isExact()} fallback={<p class="field-hint">Set the count beside the name.</p>}>
				<div class="pair">
					<OptionalNumberField
						label="At least"
						placeholder="0"
						value={props.trait.minCount}
						refuse={(value) =>
							value > (props.trait.maxCount ?? Infinity)
								? `More than the ${formatCount(props.trait.maxCount ?? 0)} at most.`
								: undefined
						}
						onChange={(minCount) => props.onChange({ minCount })}
					/>
					<OptionalNumberField
						label="At most"
						placeholder="no limit"
						value={props.trait.maxCount}
						refuse={(value) =>
							value < (props.trait.minCount ?? 0)
								? `Fewer than the ${formatCount(props.trait.minCount ?? 0)} at least.`
								: undefined
						}
						onChange={(maxCount) => props.onChange({ maxCount })}
					/>
				</div>
			</Show>
			<div class="field">
				<label class="label" for={`${id}-tags`}>
					Tags, with commas between
				</label>
				<input
					id={`${id}-tags`}
					class="input"
					autocomplete="off"
					value={props.trait.tags.join(', ')}
					onChange={(event) => {
						const tags = tagsFrom(event.currentTarget.value);
						event.currentTarget.value = tags.join(', ');
						props.onChange({ tags });
					}}
				/>
			</div>
		</div>
	);
}
