/** Speed by number of workers, beside what it would be if each worker were as fast as the first alone. */
import { For } from 'solid-js';
import { median } from '../../engine/bench/statistics.ts';
import type { SuiteRow } from '../../engine/bench/suite-result.ts';
import { formatRate } from './rate.ts';

const WIDTH = 320;
const HEIGHT = 150;
const LEFT = 8;
const RIGHT = 44;
const TOP = 14;
const BOTTOM = 22;

export function ScalingChart(props: { rows: readonly SuiteRow[] }) {
	const points = () =>
		props.rows
			.map(({ id, samples }) => ({ workers: Number(id.slice('workers-'.length)), rate: median(samples) }))
			.toSorted((a, b) => a.workers - b.workers);
	const last = () => points()[points().length - 1];
	const single = () => points()[0].rate / points()[0].workers;
	const most = () => Math.max(...points().map(({ rate }) => rate), single() * last().workers);
	const x = (workers: number) => LEFT + ((workers - 1) / Math.max(1, last().workers - 1)) * (WIDTH - LEFT - RIGHT);
	const y = (rate: number) => HEIGHT - BOTTOM - (rate / most()) * (HEIGHT - TOP - BOTTOM);
	const label = () =>
		points()
			.map(({ workers, rate }) => `${workers}: ${formatRate(rate)}`)
			.join(', ');
	return (
		<svg
			class="bench-scaling"
			viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
			role="img"
			aria-label={`Images per second by number of workers. ${label()}`}
		>
			<line class="axis" x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
			<line class="ideal" x1={x(1)} y1={y(single())} x2={x(last().workers)} y2={y(single() * last().workers)} />
			<polyline
				points={points()
					.map(({ workers, rate }) => `${x(workers)},${y(rate)}`)
					.join(' ')}
			/>
			<For each={points()}>
				{({ workers, rate }) => (
					<>
						<circle cx={x(workers)} cy={y(rate)} r="3.5" />
						<text class="tick" x={x(workers)} y={HEIGHT - 7} text-anchor="middle">
							{workers}
						</text>
					</>
				)}
			</For>
			<text class="value" x={x(last().workers) + 8} y={y(last().rate) + 4}>
				{formatRate(last().rate)}
			</text>
		</svg>
	);
}
