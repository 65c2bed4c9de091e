/** One trait: picture, name, weight, and the share of tokens that the weight means. */
import type { Layer, Trait } from '../../engine/design/design.ts';
import { Show } from 'solid-js';
import { formatShare } from '../controls/format.ts';
import { NumberField } from '../controls/number-field.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { usePreview } from '../preview/preview-state.ts';
import { Thumbnail } from '../preview/thumbnail.tsx';
import { changeTrait } from '../project/edit-traits.ts';
import { useProject } from '../project/project.ts';
import { traitShare } from '../project/trait-share.ts';

export interface TraitRowProps {
	layer: Layer;
	trait: Trait;
	/** `weightSum` of the layer. */
	sum: number;
}

export function TraitRow(props: TraitRowProps) {
	const project = useProject();
	const preview = usePreview();
	const planning = usePlan();
	const share = () => traitShare(props.layer, props.trait, props.sum);
	/** What rules and counts make of the weight, where that is another share. */
	const expected = () => {
		const chance = planning.analysis()?.expected[props.trait.id];
		return chance !== undefined && formatShare(chance) !== formatShare(share()) ? chance : undefined;
	};
	const never = () => {
		const found = planning.analysis()?.neverAppear.find((entry) => entry.trait === props.trait.id);
		return found === undefined ? undefined : found.because.join(' ') || 'Its weight is 0.';
	};
	return (
		<div class="trait-row" classList={{ worn: preview.traitOf(props.layer.id)?.id === props.trait.id }}>
			<Thumbnail parts={props.trait.parts} />
			<span class="trait-names">
				<span class="trait-name" title={props.trait.name}>
					{props.trait.name}
				</span>
				<Show when={never()}>
					{(because) => (
						<span class="badge caution" title={because()}>
							never
						</span>
					)}
				</Show>
				<Show when={expected()}>
					{(chance) => (
						<span class="soft trait-expected" title="Share of tokens that rules and counts make of the weight">
							{formatShare(chance())} under the rules
						</span>
					)}
				</Show>
			</span>
			<NumberField
				label={`Weight of ${props.trait.name}`}
				hideLabel
				value={props.trait.weight}
				min={0}
				max={1e9}
				onChange={(weight) => project.edit(changeTrait(props.layer.id, props.trait.id, { weight }))}
			/>
			<span class="trait-share" style={{ '--share': share() }}>
				{formatShare(share())}
			</span>
		</div>
	);
}
