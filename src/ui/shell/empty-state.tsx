/** What stands in the centre while there is no collection. */
import { Show } from 'solid-js';
import type { Problem } from '../../engine/errors.ts';
import { Icon } from '../controls/icon.tsx';
import { ProblemList } from '../controls/problem-list.tsx';

export interface EmptyStateProps {
	/** Why there is nothing to show although there are layers. */
	problem: Problem | undefined;
	onImport: () => void;
	onSample: () => void;
}

export function EmptyState(props: EmptyStateProps) {
	return (
		<div class="empty-state">
			<div class="empty-mosaic" aria-hidden="true" />
			<Show when={props.problem}>{(problem) => <ProblemList problems={[problem()]} />}</Show>
			<h2>Drop a folder of layers here</h2>
			<p class="soft">
				One subfolder per layer, one image per trait. Weights and orders in names are understood as HashLips, nftchef,
				hashlips-lab and NiftyKit write them.
			</p>
			<div class="empty-actions">
				<button type="button" class="button primary" onClick={() => props.onImport()}>
					<Icon name="folderOpen" /> Import folder
				</button>
				<button type="button" class="button" onClick={() => props.onSample()}>
					<Icon name="sample" /> Load sample
				</button>
			</div>
		</div>
	);
}
