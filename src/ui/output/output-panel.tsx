/** How many, how large, in which format, where to; and the button that starts it. */
import './output.css';
import { Show } from 'solid-js';
import { formatCount } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { changeSupply } from '../project/edit-settings.ts';
import { useProject } from '../project/project.ts';
import { DestinationFields } from './destination-fields.tsx';
import { FormatFields } from './format-fields.tsx';
import { MetadataFields } from './metadata-fields.tsx';
import type { RunSettingsStore } from './run-settings.ts';
import { SizeFields } from './size-fields.tsx';

export interface OutputPanelProps {
	settings: RunSettingsStore;
	canGenerate: boolean;
	/** Share of the run that is done, in whole percent, while one is under way. */
	runPercent: number | undefined;
	paused: boolean;
	onShowRun: () => void;
	onGenerate: () => void;
}

/** The most tokens of one collection. */
const LARGEST_COUNT = 1_000_000;

export function OutputPanel(props: OutputPanelProps) {
	const project = useProject();
	const planning = usePlan();
	/** The largest collection, where it is smaller than the one that is asked for. */
	const possibleCount = () => {
		const largest = Number(planning.analysis()?.largest ?? 0);
		return largest > 0 && largest < project.design.supply.count ? largest : undefined;
	};

	return (
		<section class="panel output" aria-label="Output">
			<header class="panel-head">
				<h2>Output</h2>
			</header>
			<div class="output-fields">
				<div class="pair">
					<NumberField
						label="Tokens"
						whole
						min={1}
						max={LARGEST_COUNT}
						step={100}
						value={project.design.supply.count}
						onChange={(count) => project.edit(changeSupply({ count }))}
					/>
					<NumberField
						label="First number"
						whole
						min={0}
						max={1e9}
						value={project.design.supply.firstNumber}
						onChange={(firstNumber) => project.edit(changeSupply({ firstNumber }))}
					/>
				</div>
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
					</div>
				</details>
			</div>
			<footer class="generate">
				<Show when={planning.problem()}>
					{(problem) => (
						<div class="notice error" role="alert" id="generate-problem">
							<strong>{problem().message}</strong>
							<Show when={problem().hint}>{(hint) => <span>{hint()}</span>}</Show>
							<Show when={possibleCount()}>
								{(count) => (
									<button type="button" class="button" onClick={() => project.edit(changeSupply({ count: count() }))}>
										Make it {formatCount(count())}
									</button>
								)}
							</Show>
						</div>
					)}
				</Show>
				<Show when={planning.warnings().length > 0}>
					<details class="warnings">
						<summary>
							{planning.warnings().length === 1 ? '1 warning' : `${planning.warnings().length} warnings`}
						</summary>
						<ProblemList problems={planning.warnings()} />
					</details>
				</Show>
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
