/** A run is seen when its tab is not: progress in the title, and a question before the tab is closed. */
import { type Accessor, createEffect, onCleanup } from 'solid-js';
import type { RunSnapshot } from '../../engine/run/run.ts';

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

export function createAwareness(active: Accessor<boolean>, snapshot: Accessor<RunSnapshot | undefined>): void {
	createEffect(() => {
		const run = snapshot();
		if (run === undefined) document.title = 'Tessera';
		else if (!active()) document.title = `${run.state === 'finished' ? 'Finished' : 'Stopped'} – Tessera`;
		else {
			const percent = run.total === 0 ? 0 : Math.floor((100 * run.done) / run.total);
			document.title = `${run.state === 'paused' ? 'Paused at ' : ''}${percent} % – Tessera`;
		}
	});
	createEffect(() => {
		if (!active()) return;
		window.addEventListener('beforeunload', ask);
		onCleanup(() => window.removeEventListener('beforeunload', ask));
	});
}
