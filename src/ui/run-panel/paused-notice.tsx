/** Why a run waits although nobody asked it to, what can be done, and the button that does it. */
import { Show } from 'solid-js';
import type { Problem } from '../../engine/errors.ts';
import { Icon } from '../controls/icon.tsx';

/** What the button says once its user has done what the hint says. */
const REMEDIES: Readonly<Record<string, string>> = {
	'disk-full': 'There is space now, resume',
	'permission-lost': 'Allow and resume',
	'folder-gone': 'It is back, resume',
	'file-locked': 'Try again',
	'write-failed': 'Try again',
	'volume-needed': 'Choose the next file',
};
/** Where the files cannot go to the same place any more. */
const MAY_NEVER_RETURN: ReadonlySet<string> = new Set(['disk-full', 'permission-lost', 'folder-gone', 'write-failed']);

export interface PausedNoticeProps {
	because: Problem;
	onResume: () => void;
	/** Does the same run in another place; this one stays in the history. */
	onElsewhere: () => void;
}

export function PausedNotice(props: PausedNoticeProps) {
	const remedy = () => REMEDIES[props.because.code] ?? 'Resume';
	return (
		<section
			class="notice paused-notice"
			classList={{ warning: props.because.severity !== 'info' }}
			aria-label="Why it is paused"
		>
			<div role="status">
				<p class="problem-message">
					<Icon name={props.because.severity === 'info' ? 'info' : 'alert'} />
					<strong>{props.because.message}</strong>
				</p>
				<Show when={props.because.hint}>{(hint) => <p>{hint()}</p>}</Show>
			</div>
			<div class="paused-actions">
				<button type="button" class="button primary" onClick={() => props.onResume()}>
					<Icon name="play" /> {remedy()}
				</button>
				<Show when={MAY_NEVER_RETURN.has(props.because.code)}>
					<button type="button" class="button" onClick={() => props.onElsewhere()}>
						Start over elsewhere
					</button>
				</Show>
			</div>
		</section>
	);
}
