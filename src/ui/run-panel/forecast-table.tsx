/** What was foretold of a run before its first image, what is expected now, and in the end what came true. */
import { For, Show } from 'solid-js';
import type { Forecast } from '../../engine/forecast/forecast.ts';
import type { RunSnapshot, Stage } from '../../engine/run/run.ts';
import { formatBytes, formatCount, formatDuration } from '../controls/format.ts';
import { hasEnded } from './run-state.ts';

const WORK: Partial<Record<Stage, string>> = {
	lookup: 'looking tiles up',
	composite: 'compositing new tiles',
	encode: 'compressing new tiles',
	assemble: 'putting images together',
	checksum: 'checksums',
	write: 'writing the files',
};

const orNothing = (value: number | undefined, format: (value: number) => string) =>
	value === undefined ? '–' : format(value);

export function ForecastTable(props: { forecast: Forecast; snapshot: RunSnapshot }) {
	const ended = () => hasEnded(props.snapshot);
	const rows = () => {
		const forecast = props.forecast;
		const { expected = {}, seconds, imageBytes, tilesMade, peakMemoryBytes } = props.snapshot;
		return [
			{
				name: 'Time',
				foretold: orNothing(forecast.seconds, formatDuration),
				now: orNothing(ended() ? seconds : expected.seconds, formatDuration),
			},
			{
				name: 'Images',
				foretold: orNothing(forecast.bytes, formatBytes),
				now: orNothing(ended() ? imageBytes : expected.bytes, formatBytes),
			},
			{
				name: 'Tiles made',
				foretold: formatCount(forecast.tiles),
				now: formatCount(ended() ? tilesMade : Math.max(forecast.tiles, tilesMade)),
			},
			{
				name: 'Memory',
				foretold: formatBytes(forecast.memoryBytes),
				now: formatBytes(ended() ? peakMemoryBytes : Math.max(forecast.memoryBytes, peakMemoryBytes)),
			},
		];
	};
	return (
		<section class="forecast" aria-label="Forecast">
			<h3>Forecast</h3>
			<table>
				<thead>
					<tr>
						<td />
						<th scope="col">before it began</th>
						<th scope="col">{ended() ? 'came true' : 'as it looks now'}</th>
					</tr>
				</thead>
				<tbody>
					<For each={rows()}>
						{(row) => (
							<tr>
								<th scope="row">{row.name}</th>
								<td>{row.foretold}</td>
								<td>{row.now}</td>
							</tr>
						)}
					</For>
				</tbody>
			</table>
			<Show when={props.forecast.bottleneck}>
				{(stage) => <p class="soft">Most of the work is {WORK[stage()] ?? stage()}.</p>}
			</Show>
			<Show when={props.forecast.seconds === undefined}>
				<p class="soft">The browser encodes these images: their size and time are known once the first are there.</p>
			</Show>
		</section>
	);
}
