/** After an import: what was recognised, and everything that was odd. */
import { Dialog } from '@kobalte/core/dialog';
import { For, Show } from 'solid-js';
import type { Design } from '../../engine/design/design.ts';
import type { ImportReport as Report } from '../../engine/import/import-report.ts';
import { formatCount } from '../controls/format.ts';
import { ProblemList } from '../controls/problem-list.tsx';

export interface ImportReportProps {
	design: Design;
	report: Report;
	onClose: () => void;
}

export function ImportReport(props: ImportReportProps) {
	const odd = () => props.report.problems.filter((problem) => problem.severity !== 'info').length;
	return (
		<Dialog open onOpenChange={(open) => !open && props.onClose()}>
			<Dialog.Portal>
				<Dialog.Overlay class="dialog-backdrop" />
				<div class="dialog-place">
					<Dialog.Content class="dialog">
						<div class="dialog-head">
							<Dialog.Title class="dialog-title">{props.design.name} is imported</Dialog.Title>
							<Dialog.Description class="soft">
								{props.report.reason} {formatCount(props.report.images)} of {formatCount(props.report.files)} files
								became {formatCount(props.report.traits)} traits in {formatCount(props.report.layers)} layers.{' '}
								{odd() === 0 ? 'Nothing was odd.' : `${odd()} ${odd() === 1 ? 'thing' : 'things'} to look at:`}
							</Dialog.Description>
						</div>
						<div class="dialog-body">
							<ProblemList problems={props.report.problems} />
							<Show when={props.design.layers.length > 0}>
								<table class="report-layers">
									<caption class="label">Layers, front first</caption>
									<thead>
										<tr>
											<th scope="col">Layer</th>
											<th scope="col">Traits</th>
											<th scope="col">None</th>
										</tr>
									</thead>
									<tbody>
										<For each={[...props.design.layers].reverse()}>
											{(layer) => (
												<tr>
													<th scope="row">{layer.name}</th>
													<td>{formatCount(layer.traits.length)}</td>
													<td>{layer.none === undefined ? '–' : `${Math.round(layer.none.share * 100)} %`}</td>
												</tr>
											)}
										</For>
									</tbody>
								</table>
							</Show>
						</div>
						<div class="dialog-foot">
							<button type="button" class="button primary" onClick={() => props.onClose()}>
								Continue
							</button>
						</div>
					</Dialog.Content>
				</div>
			</Dialog.Portal>
		</Dialog>
	);
}
