/** Results side by side; the first one is what the others are compared with. */
import { For, Show } from 'solid-js';
import { median } from '../../engine/bench/statistics.ts';
import { suiteScore } from '../../engine/bench/suite-score.ts';
import type { SuiteResult } from '../../engine/bench/suite-result.ts';
import { compareRows, rowInfo } from '../../engine/bench/suite.ts';
import type { ShownResult } from './benchmark-state.ts';
import { formatMoment, formatRate, formatScore, resultTitle, rowName } from './rate.ts';

interface Cell {
	text: string;
	/** To the first result's. */
	ratio: number | undefined;
	detail: string;
}

interface Line {
	name: string;
	unit: string;
	cells: Cell[];
}

export function Comparison(props: { compared: readonly ShownResult[] }) {
	const results = () => props.compared.map(({ result }) => result);
	const ids = () => [...new Set(results().flatMap(({ rows }) => rows.map(({ id }) => id)))].toSorted(compareRows);
	return (
		<section class="bench-panel bench-comparison" aria-label="Comparison">
			<h3>Side by side</h3>
			<div class="bench-table-scroll" tabindex="0" role="region" aria-label="Comparison table">
				<table class="bench-table">
					<thead>
						<tr>
							<td />
							<For each={props.compared}>
								{({ result, origin }) => (
									<th scope="col">
										{resultTitle(result)}
										<span class="soft">
											{formatMoment(result.taken)}, {origin}
										</span>
									</th>
								)}
							</For>
						</tr>
					</thead>
					<tbody>
						<For each={[scoreLine(results()), ...ids().map((id) => rowLine(results(), id))]}>
							{(line, i) => (
								<tr class={i() === 0 ? 'bench-score-line' : ''}>
									<th scope="row">
										{line.name} <span class="soft">{line.unit}</span>
									</th>
									<For each={line.cells}>
										{(cell, column) => (
											<td>
												<span class="figure">{cell.text}</span>
												<Show when={column() > 0 && cell.ratio !== undefined}>
													<Ratio ratio={cell.ratio ?? 1} />
												</Show>
												<span class="bench-range soft">{cell.detail}</span>
											</td>
										)}
									</For>
								</tr>
							)}
						</For>
					</tbody>
				</table>
			</div>
			<p class="soft">Percentages are relative to the first column.</p>
		</section>
	);
}

function Ratio(props: { ratio: number }) {
	return (
		<span class={`bench-ratio ${props.ratio > 1.02 ? 'faster' : props.ratio < 0.98 ? 'slower' : ''}`}>
			{props.ratio >= 10 ? `${props.ratio.toFixed(0)} ×` : `${Math.round(props.ratio * 100)} %`}
		</span>
	);
}

function scoreLine(results: readonly SuiteResult[]): Line {
	const scores = results.map((result) => suiteScore(result)?.score);
	const [first] = scores;
	return {
		name: 'Score',
		unit: '',
		cells: scores.map((score, i) =>
			score === undefined
				? { text: results[i].faults.length > 0 ? 'invalid' : 'none', ratio: undefined, detail: '' }
				: {
						text: formatScore(score.value),
						ratio: first === undefined ? undefined : score.value / first.value,
						detail: `${formatScore(score.low)} to ${formatScore(score.high)}`,
					},
		),
	};
}

function rowLine(results: readonly SuiteResult[], id: string): Line {
	const samples = results.map(({ rows }) => rows.find((row) => row.id === id)?.samples);
	const [first] = samples;
	return {
		name: rowName(id),
		unit: rowInfo(id)?.unit ?? '',
		cells: samples.map((own) =>
			own === undefined
				? { text: '–', ratio: undefined, detail: '' }
				: {
						text: formatRate(median(own)),
						ratio: first === undefined ? undefined : median(own) / median(first),
						detail: `${formatRate(Math.min(...own))} to ${formatRate(Math.max(...own))}`,
					},
		),
	};
}
