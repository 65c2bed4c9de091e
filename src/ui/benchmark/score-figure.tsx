/** The score, its interval on a scale with the reference device, and the sub-scores. */
import { For, Show } from 'solid-js';
import type { Interval } from '../../engine/bench/statistics.ts';
import type { Score } from '../../engine/bench/suite-score.ts';
import { SCORED_PARTS, SUB_SCORES, type SubScore } from '../../engine/bench/suite.ts';
import { formatScore } from './rate.ts';

const NAMES: Record<SubScore, string> = {
	compositing: 'Compositing',
	encoding: 'Encoding',
	pipeline: 'Pipeline',
	writing: 'Writing',
};

export function ScoreFigure(props: { scored: Score }) {
	const all = () => [props.scored.score, ...Object.values(props.scored.parts)];
	const parts = () =>
		SUB_SCORES.flatMap((part) => {
			const interval = props.scored.parts[part];
			return interval === undefined ? [] : [{ part, interval }];
		});
	/** End of all scales, so that they can be compared with each other. */
	const most = () => Math.max(150, ...all().map(({ high }) => high * 1.05));
	return (
		<div class="bench-score">
			<div class="bench-score-main">
				<p class="bench-score-number">
					<span class="visually-hidden">Score </span>
					{formatScore(props.scored.score.value)}
				</p>
				<p class="soft">
					95 % interval {formatScore(props.scored.score.low)} to {formatScore(props.scored.score.high)}
				</p>
			</div>
			<ul class="bench-parts">
				<For each={parts()}>
					{({ part, interval }) => (
						<li class={part}>
							<span>
								{NAMES[part]}
								{SCORED_PARTS.includes(part) ? '' : ' *'}
							</span>
							<IntervalBar interval={interval} most={most()} />
							<strong>{formatScore(interval.value)}</strong>
						</li>
					)}
				</For>
				<li class="bench-parts-legend soft">
					<span />
					<span class="bench-reference" style={{ '--at': `${(100 / most()) * 100}%` }}>
						reference 100
					</span>
				</li>
				<Show when={props.scored.parts.writing}>
					<li class="bench-parts-note soft">
						* Beside the score: the same disk may be three times as fast a minute later.
					</li>
				</Show>
			</ul>
		</div>
	);
}

function IntervalBar(props: { interval: Interval; most: number }) {
	const x = (value: number) => (value / props.most) * 100;
	return (
		<svg class="bench-interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
			<rect class="track" y="2" width="100" height="8" />
			<rect class="value" y="2" width={x(props.interval.value)} height="8" />
			<line class="reference" x1={x(100)} x2={x(100)} y1="0" y2="12" vector-effect="non-scaling-stroke" />
			<line
				class="range"
				x1={x(props.interval.low)}
				x2={x(props.interval.high)}
				y1="6"
				y2="6"
				vector-effect="non-scaling-stroke"
			/>
		</svg>
	);
}
