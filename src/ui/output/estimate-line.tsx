/** What the next run will about take, before it is begun. */
import type { Estimate } from '../../engine/forecast/estimate.ts';
import { formatBytes, formatDuration } from '../controls/format.ts';

export function EstimateLine(props: { estimate: Estimate }) {
	const why = () =>
		props.estimate.rough
			? 'A rough guess. The run itself tells more as soon as its traits are read.'
			: 'From the last run of this project on this device.';
	return (
		<p class="estimate" title={why()}>
			{props.estimate.rough ? 'Very roughly' : 'About'} <strong>{formatBytes(twoDigits(props.estimate.bytes))}</strong>{' '}
			in <strong>{formatDuration(twoDigits(props.estimate.seconds))}</strong>
			<span class="visually-hidden">. {why()}</span>
		</p>
	);
}

/** No estimate is better than that. */
function twoDigits(value: number): number {
	return Number(value.toPrecision(2));
}
