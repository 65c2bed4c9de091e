/** A run while it goes on and when it has ended. */
import './run-panel.css';
import { For, Match, Show, Switch } from 'solid-js';
import type { Problem } from '../../engine/errors.ts';
import type { RunSnapshot } from '../../engine/run/run.ts';
import { formatBytes, formatCount, formatDuration } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import { ProblemList, type Remedy } from '../controls/problem-list.tsx';
import type { Notices } from '../shell/notices.ts';
import type { WakeLock } from '../shell/wake-lock.ts';
import { ForecastTable } from './forecast-table.tsx';
import { Mosaic } from './mosaic.tsx';
import { OtherRuns } from './other-runs.tsx';
import { PausedNotice } from './paused-notice.tsx';
import { ResourceTable } from './resource-table.tsx';
import { RunCommands } from './run-commands.tsx';
import { RunFigures } from './run-figures.tsx';
import { RunReminders } from './run-reminders.tsx';
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

/** Files of an earlier session that had to be made again. */
const DAMAGE: ReadonlySet<string> = new Set(['file-missing', 'file-truncated', 'file-foreign']);

export interface RunPanelProps {
	run: RunState;
	notices: Notices;
	wakeLock: WakeLock;
	/** Takes away what a paused run waits for, and lets it go on. */
	onResume: (because: Problem) => void;
	/** Goes on with the shown run, which was cancelled or failed. */
	onContinue: () => void;
	/** Does the shown run anew, in another place. */
	onElsewhere: () => void;
	/** What the buttons under a warning do, where some help. */
	remedies: (problem: Problem) => readonly Remedy[];
	/** Shows the finished pictures of the shown run. */
	onGallery: () => void;
}

export function RunPanel(props: RunPanelProps) {
	return (
		<Show when={props.run.snapshot()} fallback={<p class="run soft">Starting the engine.</p>}>
			{(snapshot) => <RunView {...props} snapshot={snapshot()} />}
		</Show>
	);
}

/** What was found of a run that was taken up again. */
function resumedWords(done: number, problems: readonly Problem[], isFolder: boolean): string {
	const before = `Resumed: ${formatCount(done)} tokens were done before`;
	if (!isFolder) return `${before} and are complete in their files.`;
	if (problems.some(({ code }) => DAMAGE.has(code)))
		return `${before}. Each was checked; see below what is made again.`;
	return `${before}; each was checked and is as it was written.`;
}

function RunView(props: RunPanelProps & { snapshot: RunSnapshot }) {
	const isPausing = () => props.run.shown()?.isPausing === true || props.snapshot.activity === 'Pausing';
	const headline = () => (isPausing() && !hasEnded(props.snapshot) ? 'Pausing' : HEADLINES[props.snapshot.state]);
	const percent = () => (props.snapshot.total === 0 ? 0 : (100 * props.snapshot.done) / props.snapshot.total);
	/** Read out: at every tenth and at every change of state, not ten times a second. */
	const spoken = () =>
		`${headline()}, ${Math.floor(percent() / 10) * 10} % of ${formatCount(props.snapshot.total)} tokens`;

	return (
		<div class="run" data-state={props.snapshot.state}>
			<div class="run-head">
				<h2>{headline()}</h2>
				<p class="soft">
					<Show when={props.snapshot.state === 'preparing'} fallback={<Outcome snapshot={props.snapshot} />}>
						{props.snapshot.activity}
					</Show>
				</p>
				<Show when={!hasEnded(props.snapshot)} fallback={<AfterEnd {...props} />}>
					<RunCommands run={props.run} snapshot={props.snapshot} />
				</Show>
			</div>
			<Show when={props.snapshot.state === 'paused' ? props.snapshot.pausedBecause : undefined}>
				{(because) => (
					<PausedNotice
						because={because()}
						onResume={() => props.onResume(because())}
						onElsewhere={() => props.onElsewhere()}
					/>
				)}
			</Show>
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
					<button type="button" class="button" onClick={() => props.onGallery()}>
						<Icon name="image" /> Open gallery
					</button>
				</p>
			</Show>
			<Show when={props.snapshot.state !== 'preparing' ? props.run.shown()?.resumedFrom : undefined}>
				{(done) => (
					<p class="notice">{resumedWords(done(), props.snapshot.problems, props.run.shown()?.sink === 'folder')}</p>
				)}
			</Show>
			<ProblemList problems={props.snapshot.problems} remedies={props.remedies} />
			<Show when={!hasEnded(props.snapshot)}>
				<RunReminders notices={props.notices} wakeLock={props.wakeLock} />
			</Show>
			<OtherRuns run={props.run} />
			<Show when={props.snapshot.done > 0 || props.snapshot.state === 'running'}>
				<RunFigures snapshot={props.snapshot} />
				<StageBar stages={props.snapshot.stages} />
			</Show>
			<Show when={props.snapshot.forecast}>
				{(forecast) => <ForecastTable forecast={forecast()} snapshot={props.snapshot} />}
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
			<ResourceTable run={props.run} />
		</div>
	);
}

/** What was cancelled or failed is kept, and can be finished. */
function AfterEnd(props: RunPanelProps & { snapshot: RunSnapshot }) {
	return (
		<Show when={props.snapshot.kept && props.snapshot.state !== 'finished'}>
			<div class="run-commands">
				<button type="button" class="button primary" onClick={() => props.onContinue()}>
					<Icon name="play" /> Resume
				</button>
			</div>
		</Show>
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
