/** What is under way, over everything, with a way out where there is one. */
import { Show } from 'solid-js';

export interface ActivityState {
	text: string;
	cancel?: () => void;
}

export function Activity(props: { activity: ActivityState | undefined }) {
	return (
		<Show when={props.activity}>
			{(activity) => (
				<div class="activity">
					<span class="activity-stones" aria-hidden="true" />
					<span role="status">{activity().text}</span>
					<Show when={activity().cancel}>
						{(cancel) => (
							<button type="button" class="button" onClick={() => cancel()()}>
								Cancel
							</button>
						)}
					</Show>
				</div>
			)}
		</Show>
	);
}
