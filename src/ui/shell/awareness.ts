/** A run is seen when its tab is not: progress in the title and on the app's icon, a question before the tab is closed. */
import { createEffect, createMemo, onCleanup } from 'solid-js';
import { listen } from '../controls/listen.ts';
import { type RunState, donePercent } from '../run-panel/run-state.ts';

export function createAwareness(state: RunState): void {
	/** The run that is shown, or if that has ended, the first that has not. */
	const run = createMemo(() => {
		const shown = state.shown();
		return state.live().find(({ id }) => id === shown?.id) ?? state.live()[0] ?? shown;
	});
	createEffect(() => {
		const snapshot = run()?.snapshot;
		if (run() === undefined) document.title = 'Tessera';
		else if (!state.active()) document.title = `${snapshot?.state === 'finished' ? 'Finished' : 'Stopped'} – Tessera`;
		else document.title = `${snapshot?.state === 'paused' ? 'Paused at ' : ''}${donePercent(snapshot)} % – Tessera`;
	});
	const badge = createMemo(() => (state.active() ? donePercent(run()?.snapshot) : undefined));
	createEffect(() => {
		const percent = badge();
		if (percent === undefined) return;
		// Installed apps only; elsewhere it is refused, or not there at all.
		void navigator.setAppBadge?.(percent).catch(() => undefined);
		onCleanup(() => void navigator.clearAppBadge?.().catch(() => undefined));
	});
	createEffect(() => {
		if (!state.active()) return;
		onCleanup(listen(window, 'beforeunload', (event) => event.preventDefault()));
	});
}
