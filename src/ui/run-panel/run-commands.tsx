/** Pause, resume, cancel. */
import { Match, Show, Switch } from 'solid-js';
import type { RunSnapshot } from '../../engine/run/run.ts';
import { Icon } from '../controls/icon.tsx';
import type { RunState } from './run-state.ts';

export function RunCommands(props: { run: RunState; snapshot: RunSnapshot }) {
	/** What was written of a ZIP can only be kept beyond this page as a part that is complete. */
	const canCompletePart = () =>
		props.run.shown()?.sink === 'zip' && props.snapshot.pausedBecause === undefined && props.snapshot.done > 0;
	return (
		<div class="run-commands">
			<Switch>
				<Match when={props.snapshot.state !== 'paused'}>
					<button
						type="button"
						class="button"
						disabled={props.run.shown()?.isPausing}
						onClick={() => props.run.pause()}
					>
						<Icon name="pause" /> Pause
					</button>
				</Match>
				<Match when={props.snapshot.pausedBecause === undefined}>
					<Show when={canCompletePart()}>
						<button
							type="button"
							class="button"
							title="Completes this ZIP with what is in it, so that the page can be closed; the rest goes into another one."
							onClick={() => props.run.pause(true)}
						>
							Complete this ZIP
						</button>
					</Show>
					<button type="button" class="button primary" onClick={() => props.run.resume()}>
						<Icon name="play" /> Resume
					</button>
				</Match>
			</Switch>
			<button type="button" class="button danger" onClick={() => props.run.cancel()}>
				<Icon name="stop" /> Cancel
			</button>
		</div>
	);
}
