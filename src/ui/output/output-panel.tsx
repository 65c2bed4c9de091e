/** How many, how large, in which format, where to; and the button that starts it. */
import './output.css';
import { Show } from 'solid-js';
import type { Estimate } from '../../engine/forecast/estimate.ts';
import { formatCount } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { NoPlan } from '../plan/no-plan.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { useProject } from '../project/project.ts';
import { DestinationFields } from './destination-fields.tsx';
import { EstimateLine } from './estimate-line.tsx';
import { FormatFields } from './format-fields.tsx';
import { MetadataFields } from './metadata-fields.tsx';
import { MEMORY_CHOICES, type MemoryChoice, type RunSettingsStore, UNATTENDED_MINUTES } from './run-settings.ts';
import { SizeFields } from './size-fields.tsx';
import { SupplyFields } from './supply-fields.tsx';

export interface OutputPanelProps {
	settings: RunSettingsStore;
	canGenerate: boolean;
	/** Share of the run that is done, in whole percent, while one is under way. */
	runPercent: number | undefined;
	paused: boolean;
	/** What the next run will about take. */
	estimate: Estimate | undefined;
	onShowRun: () => void;
	onGenerate: () => void;
}

export function OutputPanel(props: OutputPanelProps) {
	const project = useProject();
	const planning = usePlan();

	return (
		<section class="panel output" aria-label="Output">
			<header class="panel-head">
				<h2>Output</h2>
			</header>
			<div class="output-fields">
				<SupplyFields />
				<SizeFields />
				<FormatFields />
				<DestinationFields settings={props.settings} />
				<details>
					<summary>Metadata</summary>
					<div class="details-fields">
						<MetadataFields settings={props.settings} />
					</div>
				</details>
				<details>
					<summary>Engine</summary>
					<div class="details-fields">
						<SelectField
							label="Compositor"
							value={props.settings.values.backend}
							options={[
								{ value: 'auto', label: 'Fastest on this device' },
								{ value: 'webgpu', label: 'WebGPU' },
								{ value: 'canvas2d', label: 'Worker pool' },
								{ value: 'reference', label: 'Reference' },
							]}
							onChange={(backend) => props.settings.change('backend', backend)}
						/>
						<p class="field-hint">All of them write the same bytes.</p>
						<SelectField
							label="Priority"
							value={props.settings.values.priority}
							options={[
								{ value: 'fast', label: 'Fast: all cores' },
								{ value: 'background', label: 'Background: half of them' },
							]}
							onChange={(priority) => props.settings.change('priority', priority)}
						/>
						<SelectField<MemoryChoice>
							label="Memory for tiles"
							value={props.settings.values.memory}
							options={[
								{ value: 'auto', label: 'By device' },
								...MEMORY_CHOICES.map((choice) => ({ value: choice, label: choice })),
							]}
							onChange={(memory) => props.settings.change('memory', memory)}
						/>
						<label class="check">
							<input
								type="checkbox"
								checked={props.settings.values.pauseUnattended}
								onChange={(event) => props.settings.change('pauseUnattended', event.currentTarget.checked)}
							/>
							Pause after {UNATTENDED_MINUTES} minutes out of sight
						</label>
					</div>
				</details>
			</div>
			<footer class="generate">
				<NoPlan announce id="generate-problem" />
				<Show when={planning.warnings().length > 0}>
					<details class="warnings">
						<summary>
							{planning.warnings().length === 1 ? '1 warning' : `${planning.warnings().length} warnings`}
						</summary>
						<ProblemList problems={planning.warnings()} />
					</details>
				</Show>
				<Show when={props.canGenerate && props.estimate}>{(estimate) => <EstimateLine estimate={estimate()} />}</Show>
				<Show
					when={props.runPercent === undefined}
					fallback={
						<button type="button" class="button" onClick={() => props.onShowRun()}>
							{props.paused ? 'Paused at' : 'Generating,'} {props.runPercent} %
						</button>
					}
				>
					<button
						type="button"
						class="button primary"
						disabled={!props.canGenerate}
						aria-describedby={planning.problem() === undefined ? undefined : 'generate-problem'}
						onClick={() => props.onGenerate()}
					>
						<Icon name="play" />
						Generate {formatCount(project.design.supply.count)} {project.design.supply.count === 1 ? 'token' : 'tokens'}
					</button>
				</Show>
			</footer>
		</section>
	);
}
