/** A run while it goes on and when it has ended. */
import './run-panel.css';
import { For, Match, Show, Switch } from 'solid-js';
import type { RunSnapshot } from '../../engine/run/run.ts';
import { formatBytes, formatCount, formatDuration } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { Mosaic } from './mosaic.tsx';
import { RunFigures } from './run-figures.tsx';
import { type RunState, hasEnded } from './run-state.ts';
import { StageBar } from './stage-bar.tsx';

const HEADLINES: Record<RunSnapshot['state'], string> = {
	preparing: 'Preparing',
	running: 'Generating',
	paused: 'Paused',
	finished: 'Finished',
	cancelled: 'Cancelled',
	failed: 'Stopped',
};

export function RunPanel(props: { run: RunState }) {
	return (
		<Show when={props.run.snapshot()} fallback={<p class="run soft">Starting the engine.</p>}>
			{(snapshot) => <RunView run={props.run} snapshot={snapshot()} />}
		</Show>
	);
}

function RunView(props: { run: RunState; snapshot: RunSnapshot }) {
	const percent = () => (props.snapshot.total === 0 ? 0 : (100 * props.snapshot.done) / props.snapshot.total);
	/** Read out: at every tenth and at every change of state, not ten times a second. */
	const spoken = () =>
		`${HEADLINES[props.snapshot.state]}, ${Math.floor(percent() / 10) * 10} % of ${formatCount(props.snapshot.total)} tokens`;

	return (
		<div class="run" data-state={props.snapshot.state}>
			<div class="run-head">
				<h2>{HEADLINES[props.snapshot.state]}</h2>
				<p class="soft">
					<Show when={props.snapshot.state === 'preparing'} fallback={<Outcome snapshot={props.snapshot} />}>
						{props.snapshot.activity}
					</Show>
				</p>
				<Show when={!hasEnded(props.snapshot)}>
					<div class="run-commands">
						<Switch>
							<Match when={props.snapshot.state === 'paused'}>
								<button type="button" class="button primary" onClick={() => props.run.resume()}>
									<Icon name="play" /> Resume
								</button>
							</Match>
							<Match when={props.snapshot.state !== 'paused'}>
								<button type="button" class="button" onClick={() => props.run.pause()}>
									<Icon name="pause" /> Pause
								</button>
							</Match>
						</Switch>
						<button type="button" class="button danger" onClick={() => props.run.cancel()}>
							<Icon name="stop" /> Cancel
						</button>
					</div>
				</Show>
			</div>
			<p class="visually-hidden" aria-live="polite">
				{spoken()}
			</p>
			<Mosaic
				percent={percent()}
				label={`${formatCount(props.snapshot.done)} of ${formatCount(props.snapshot.total)} tokens`}
			/>
			<Show when={hasEnded(props.snapshot) && props.snapshot.done > 0 && props.snapshot.location !== ''}>
				<p class="run-location">
					<Icon name="folder" />
					<span>
						The files are in <strong>{props.snapshot.location}</strong>
					</span>
				</p>
			</Show>
			<ProblemList problems={props.snapshot.problems} />
			<Show when={props.snapshot.done > 0 || props.snapshot.state === 'running'}>
				<RunFigures snapshot={props.snapshot} />
				<StageBar stages={props.snapshot.stages} />
			</Show>
			<Show when={props.run.thumbnails().length > 0}>
				<section aria-label="Just written">
					<h3>Just written</h3>
					<ul class="run-thumbnails">
						<For each={props.run.thumbnails()}>
							{(thumbnail) => (
								<li>
									<img
										class="checker"
										src={thumbnail.url}
										alt={`Token ${thumbnail.token}`}
										title={`Token ${thumbnail.token}`}
									/>
								</li>
							)}
						</For>
					</ul>
				</section>
			</Show>
		</div>
	);
}

function Outcome(props: { snapshot: RunSnapshot }) {
	const written = () => `${formatCount(props.snapshot.done)} of ${formatCount(props.snapshot.total)} tokens`;
	return (
		<Switch fallback={written()}>
			<Match when={props.snapshot.state === 'finished'}>
				{formatCount(props.snapshot.done)} tokens, {formatBytes(props.snapshot.bytes)}, in{' '}
				{formatDuration(props.snapshot.seconds)}
			</Match>
			<Match when={props.snapshot.state === 'cancelled' || props.snapshot.state === 'failed'}>
				{props.snapshot.done === 0 ? 'Nothing was written' : `${written()} were written and are complete`}
			</Match>
		</Switch>
	);
}
