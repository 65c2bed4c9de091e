/** One run of the history: a line, and on demand its settings, its figures and what went wrong. */
import { For, Show } from 'solid-js';
import { DoomedButton } from '../controls/doomed-button.tsx';
import { formatCount, formatDuration } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import type { RunSummary } from '../run/run-history.ts';
import { isResumable } from './run-actions.ts';
import { STATE_NAMES, nameOf, placeOf, settingsOf, whenOf } from './run-words.ts';

export interface HistoryEntryProps {
	run: RunSummary;
	/** Its details show. */
	isOpen: boolean;
	onToggle: (isOpen: boolean) => void;
	onResume: () => void;
	onRepeat: () => void;
	onGallery: () => void;
	onForget: () => void;
}

export function HistoryEntry(props: HistoryEntryProps) {
	const isWaiting = () => props.run.state === 'interrupted' || props.run.state === 'paused';
	const speed = () => {
		const { imagesPerSecond: rate } = props.run;
		return rate === 0 ? '–' : `${rate.toFixed(rate < 10 ? 1 : 0)} images/s`;
	};
	const facts = () => [
		...settingsOf(props.run.record),
		['Speed', speed()],
		['Time', formatDuration(props.run.record.timings.seconds)],
	];
	/** Where the button's name would be the same in every entry. */
	const which = () => ` ${nameOf(props.run.record)}, ${whenOf(props.run.record)}`;
	return (
		<div class="history-entry">
			<details open={props.isOpen} onToggle={(event) => props.onToggle(event.currentTarget.open)}>
				<summary>
					<span class="history-head">
						<strong>{nameOf(props.run.record)}</strong>
						<span
							class="badge"
							classList={{ caution: isWaiting(), danger: props.run.state === 'failed' }}
							data-state={props.run.state}
						>
							{STATE_NAMES[props.run.state]}
							{props.run.isOpen ? ', open now' : ''}
						</span>
					</span>
					<span class="soft">
						{formatCount(props.run.done)} of {formatCount(props.run.total)} · {speed()} · {whenOf(props.run.record)}
					</span>
					<span class="soft history-location">{placeOf(props.run.record)}</span>
				</summary>
				<dl class="history-facts">
					<For each={facts()}>
						{([name, value]) => (
							<div>
								<dt>{name}</dt>
								<dd>{value}</dd>
							</div>
						)}
					</For>
				</dl>
				<ProblemList problems={props.run.record.problems} />
				<Show when={!isResumable(props.run) && isWaiting() ? props.run.obstacle : undefined}>
					{(obstacle) => <ProblemList problems={[obstacle()]} />}
				</Show>
			</details>
			<div class="history-actions">
				<Show when={isResumable(props.run)}>
					<button type="button" class="button" classList={{ primary: isWaiting() }} onClick={() => props.onResume()}>
						<Icon name="play" /> Resume<span class="visually-hidden">{which()}</span>
					</button>
				</Show>
				<Show when={props.run.done > 0}>
					<button type="button" class="button" onClick={() => props.onGallery()}>
						<Icon name="image" /> Gallery<span class="visually-hidden">{which()}</span>
					</button>
				</Show>
				<button type="button" class="button" onClick={() => props.onRepeat()}>
					Repeat<span class="visually-hidden">{which()}</span>
				</button>
				<Show when={!props.run.isOpen}>
					<DoomedButton label="Forget" confirm="Forget for good" onConfirm={() => props.onForget()}>
						<span class="visually-hidden">{which()}</span>
					</DoomedButton>
				</Show>
			</div>
		</div>
	);
}
