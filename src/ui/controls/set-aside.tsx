/** Stored records that cannot be read: named, left as they are, and deleted only when their user wants that. */
import { For, Show } from 'solid-js';
import type { Problem, RecordKey } from '../../engine/errors.ts';
import { DoomedButton } from './doomed-button.tsx';
import { formatCount } from './format.ts';
import { Icon } from './icon.tsx';

type Kind = 'project' | 'run';

const headline = (kind: Kind, count: number) =>
	count === 1 ? `A stored ${kind} cannot be read` : `${formatCount(count)} stored ${kind}s cannot be read`;

/** The same in one message, for where there is no room for a list. @returns undefined if nothing was set aside */
export function setAsideNote(kind: Kind, where: string, problems: readonly Problem[]): Problem | undefined {
	const [only] = problems;
	if (only === undefined || problems.length === 1) return only;
	return {
		code: 'records-damaged',
		severity: 'warning',
		message: `${headline(kind, problems.length)}.`,
		hint: `They were left as they are. ${where} names them.`,
	};
}

export interface SetAsideProps {
	kind: Kind;
	/** Those that name a record in their place; others are no business of this list. */
	problems: readonly Problem[];
	onForget: (keys: readonly RecordKey[]) => void;
}

export function SetAside(props: SetAsideProps) {
	const damaged = () => props.problems.filter(({ place }) => place?.record !== undefined);
	const keys = () => damaged().flatMap(({ place }) => (place?.record === undefined ? [] : [place.record]));
	const what = () => (damaged().length === 1 ? 'it' : `all ${formatCount(damaged().length)}`);
	return (
		<Show when={damaged().length > 0}>
			<details class="notice warning set-aside">
				<summary>
					<Icon name="alert" /> {headline(props.kind, damaged().length)}
				</summary>
				<ul tabIndex={0} aria-label={headline(props.kind, damaged().length)}>
					<For each={damaged()}>{({ message }) => <li>{message}</li>}</For>
				</ul>
				<p class="soft">
					Another version of Tessera may have written them, or the disk is faulty. They were left as they are.
				</p>
				<DoomedButton
					label={`Delete ${what()}`}
					confirm={`Delete ${what()} for good`}
					onConfirm={() => props.onForget(keys())}
				/>
			</details>
		</Show>
	);
}
