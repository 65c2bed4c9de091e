/** The form of one rule. Every change that leaves the rule whole holds at once; what is missing stands below. */
import { Index, Show, createSignal, onMount, untrack } from 'solid-js';
import type { LayerId, Rule, Selector } from '../../engine/design/design.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { type Option, SelectField } from '../controls/select-field.tsx';
import { TextField } from '../controls/text-field.tsx';
import { useProject } from '../project/project.ts';
import { type Effect, type RuleDraft, missingPart, ruleOf } from './rule-draft.ts';
import { SelectorField } from './selector-field.tsx';

export interface RuleEditorProps {
	/** What the form starts from. */
	draft: RuleDraft;
	onChange: (rule: Rule) => void;
	onDone: () => void;
}

const EFFECTS: readonly Option<Effect>[] = [
	{ value: 'excludes', label: 'never appears with' },
	{ value: 'requires-any', label: 'needs at least one of' },
	{ value: 'requires-all', label: 'needs all of' },
	{ value: 'allows', label: 'leaves a layer only' },
	{ value: 'order', label: 'moves a layer' },
];

export function RuleEditor(props: RuleEditorProps) {
	const project = useProject();
	const [draft, setDraft] = createSignal(untrack(() => props.draft));
	let form: HTMLFormElement | undefined;
	onMount(() => form?.querySelector('select')?.focus());

	const change = (part: Partial<RuleDraft>) => {
		const next = { ...draft(), ...part };
		setDraft(next);
		const rule = ruleOf(next);
		if (rule !== undefined) props.onChange(rule);
	};
	const setTarget = (at: number, target: Selector | undefined) =>
		change({ targets: draft().targets.map((each, index) => (index === at ? target : each)) });
	const layerOptions = (): Option<LayerId>[] => [
		{ value: '', label: 'Layer…', disabled: true },
		...[...project.design.layers].reverse().map(({ id, name }) => ({ value: id, label: name })),
	];
	const isOrder = () => draft().effect === 'order';
	const isAllows = () => draft().effect === 'allows';

	return (
		<form
			ref={form}
			class="rule-editor"
			aria-label="Rule"
			onSubmit={(event) => {
				event.preventDefault();
				props.onDone();
			}}
			onKeyDown={(event) => event.key === 'Escape' && props.onDone()}
		>
			<div class="rule-part">
				<span class="label">If</span>
				<SelectorField label="If" value={draft().when} onChange={(when) => change({ when })} />
			</div>
			<SelectField
				label="then it"
				value={draft().effect}
				options={EFFECTS}
				onChange={(effect) => change({ effect, ...(effect === 'allows' ? { targets: [undefined] } : {}) })}
			/>
			<Show when={isAllows() || isOrder()}>
				<SelectField
					label={isOrder() ? 'Layer to move' : 'Layer'}
					value={draft().layer ?? ''}
					options={layerOptions()}
					onChange={(layer) => change({ layer, ...(isOrder() ? {} : { targets: [undefined] }) })}
				/>
			</Show>
			<Show when={isOrder()}>
				<div class="selector">
					<SelectField
						label="Where"
						value={draft().place}
						options={[
							{ value: 'above', label: 'in front of' },
							{ value: 'below', label: 'behind' },
						]}
						onChange={(place) => change({ place })}
					/>
					<SelectField
						label="Of layer"
						value={draft().of ?? ''}
						options={layerOptions()}
						onChange={(of) => change({ of })}
					/>
				</div>
			</Show>
			<Show when={!isOrder() && (!isAllows() || draft().layer !== undefined)}>
				<div class="rule-part">
					<span class="label">{isAllows() ? 'Only these' : 'What'}</span>
					<Index each={draft().targets}>
						{(target, index) => (
							<div class="rule-target">
								<Show when={isAllows() ? draft().layer : ''} keyed>
									{(layer) => (
										<SelectorField
											label={`Choice ${index + 1}`}
											layer={layer}
											value={target()}
											onChange={(value) => setTarget(index, value)}
										/>
									)}
								</Show>
								<Show when={!isAllows()}>
									<SelectorField
										label={`Choice ${index + 1}`}
										value={target()}
										onChange={(value) => setTarget(index, value)}
									/>
								</Show>
								<Show when={draft().targets.length > 1}>
									<IconButton
										icon="close"
										label={`Take choice ${index + 1} away`}
										onClick={() => change({ targets: draft().targets.filter((_, at) => at !== index) })}
									/>
								</Show>
							</div>
						)}
					</Index>
					<button
						type="button"
						class="button plain rule-more"
						disabled={draft().targets.at(-1) === undefined}
						onClick={() => change({ targets: [...draft().targets, undefined] })}
					>
						Add another
					</button>
				</div>
			</Show>
			<TextField
				label="Note"
				placeholder="Why, for yourself"
				value={draft().note}
				onChange={(note) => change({ note })}
			/>
			<div class="rule-foot">
				<p class="field-hint" role="status">
					{missingPart(draft()) ?? 'The rule holds.'}
				</p>
				<button type="submit" class="button">
					{ruleOf(draft()) === undefined ? 'Close' : 'Done'}
				</button>
			</div>
		</form>
	);
}
