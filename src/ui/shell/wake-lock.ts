/** Keeps the screen, and with it the computer, awake while a run goes on, if the user wants that. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { listen } from '../controls/listen.ts';
import type { RunState } from '../run-panel/run-state.ts';
import { createPreference } from './preference.ts';

export interface WakeLock {
	/** Whether this browser can. */
	readonly available: boolean;
	readonly wanted: Accessor<boolean>;
	want(on: boolean): void;
}

export function createWakeLock(runs: RunState): WakeLock {
	const available = 'wakeLock' in navigator;
	const [wanted, want] = createPreference('stay-awake');
	const [visible, setVisible] = createSignal(document.visibilityState === 'visible');
	const look = () => setVisible(document.visibilityState === 'visible');
	onCleanup(listen(document, 'visibilitychange', look));

	// A memo, so that the lock is not let go and asked for again with every change of a run.
	const isWorking = createMemo(() => runs.live().some(({ snapshot }) => snapshot?.state !== 'paused'));
	// The browser lets go whenever the page is hidden, so that it is asked again when the page is seen again.
	createEffect(() => {
		if (!available || !wanted() || !visible() || !isWorking()) return;
		const sentinel = navigator.wakeLock.request('screen').catch(() => undefined);
		onCleanup(() => void sentinel.then((lock) => lock?.release()));
	});
	return { available, wanted, want };
}
