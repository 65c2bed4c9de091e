/** What a token wears, front first like the layers, each with the share of tokens that its weight means. */
import { For, Show, createMemo } from 'solid-js';
import { formatShare } from '../controls/format.ts';
import type { Planned } from '../plan/plan-state.ts';
import { layerOdds, traitShare } from '../project/trait-share.ts';
import { tokenTraits } from './token-traits.ts';

export function TokenAttributes(props: { planned: Planned; row: number }) {
	const rows = createMemo(() => {
		const worn = tokenTraits(props.planned, props.row);
		return [...props.planned.design.layers].reverse().map((layer) => {
			const trait = worn.get(layer.id);
			const odds = layerOdds(layer, props.planned.design.supply.count);
			const share = trait === undefined ? odds.none : traitShare(trait, odds);
			return { name: layer.attribute ?? layer.name, value: trait?.name, share, hidden: !layer.inMetadata };
		});
	});
	return (
		<section class="attributes" aria-label={`Attributes of token ${props.planned.plan.firstNumber + props.row}`}>
			<dl>
				<For each={rows()}>
					{(row) => (
						<div classList={{ none: row.value === undefined }}>
							<dt>
								{row.name}
								<Show when={row.hidden}> (not in metadata)</Show>
							</dt>
							<dd title={row.value ?? 'None'}>{row.value ?? 'None'}</dd>
							<dd class="soft">{formatShare(row.share)}</dd>
						</div>
					)}
				</For>
			</dl>
		</section>
	);
}
