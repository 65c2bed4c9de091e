/** What stands in the centre while there is no collection. */
import { Show } from 'solid-js';
import { Icon } from '../controls/icon.tsx';

export interface EmptyStateProps {
	/** What is under way, if anything. */
	activity: string | undefined;
	onImport: () => void;
	onSample: () => void;
}

export function EmptyState(props: EmptyStateProps) {
	return (
		<div class="empty-state">
			<Show
				when={props.activity === undefined}
				fallback={
					<p role="status" class="soft">
						{props.activity}
					</p>
				}
			>
				<div class="empty-mosaic" aria-hidden="true" />
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
			</Show>
		</div>
	);
}
