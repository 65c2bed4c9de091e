/** How many different tokens the design allows, exactly where that is known; opens to what that means. */
import './possible.css';
import { Popover } from '@kobalte/core/popover';
import { Show } from 'solid-js';
import type { Analysis } from '../../engine/combine/analyse.ts';
import { formatCount, formatHuge } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import { NoPlan } from '../plan/no-plan.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { useProject } from '../project/project.ts';

export function Possible(props: { analysis: Analysis }) {
	const project = useProject();
	const planning = usePlan();
	const largest = () => {
		const { largest: most } = props.analysis;
		return most === Infinity ? 'no limit' : formatHuge(BigInt(most));
	};
	return (
		<div class="possible">
			<Popover gutter={6}>
				<Popover.Trigger class="button plain possible-figure">
					<Show when={!props.analysis.exact}>
						<span class="soft">at most </span>
					</Show>
					<strong>{formatHuge(props.analysis.possible)}</strong> <span class="soft">possible</span>
					<Show when={planning.problem() !== undefined}>
						<span class="possible-alert">
							<Icon name="alert" />
							<span class="visually-hidden">, what is asked for is not</span>
						</span>
					</Show>
				</Popover.Trigger>
				<Popover.Portal>
					<Popover.Content class="popover">
						<Popover.Title class="popover-title">What is possible</Popover.Title>
						<dl class="possible-list">
							<dt>Different tokens</dt>
							<dd>
								<b>{formatCount(props.analysis.possible)}</b>
								<span class="badge">{props.analysis.exact ? 'exact' : 'upper bound'}</span>
							</dd>
							<dt>Largest collection</dt>
							<dd>
								<b>{largest()}</b>
								<span class="badge">{props.analysis.largestExact ? 'exact' : 'upper bound'}</span>
							</dd>
							<dt>Asked for</dt>
							<dd>
								<b>{formatCount(project.design.supply.count)}</b>
							</dd>
						</dl>
						<p class="soft">
							Tokens count as different by the layers that count for uniqueness. The largest collection also keeps
							strict pairs and counts.
						</p>
						<NoPlan />
						<Popover.CloseButton class="button">Close</Popover.CloseButton>
					</Popover.Content>
				</Popover.Portal>
			</Popover>
		</div>
	);
}
