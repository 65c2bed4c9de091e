/** One trait: picture, name, weight or exact count, and how often it will be seen; below, when open, counts and tags. */
import './traits.css';
import { Show } from 'solid-js';
import type { Layer, Trait } from '../../engine/design/design.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { usePreview } from '../preview/preview-state.ts';
import { Thumbnail } from '../preview/thumbnail.tsx';
import { type TraitSettings, changeTrait } from '../project/edit-traits.ts';
import { useProject } from '../project/project.ts';
import { type LayerOdds, traitShare } from '../project/trait-share.ts';
import { Rarity } from './rarity.tsx';
import { TraitDetail } from './trait-detail.tsx';
import { limitsInWords } from './trait-limits.ts';

export interface TraitRowProps {
	layer: Layer;
	trait: Trait;
	odds: LayerOdds;
	/** Whether its counts and tags show. */
	open: boolean;
	onToggle: () => void;
}

export function TraitRow(props: TraitRowProps) {
	const project = useProject();
	const preview = usePreview();
	const planning = usePlan();
	const change = (settings: TraitSettings) => project.edit(changeTrait(props.layer.id, props.trait.id, settings));
	const never = () => planning.analysis()?.neverAppear.find((entry) => entry.trait === props.trait.id);
	return (
		<div
			class="trait-row"
			classList={{ worn: preview.traitOf(props.layer.id)?.id === props.trait.id, open: props.open }}
		>
			<Thumbnail parts={props.trait.parts} />
			<span class="trait-names">
				<span class="trait-name" title={props.trait.name}>
					{props.trait.name}
				</span>
				<Show when={never()}>
					{(found) => (
						<span class="badge caution">{found().because.length > 0 ? 'never, by rule' : 'never, weight 0'}</span>
					)}
				</Show>
				<Show when={limitsInWords(props.trait)}>{(limits) => <span class="soft trait-limits">{limits()}</span>}</Show>
			</span>
			<Show
				when={props.trait.count !== undefined}
				fallback={
					<NumberField
						label={`Weight of ${props.trait.name}`}
						hideLabel
						value={props.trait.weight}
						min={0}
						max={1e9}
						onChange={(weight) => change({ weight })}
					/>
				}
			>
				<NumberField
					label={`Exact count of ${props.trait.name}`}
					hideLabel
					whole
					unit="×"
					value={props.trait.count ?? 0}
					min={0}
					max={1e7}
					onChange={(count) => change({ count })}
				/>
			</Show>
			<Rarity
				requested={traitShare(props.trait, props.odds)}
				expected={planning.analysis()?.expected[props.trait.id]}
			/>
			<IconButton
				icon="sliders"
				class="trait-more"
				label={`Counts and tags of ${props.trait.name}`}
				hint="Counts and tags"
				expanded={props.open}
				onClick={() => props.onToggle()}
			/>
			<Show when={props.open}>
				<TraitDetail layer={props.layer} trait={props.trait} onChange={change} />
			</Show>
		</div>
	);
}
