/** How often a layer stays empty: a share of the tokens, or an exact count. */
import { Show } from 'solid-js';
import type { Layer } from '../../engine/design/design.ts';
import { NumberField } from '../controls/number-field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { setNoneCount, setNoneShare } from '../project/edit-layers.ts';
import { useProject } from '../project/project.ts';
import { layerOdds } from '../project/trait-share.ts';
import { Rarity } from './rarity.tsx';

export function NoneFields(props: { layer: Layer }) {
	const project = useProject();
	const planning = usePlan();
	const id = () => props.layer.id;
	const tokens = () => project.design.supply.count;
	const share = () => props.layer.none?.share ?? 0;
	const count = () => props.layer.none?.count;
	return (
		<>
			<SelectField
				label="Stays empty"
				value={count() === undefined ? 'share' : 'count'}
				options={[
					{ value: 'share', label: 'In a share' },
					{ value: 'count', label: 'In an exact count' },
				]}
				onChange={(kind) =>
					project.edit(setNoneCount(id(), kind === 'count' ? Math.round(share() * tokens()) : undefined))
				}
			/>
			<div class="none-field">
				<Show
					when={count() !== undefined}
					fallback={
						<NumberField
							label="None"
							unit="%"
							min={0}
							max={100}
							value={share() * 100}
							onChange={(percent) => project.edit(setNoneShare(id(), percent / 100))}
						/>
					}
				>
					<NumberField
						label="None"
						unit="×"
						whole
						min={0}
						max={1e7}
						value={count() ?? 0}
						onChange={(next) => project.edit(setNoneCount(id(), next))}
					/>
				</Show>
				<Show when={props.layer.none !== undefined}>
					<Rarity
						requested={layerOdds(props.layer, tokens()).none}
						expected={planning.analysis()?.expectedNone[id()]}
					/>
				</Show>
			</div>
		</>
	);
}
