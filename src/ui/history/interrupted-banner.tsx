/** After a reload, a closed tab or a crash: what is done, what is left, and how it goes on. */
import { Match, Show, Switch } from 'solid-js';
import { DoomedButton } from '../controls/doomed-button.tsx';
import { formatCount } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import type { RunSummary } from '../run/run-history.ts';
import { isResumable } from './run-actions.ts';
import { doneOf, nameOf, placeOf, whenOf } from './run-words.ts';

export interface InterruptedBannerProps {
	/** Newest first, at least one. */
	runs: readonly RunSummary[];
	onResume: (run: RunSummary) => void;
	onRepeat: (run: RunSummary) => void;
	onDetails: (run: RunSummary) => void;
	onDiscard: (run: RunSummary) => void;
}

export function InterruptedBanner(props: InterruptedBannerProps) {
	return <Show when={props.runs[0]}>{(run) => <Banner {...props} run={run()} />}</Show>;
}

function Banner(props: InterruptedBannerProps & { run: RunSummary }) {
	const left = () => props.run.total - props.run.done;
	const others = () => props.runs.length - 1;
	const next = () =>
		isResumable(props.run)
			? `${formatCount(left())} left. Every finished file is checked first.`
			: (props.run.obstacle?.message ?? '');
	return (
		<section class="banner" aria-label="Interrupted run">
			<Icon name="pause" />
			<div class="banner-text">
				<p>
					<strong>
						A run was {props.run.state === 'paused' ? 'left paused' : 'interrupted'}: {doneOf(props.run)}
					</strong>
				</p>
				<p class="soft">
					{nameOf(props.run.record)}, {whenOf(props.run.record)}, {placeOf(props.run.record)}. {next()}
					<Show
						when={others() > 0}
					>{` ${others() === 1 ? 'One more run waits' : `${others()} more runs wait`} in the history.`}</Show>
				</p>
			</div>
			<div class="banner-actions">
				<Switch>
					<Match when={props.run.obstacle?.code === 'volume-needed'}>
						<button type="button" class="button primary" onClick={() => props.onResume(props.run)}>
							<Icon name="play" /> Choose the next file
						</button>
					</Match>
					<Match when={isResumable(props.run)}>
						<button type="button" class="button primary" onClick={() => props.onResume(props.run)}>
							<Icon name="play" /> Resume
						</button>
					</Match>
					<Match when={!isResumable(props.run)}>
						<button type="button" class="button primary" onClick={() => props.onRepeat(props.run)}>
							<Icon name="play" /> Repeat
						</button>
					</Match>
				</Switch>
				<button type="button" class="button" onClick={() => props.onDetails(props.run)}>
					Open details
				</button>
				<DoomedButton label="Discard" confirm="Discard, keep the files" onConfirm={() => props.onDiscard(props.run)} />
			</div>
		</section>
	);
}
