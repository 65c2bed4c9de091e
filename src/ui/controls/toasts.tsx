/** Messages that belong to no place on the screen. They stay until closed: what went wrong must not vanish unread. */
import { Toast, toaster } from '@kobalte/core/toast';
import { Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import type { Problem } from '../../engine/errors.ts';
import { Icon } from './icon.tsx';

export function showProblem(problem: Problem): void {
	toaster.show((props) => (
		<Toast toastId={props.toastId} class="toast" persistent>
			<Toast.Title class="toast-title">{problem.message}</Toast.Title>
			<Toast.CloseButton class="button plain icon-only" aria-label="Close message">
				<Icon name="close" />
			</Toast.CloseButton>
			<Show when={problem.hint}>{(hint) => <Toast.Description class="soft">{hint()}</Toast.Description>}</Show>
		</Toast>
	));
}

export function Toasts() {
	return (
		<Portal>
			<Toast.Region aria-label="Messages">
				<Toast.List class="toasts" />
			</Toast.Region>
		</Portal>
	);
}
