/** After an import: what was recognised, and everything that was odd. */
import { Dialog } from '@kobalte/core/dialog';
import { For, Show } from 'solid-js';
import type { Design } from '../../engine/design/design.ts';
import { formatCount } from '../controls/format.ts';
import { ProblemList } from '../controls/problem-list.tsx';
import type { ImportSummary } from './import-protocol.ts';

export interface ImportReportProps {
	design: Design;
	summary: ImportSummary;
	onClose: () => void;
}

export function ImportReport(props: ImportReportProps) {
	const traits = () => props.design.layers.reduce((sum, layer) => sum + layer.traits.length, 0);
	const odd = () => props.summary.problems.filter((problem) => problem.severity !== 'info').length;
	return (
		<Dialog open onOpenChange={(open) => !open && props.onClose()}>
			<Dialog.Portal>
				<Dialog.Overlay class="dialog-backdrop" />
				<div class="dialog-place">
					<Dialog.Content class="dialog">
						<div class="dialog-head">
							<Dialog.Title class="dialog-title">{props.design.name} is imported</Dialog.Title>
							<Dialog.Description class="soft">
								{formatCount(props.design.layers.length)} layers with {formatCount(traits())} traits, read as{' '}
								{props.summary.convention}.{' '}
								{odd() === 0 ? 'Nothing was odd.' : `${odd()} ${odd() === 1 ? 'thing' : 'things'} to look at.`}
							</Dialog.Description>
						</div>
						<div class="dialog-body">
							<ProblemList problems={props.summary.problems} />
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
