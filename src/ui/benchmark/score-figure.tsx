/** The score, its interval on a scale with the reference device, and the sub-scores. */
import { For } from 'solid-js';
import type { Interval } from '../../engine/bench/statistics.ts';
import type { Score } from '../../engine/bench/suite-score.ts';
import type { SubScore } from '../../engine/bench/suite.ts';
import { formatScore } from './rate.ts';

const PARTS: { part: SubScore; name: string }[] = [
	{ part: 'compositing', name: 'Compositing' },
	{ part: 'encoding', name: 'Encoding' },
	{ part: 'pipeline', name: 'Pipeline' },
	{ part: 'writing', name: 'Writing' },
];

export function ScoreFigure(props: { scored: Score }) {
	const all = () => [props.scored.score, ...Object.values(props.scored.parts)];
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
				<For each={PARTS}>
					{({ part, name }) => (
						<li class={part}>
							<span>{name}</span>
							<IntervalBar interval={props.scored.parts[part]} most={most()} />
							<strong>{formatScore(props.scored.parts[part].value)}</strong>
						</li>
					)}
				</For>
				<li class="bench-parts-legend soft">
					<span />
					<span class="bench-reference" style={{ '--at': `${(100 / most()) * 100}%` }}>
						reference 100
					</span>
				</li>
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
