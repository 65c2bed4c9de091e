/** All figures, for those who want to check them. */
import { For } from 'solid-js';
import { median } from '../../engine/bench/statistics.ts';
import { rowInfo } from '../../engine/bench/suite.ts';
import type { SuiteResult } from '../../engine/bench/suite-result.ts';
import { formatRate, rowName } from './rate.ts';

export function SampleTable(props: { result: SuiteResult }) {
	return (
		<details class="bench-panel bench-details">
			<summary>Raw samples</summary>
			<div class="bench-table-scroll" tabindex="0" role="region" aria-label="Raw samples">
				<table class="bench-table">
					<thead>
						<tr>
							<th scope="col">Row</th>
							<th scope="col">Unit</th>
							<th scope="col">Clock</th>
							<th scope="col">Median</th>
							<th scope="col">Rounds</th>
						</tr>
					</thead>
					<tbody>
						<For each={props.result.rows}>
							{(row) => (
								<tr>
									<th scope="row">{rowName(row.id)}</th>
									<td>{rowInfo(row.id)?.unit}</td>
									<td>{row.timing === 'wall' ? 'wall' : 'GPU'}</td>
									<td class="figure">{formatRate(median(row.samples))}</td>
									<td class="samples">{row.samples.map(formatRate).join('  ')}</td>
								</tr>
							)}
						</For>
					</tbody>
				</table>
			</div>
		</details>
	);
}
