/** Runs of this page besides the one that is shown: under way, paused or waiting for their turn. */
import { For, Show } from 'solid-js';
import type { RunSnapshot } from '../../engine/run/run.ts';
import { type LiveRun, type RunState, donePercent } from './run-state.ts';

function stateOf(snapshot: RunSnapshot | undefined): string {
	if (snapshot === undefined) return 'Starting';
	if (snapshot.state === 'preparing') return snapshot.activity;
	return `${snapshot.state === 'paused' ? 'Paused at' : 'Generating,'} ${donePercent(snapshot)} %`;
}

export function OtherRuns(props: { run: RunState }) {
	const others = () => props.run.live().filter(({ id }) => id !== props.run.current());
	return (
		<Show when={others().length > 0}>
			<section aria-label="Other runs">
				<h3>Other runs</h3>
				<ul class="other-runs">
					<For each={others()}>
						{(other: LiveRun) => (
							<li>
								<strong>{other.name || 'Untitled'}</strong>
								<span class="soft">{stateOf(other.snapshot)}</span>
								<button type="button" class="button" onClick={() => props.run.show(other.id)}>
									Show<span class="visually-hidden"> {other.name}</span>
								</button>
							</li>
						)}
					</For>
				</ul>
			</section>
		</Show>
	);
}
