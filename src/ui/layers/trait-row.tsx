/** One trait: picture, name, weight, and the share of tokens that the weight means. */
import type { Layer, Trait } from '../../engine/design/design.ts';
import { formatShare } from '../controls/format.ts';
import { NumberField } from '../controls/number-field.tsx';
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
	const share = () => traitShare(props.layer, props.trait, props.sum);
	return (
		<div class="trait-row" classList={{ worn: preview.traitOf(props.layer.id)?.id === props.trait.id }}>
			<Thumbnail parts={props.trait.parts} />
			<span class="trait-name" title={props.trait.name}>
				{props.trait.name}
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
