/** A result: the score or why there is none, the figures behind it, and what it ran on. */
import { For, Show, createMemo } from 'solid-js';
import { suiteScore } from '../../engine/bench/suite-score.ts';
import { SUITE_VERSION } from '../../engine/bench/suite.ts';
import { formatDuration } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import type { ShownResult } from './benchmark-state.ts';
import { DeviceList } from './device-list.tsx';
import { formatMoment, formatScore, resultTitle } from './rate.ts';
import { RowGroups } from './row-groups.tsx';
import { SampleTable } from './sample-table.tsx';
import { ScoreFigure } from './score-figure.tsx';
import { ShareActions } from './share-actions.tsx';

export function ResultView(props: { shown: ShownResult; onAgain: () => void }) {
	const result = () => props.shown.result;
	const scored = createMemo(() => suiteScore(result()));
	return (
		<>
			<section class="bench-panel bench-result" aria-label="Result">
				<div class="bench-result-head">
					<div>
						<h2>{resultTitle(result())}</h2>
						<p class="soft">
							{formatMoment(result().taken)}, {result().mode}, {formatDuration(result().seconds)}, suite{' '}
							{result().suite}, Tessera {result().engine}
						</p>
					</div>
					<button type="button" class="button" onClick={() => props.onAgain()}>
						<Icon name="play" /> {props.shown.own ? 'Run again' : 'Measure this device'}
					</button>
				</div>
				<Show when={!props.shown.own}>
					<p class="notice">
						This result comes from {props.shown.origin}. It was checked for its form, and that its score follows from
						its samples; whether they were measured, nobody can know.
					</p>
				</Show>
				<Show when={scored()} fallback={<NoScore shown={props.shown} />}>
					{(score) => <ScoreFigure scored={score()} />}
				</Show>
				<Show when={result().device.onBattery}>
					<p class="notice warning">The device ran on battery, where many save power at the cost of speed.</p>
				</Show>
				<ShareActions result={result()} />
			</section>
			<RowGroups rows={result().rows} missing={result().missing} />
			<SampleTable result={result()} />
			<DeviceList result={result()} />
		</>
	);
}

/** What can be done about a fault. */
const HINTS: Record<ShownResult['result']['faults'][number]['code'], string> = {
	'tab-hidden': 'Leave the tab in front until the suite is done.',
	busy: 'Close other programs and tabs, then run it again.',
	unsteady: 'Let the machine come to rest, then run it again, or in full.',
	throttled: 'Let the machine cool down, and plug it in.',
	'device-lost': 'Run it again; if it stays so, update the graphics driver.',
	incomplete: 'The list below says which rows are missing, and why.',
};

function NoScore(props: { shown: ShownResult }) {
	const result = () => props.shown.result;
	const isOld = () => result().suite !== SUITE_VERSION;
	return (
		<div class="bench-no-score">
			<p class={`bench-verdict ${result().faults.length > 0 ? 'invalid' : ''}`}>
				<Icon name="alert" />
				{result().faults.length > 0 ? 'Invalid' : 'Not comparable'}
			</p>
			<ul>
				<For each={result().faults}>
					{({ code, message }) => (
						<li>
							{message} <span class="soft">{HINTS[code]}</span>
						</li>
					)}
				</For>
				<For each={result().deviations}>{(deviation) => <li>{deviation}</li>}</For>
				<Show when={isOld()}>
					<li>
						It is of version {result().suite} of the suite; here is version {SUITE_VERSION}.
					</li>
				</Show>
			</ul>
			<p class="soft">
				So there is no score. The figures below are what was measured, and stand for that moment only
				{result().contention.length > 0
					? `: others took ${formatScore(100 * Math.max(...result().contention))} % of the processor at worst`
					: ''}
				.
			</p>
		</div>
	);
}
