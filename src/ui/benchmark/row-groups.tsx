/** Every row of the suite as a bar from zero to its median, with all samples as strokes on it. */
import { For, Show } from 'solid-js';
import { median } from '../../engine/bench/statistics.ts';
import { ROW_GROUPS, rowInfo, type RowGroup } from '../../engine/bench/suite.ts';
import type { SuiteResult, SuiteRow } from '../../engine/bench/suite-result.ts';
import { formatRate, rowName } from './rate.ts';
import { ScalingChart } from './scaling-chart.tsx';

const GROUPS: Record<RowGroup, { title: string; text: string }> = {
	composite: { title: 'Compositing', text: 'Tiles of 128 × 32 per second, all cores' },
	encode: { title: 'Encoding', text: 'All cores' },
	pipeline: { title: 'Whole pipeline', text: 'Images per second, all workers' },
	scaling: { title: 'Scaling', text: 'Images of 512² per second, by workers' },
	write: { title: 'Writing', text: 'Images with metadata per second, end to end' },
	sink: { title: 'Storage alone', text: 'Writing without making anything, private file system' },
	browser: { title: 'Without Tessera', text: 'drawImage and convertToBlob, all workers' },
	transfer: { title: 'To and from the GPU', text: 'Megabytes per second' },
};

const unitOf = (id: string) => rowInfo(id)?.unit;

interface GroupRow {
	id: string;
	row: SuiteRow | undefined;
	reason: string;
}

export function RowGroups(props: { rows: readonly SuiteRow[]; missing: SuiteResult['missing'] }) {
	const rowsOf = (group: RowGroup): GroupRow[] => [
		...props.rows.filter(({ id }) => rowInfo(id)?.group === group).map((row) => ({ id: row.id, row, reason: '' })),
		...props.missing
			.filter(({ id }) => rowInfo(id)?.group === group)
			.map(({ id, reason }) => ({ id, row: undefined, reason })),
	];
	return (
		<div class="bench-groups">
			<For each={ROW_GROUPS.filter((group) => rowsOf(group).length > 0)}>
				{(group) => (
					<section class={`bench-panel bench-group ${group}`} aria-label={GROUPS[group].title}>
						<div class="bench-group-head">
							<h3>{GROUPS[group].title}</h3>
							<p class="soft">{GROUPS[group].text}</p>
						</div>
						<Show when={group === 'scaling' && rowsOf(group).length > 2} fallback={<Bars rows={rowsOf(group)} />}>
							<ScalingChart rows={rowsOf(group).flatMap(({ row }) => row ?? [])} />
						</Show>
					</section>
				)}
			</For>
		</div>
	);
}

function Bars(props: { rows: GroupRow[] }) {
	/** Bars of one unit can be compared with each other. */
	const most = (id: string) =>
		Math.max(...props.rows.flatMap(({ row }) => (row && unitOf(row.id) === unitOf(id) ? row.samples : [0])));
	const isMixed = () => new Set(props.rows.map(({ id }) => unitOf(id))).size > 1;
	return (
		<ul class="bench-bars">
			<For each={props.rows}>
				{({ id, row, reason }) => (
					<li>
						<span class="bench-bar-name">{rowName(id)}</span>
						<Show when={row} fallback={<span class="bench-missing soft">Not measured. {reason}</span>}>
							{(measured) => (
								<>
									<span class="bench-bar-value">
										{formatRate(median(measured().samples))}
										<Show when={isMixed()}>
											<span class="soft"> {unitOf(id)}</span>
										</Show>
									</span>
									<SampleBar samples={measured().samples} most={most(id)} />
									<Show when={noteOf(measured())}>{(note) => <span class="bench-note soft">{note()}</span>}</Show>
								</>
							)}
						</Show>
					</li>
				)}
			</For>
		</ul>
	);
}

function SampleBar(props: { samples: readonly number[]; most: number }) {
	const x = (value: number) => (value / props.most) * 100;
	return (
		<svg class="bench-sample-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
			<rect class="track" width="100" height="10" />
			<rect class="median" width={x(median(props.samples))} height="10" />
			<For each={props.samples}>
				{(sample) => <line x1={x(sample)} x2={x(sample)} y1="1.5" y2="8.5" vector-effect="non-scaling-stroke" />}
			</For>
		</svg>
	);
}

function noteOf({ timing, note }: SuiteRow): string {
	const byGpu = 'timed by the GPU’s own timestamps';
	if (note === undefined) return timing === 'wall' ? '' : `${byGpu.charAt(0).toUpperCase()}${byGpu.slice(1)}`;
	return `${note}; ${timing === 'wall' ? 'wall time until the work is done' : byGpu}`;
}
