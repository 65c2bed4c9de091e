/** What may stand together: the rules as sentences, and the strict pairs. */
import './rules.css';
import { Index, Show, createMemo, createSignal } from 'solid-js';
import { unwrap } from 'solid-js/store';
import type { Rule } from '../../engine/design/design.ts';
import { formatCount } from '../controls/format.ts';
import { usePlan } from '../plan/plan-state.ts';
import { putRule, removeRule } from '../project/edit-rules.ts';
import { useProject } from '../project/project.ts';
import { emptyDraft } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { ruleFindings } from './rule-findings.ts';
import { RuleItem } from './rule-item.tsx';
import { StrictPairs } from './strict-pairs.tsx';

export function RulesPanel() {
	const project = useProject();
	const planning = usePlan();
	const rules = () => project.design.rules;
	/** The rule whose form is open. */
	const [open, setOpen] = createSignal<string>();
	/** Id of the rule that is being made. */
	const [adding, setAdding] = createSignal<string>();
	const [removed, setRemoved] = createSignal<{ rule: Rule; at: number }>();
	let addButton: HTMLButtonElement | undefined;
	// The findings are about the analysis' design: of an edit they follow a moment later.
	const findings = createMemo(() => {
		const analysis = planning.analysis();
		return analysis === undefined ? undefined : ruleFindings(project.design, analysis);
	});

	const add = () => {
		setOpen(undefined);
		setRemoved(undefined);
		setAdding(crypto.randomUUID());
	};
	const remove = (at: number) => {
		const rule = unwrap(rules()[at]);
		if (rule === undefined) return;
		setRemoved({ rule, at });
		project.edit(removeRule(rule.id));
		addButton?.focus();
	};
	return (
		<>
			<div class="panel-line">
				<p class="soft">
					<Show when={rules().length > 0} fallback="No rules yet">
						{formatCount(rules().length)} {rules().length === 1 ? 'rule' : 'rules'}, always kept
					</Show>
				</p>
				<button
					ref={addButton}
					type="button"
					class="button plain"
					disabled={project.design.layers.length === 0}
					onClick={add}
				>
					Add rule
				</button>
			</div>
			<div class="rules-body">
				<Show when={rules().length === 0 && adding() === undefined}>
					<p class="rules-empty soft">
						A rule says which traits go together and which never do. Every generated token obeys all of them, and the
						odds beside the weights show what they cost.
					</p>
				</Show>
				<ol class="rules" aria-label="Rules">
					<Index each={rules()}>
						{(rule, index) => (
							<RuleItem
								rule={rule()}
								findings={findings()?.get(rule().id) ?? []}
								open={open() === rule().id}
								onToggle={() => {
									setAdding(undefined);
									setOpen(open() === rule().id ? undefined : rule().id);
								}}
								onRemove={() => remove(index)}
							/>
						)}
					</Index>
				</ol>
				<Show when={adding()} keyed>
					{(id) => (
						<RuleEditor
							draft={emptyDraft(id)}
							onChange={(rule) => project.edit(putRule(rule))}
							onDone={() => {
								setAdding(undefined);
								addButton?.focus();
							}}
						/>
					)}
				</Show>
				<Show when={removed()}>
					{(last) => (
						<p class="rules-undo" role="status">
							Rule removed.
							<button
								type="button"
								class="button"
								onClick={() => {
									project.edit(putRule(last().rule, last().at));
									setRemoved(undefined);
									addButton?.focus();
								}}
							>
								Put it back
							</button>
						</p>
					)}
				</Show>
				<StrictPairs />
			</div>
		</>
	);
}
