/** The figures of a run. */
import { For, Show } from 'solid-js';
import type { RunSnapshot } from '../../engine/run/run.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from '../controls/format.ts';
import { hasEnded } from './run-state.ts';

export function RunFigures(props: { snapshot: RunSnapshot }) {
	const run = () => props.snapshot;
	const tiles = () => run().tilesMade + run().tilesLookedUp;
	const speed = () => {
		const value = hasEnded(run()) && run().seconds > 0 ? run().done / run().seconds : run().imagesPerSecond;
		return value === 0 ? '–' : value.toFixed(value < 10 ? 1 : 0);
	};
	const figures = () => [
		{ name: 'Tokens', value: formatCount(run().done), note: `of ${formatCount(run().total)}` },
		{ name: hasEnded(run()) ? 'Images/s on average' : 'Images/s', value: speed() },
		hasEnded(run())
			? { name: 'Time', value: formatDuration(run().seconds) }
			: {
					name: 'Time left',
					value: run().secondsLeft === undefined ? '–' : formatDuration(run().secondsLeft ?? 0),
					note: `after ${formatDuration(run().seconds)}`,
				},
		{
			name: 'Written',
			// Counted when a batch is complete, so that it may still be unknown when the first images are.
			value: run().bytes === 0 && run().done > 0 ? '–' : formatBytes(run().bytes),
			note: run().done === 0 || run().bytes === 0 ? '' : `${formatBytes(run().bytes / run().done)} a token`,
		},
		{
			name: 'Tiles made',
			value: formatCount(run().tilesMade),
			note:
				tiles() === 0
					? ''
					: `${formatCount(run().tilesLookedUp)} looked up, ${formatShare(run().tilesLookedUp / tiles())}`,
		},
		{ name: 'Memory', value: formatBytes(run().memoryBytes), note: `${run().workers} workers` },
	];
	return (
		<>
			<dl class="figures">
				<For each={figures()}>
					{(figure) => (
						<div>
							<dt>{figure.name}</dt>
							<dd class="figure">{figure.value}</dd>
							<Show when={figure.note}>
								<dd class="soft">{figure.note}</dd>
							</Show>
						</div>
					)}
				</For>
			</dl>
			<Show when={run().backendReason !== ''}>
				<p class="run-backend soft">
					<span class="badge">{run().backend}</span> {run().backendReason}
				</p>
			</Show>
		</>
	);
}
