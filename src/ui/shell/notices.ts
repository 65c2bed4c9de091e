/** Notifications about runs, where the user wants them and is looking elsewhere. */
import { type Accessor, createSignal, onCleanup, untrack } from 'solid-js';
import type { RunSnapshot } from '../../engine/run/run.ts';
import { formatCount } from '../controls/format.ts';
import { listen } from '../controls/listen.ts';
import type { LiveRun, RunState } from '../run-panel/run-state.ts';
import { createPreference } from './preference.ts';

export interface Notices {
	/** Whether this browser can show any. */
	readonly available: boolean;
	readonly wanted: Accessor<boolean>;
	/** The user wants them, and the browser shows none of this page. */
	readonly blocked: Accessor<boolean>;
	/** Asks the browser for permission where that is needed; to be called from a click. */
	want(on: boolean): Promise<void>;
}

/** What is worth a notification: the run has ended by itself, or waits for somebody. */
function noticeOf(name: string, run: RunSnapshot): { title: string; body: string } | undefined {
	const done = `${formatCount(run.done)} of ${formatCount(run.total)} tokens`;
	switch (run.state) {
		case 'finished':
			return { title: `${name} is finished`, body: `${formatCount(run.done)} tokens are in ${run.location}.` };
		case 'failed':
			return { title: `${name} stopped after ${done}`, body: run.problems.at(-1)?.message ?? '' };
		case 'paused':
			if (run.pausedBecause === undefined) return undefined;
			return { title: `${name} waits at ${done}`, body: run.pausedBecause.message };
		case 'preparing':
		case 'running':
		case 'cancelled':
			return undefined;
	}
}

const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus();

export function createNotices(runs: RunState, onOpen: (id: string) => void): Notices {
	const available = 'Notification' in window;
	const [wanted, setWanted] = createPreference('notices');
	const [permission, setPermission] = createSignal(available ? Notification.permission : 'denied');
	const shown = new Set<Notification>();

	const tell = ({ id, name }: LiveRun, snapshot: RunSnapshot) => {
		const notice = noticeOf(name, snapshot);
		if (notice === undefined || isLookedAt()) return;
		void navigator.setAppBadge?.().catch(() => undefined);
		if (!wanted() || permission() !== 'granted') return;
		const notification = new Notification(notice.title, { body: notice.body, tag: id });
		shown.add(notification);
		notification.addEventListener('close', () => shown.delete(notification));
		notification.addEventListener('click', () => {
			window.focus();
			onOpen(id);
			notification.close();
		});
	};
	onCleanup(runs.listen((run, snapshot) => untrack(() => tell(run, snapshot))));

	/** Who is here needs no reminder. */
	const withdraw = () => {
		if (document.visibilityState !== 'visible') return;
		void navigator.clearAppBadge?.().catch(() => undefined);
		for (const notification of shown) notification.close();
		shown.clear();
	};
	onCleanup(listen(document, 'visibilitychange', withdraw));
	onCleanup(listen(window, 'focus', withdraw));

	return {
		available,
		wanted,
		blocked: () => wanted() && permission() === 'denied',
		async want(on) {
			setWanted(on);
			if (on && available) setPermission(await Notification.requestPermission());
		},
	};
}
