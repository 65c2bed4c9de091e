/** Why what is asked for cannot be, and the nearest that can. */
import { Show } from 'solid-js';
import { formatCount } from '../controls/format.ts';
import { changeSupply } from '../project/edit-settings.ts';
import { useProject } from '../project/project.ts';
import { usePlan } from './plan-state.ts';

export interface NoPlanProps {
	/** Says it at once to screen readers; for one place on the screen. */
	announce?: boolean;
	/** For controls that are described by it. */
	id?: string;
}

export function NoPlan(props: NoPlanProps) {
	const project = useProject();
	const planning = usePlan();
	/** The largest collection, where it is smaller than the one that is asked for. */
	const possibleCount = () => {
		const largest = Number(planning.analysis()?.largest ?? 0);
		return largest > 0 && largest < project.design.supply.count ? largest : undefined;
	};
	return (
		<Show when={planning.problem()}>
			{(problem) => (
				<div class="notice error" role={props.announce === true ? 'alert' : undefined} id={props.id}>
					<strong>{problem().message}</strong>
					<Show when={problem().hint}>{(hint) => <span>{hint()}</span>}</Show>
					<Show when={possibleCount()}>
						{(count) => (
							<button type="button" class="button" onClick={() => project.edit(changeSupply({ count: count() }))}>
								Make it {formatCount(count())}
							</button>
						)}
					</Show>
				</div>
			)}
		</Show>
	);
}
