/** Problems as they are: what is wrong, where, and what to do. Errors first. */
import { For, Index, Show, createMemo } from 'solid-js';
import type { Problem } from '../../engine/errors.ts';
import { Icon, type IconName } from './icon.tsx';

const ICONS: Record<Problem['severity'], IconName> = { error: 'alert', warning: 'alert', info: 'info' };
const NAMES: Record<Problem['severity'], string> = { error: 'Error', warning: 'Warning', info: 'Note' };
const ORDER: Problem['severity'][] = ['error', 'warning', 'info'];

/** Where it is, as far as the message does not say so itself. */
function placeOf({ message, place = {} }: Problem): string {
	const { file, layer, trait, field, token } = place;
	const names = file === undefined ? [layer, trait] : [file];
	return [...names, field, token === undefined ? undefined : `token ${token}`]
		.filter((name) => name !== undefined && !message.includes(name))
		.join(' / ');
}

/** What a button under a problem does about it. */
export interface Remedy {
	label: string;
	/** It was pressed, and nothing is left to do. */
	isDone: boolean;
	apply: () => void;
}

export interface ProblemListProps {
	problems: readonly Problem[];
	/** Asked for each problem; absent: none has a button. */
	remedies?: (problem: Problem) => readonly Remedy[];
}

export function ProblemList(props: ProblemListProps) {
	const sorted = createMemo(() => ORDER.flatMap((severity) => props.problems.filter((p) => p.severity === severity)));
	return (
		<Show when={sorted().length > 0}>
			<ul class="problems">
				<For each={sorted()}>
					{(problem) => (
						<li class={`notice ${problem.severity}`}>
							<span class="problem-message">
								<Icon name={ICONS[problem.severity]} />
								<span class="visually-hidden">{NAMES[problem.severity]}: </span>
								<span>{problem.message}</span>
							</span>
							<Show when={problem.hint}>{(hint) => <span class="soft">{hint()}</span>}</Show>
							<Show when={placeOf(problem)}>{(place) => <code>{place()}</code>}</Show>
							<Show when={(props.remedies?.(problem) ?? []).length > 0}>
								<span class="remedies">
									<Index each={props.remedies?.(problem)}>
										{(remedy) => (
											<button type="button" class="button" disabled={remedy().isDone} onClick={() => remedy().apply()}>
												{remedy().label}
											</button>
										)}
									</Index>
								</span>
							</Show>
						</li>
					)}
				</For>
			</ul>
		</Show>
	);
}
