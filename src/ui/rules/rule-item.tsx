/** One rule of the list: its sentence, what is wrong with it, and below, when open, its form. */
import { For, Show } from 'solid-js';
import { unwrap } from 'solid-js/store';
import type { Rule } from '../../engine/design/design.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { Icon } from '../controls/icon.tsx';
import { putRule } from '../project/edit-rules.ts';
import { useProject } from '../project/project.ts';
import { draftOf } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import type { Finding } from './rule-findings.ts';
import { ruleSentence, ruleWords } from './rule-words.ts';

export interface RuleItemProps {
	rule: Rule;
	findings: readonly Finding[];
	open: boolean;
	onToggle: () => void;
	onRemove: () => void;
}

export function RuleItem(props: RuleItemProps) {
	const project = useProject();
	let head: HTMLButtonElement | undefined;
	const close = () => {
		props.onToggle();
		head?.focus();
	};
	return (
		<li class="rule" classList={{ open: props.open, faulty: props.findings.length > 0 }}>
			<div class="rule-head">
				<button
					ref={head}
					type="button"
					class="rule-sentence"
					aria-expanded={props.open}
					onClick={() => props.onToggle()}
				>
					<Icon name="chevron" />
					<span>
						<For each={ruleWords(project.design, props.rule)}>
							{(word) => (typeof word === 'string' ? word : <b>{word.name}</b>)}
						</For>
						<Show when={props.rule.note}>{(note) => <span class="soft rule-note">{note()}</span>}</Show>
					</span>
				</button>
				<IconButton
					icon="close"
					label={`Remove rule: ${ruleSentence(project.design, props.rule)}`}
					hint="Remove this rule"
					onClick={() => props.onRemove()}
				/>
			</div>
			<For each={props.findings}>
				{(finding) => (
					<div class={`notice ${finding.severity}`} role="status">
						<span class="problem-message">
							<Icon name="alert" />
							<span>{finding.message}</span>
						</span>
						<For each={finding.together}>{(sentence) => <span class="rule-other">{sentence}</span>}</For>
					</div>
				)}
			</For>
			<Show when={props.open}>
				<RuleEditor
					draft={draftOf(unwrap(props.rule))}
					onChange={(rule) => project.edit(putRule(rule))}
					onDone={close}
				/>
			</Show>
		</li>
	);
}
