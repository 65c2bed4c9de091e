/** What the user wants from this device while runs go on. */
import { Show } from 'solid-js';
import type { Notices } from '../shell/notices.ts';
import type { WakeLock } from '../shell/wake-lock.ts';

export function RunReminders(props: { notices: Notices; wakeLock: WakeLock }) {
	return (
		<fieldset class="run-reminders">
			<legend class="visually-hidden">While it goes on</legend>
			<Show when={props.notices.available}>
				<label class="check">
					<input
						type="checkbox"
						checked={props.notices.wanted()}
						onChange={(event) => void props.notices.want(event.currentTarget.checked)}
					/>
					Notify me when it ends or needs me
				</label>
			</Show>
			<Show when={props.wakeLock.available}>
				<label class="check">
					<input
						type="checkbox"
						checked={props.wakeLock.wanted()}
						onChange={(event) => props.wakeLock.want(event.currentTarget.checked)}
					/>
					Keep the screen on
				</label>
			</Show>
			<Show when={props.notices.blocked()}>
				<p class="field-hint">The browser blocks notifications of this page; its site settings can allow them.</p>
			</Show>
		</fieldset>
	);
}
