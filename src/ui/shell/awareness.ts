/** A run is seen when its tab is not: progress in the title, and a question before the tab is closed. */
import { createEffect, onCleanup } from 'solid-js';
import type { RunState } from '../run-panel/run-state.ts';

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

export function createAwareness(state: RunState): void {
	createEffect(() => {
		const run = state.snapshot();
		if (run === undefined) document.title = 'Tessera';
		else if (!state.active()) document.title = `${run.state === 'finished' ? 'Finished' : 'Stopped'} – Tessera`;
		else {
			document.title = `${run.state === 'paused' ? 'Paused at ' : ''}${state.percent()} % – Tessera`;
		}
	});
	createEffect(() => {
		if (!state.active()) return;
		window.addEventListener('beforeunload', ask);
		onCleanup(() => window.removeEventListener('beforeunload', ask));
	});
}
