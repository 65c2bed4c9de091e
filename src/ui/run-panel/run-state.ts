/** The run as the screens see it: the latest snapshot, the latest pictures, and the commands. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { RunRequest, RunSnapshot } from '../../engine/run/run.ts';
import type { RunClient } from '../run/run-client.ts';
import { LiveThumbnails, type ShownThumbnail } from './live-thumbnails.ts';

export interface RunState {
	/** Id of the current or latest run; undefined before the first. */
	readonly current: Accessor<string | undefined>;
	/** Of the current run; undefined until the engine has answered. */
	readonly snapshot: Accessor<RunSnapshot | undefined>;
	/** Newest first. */
	readonly thumbnails: Accessor<readonly ShownThumbnail[]>;
	/** From Generate until finished, cancelled or failed. */
	readonly active: Accessor<boolean>;
	/** Share that is done, in whole percent. */
	readonly percent: Accessor<number>;
	start(request: RunRequest): Promise<void>;
	pause(): void;
	resume(): void;
	cancel(): void;
}

export function hasEnded(snapshot: RunSnapshot): boolean {
	return snapshot.state === 'finished' || snapshot.state === 'cancelled' || snapshot.state === 'failed';
}

/** 0 to 100, rounded down: 100 means all. */
function donePercent(snapshot: RunSnapshot | undefined): number {
	return snapshot === undefined || snapshot.total === 0 ? 0 : Math.floor((100 * snapshot.done) / snapshot.total);
}

export function createRunState(): RunState {
	const [store, setStore] = createStore<{ snapshot: RunSnapshot | undefined }>({ snapshot: undefined });
	const [thumbnails, setThumbnails] = createSignal<readonly ShownThumbnail[]>([]);
	/** The run that is shown; snapshots of earlier ones are late and of no interest. */
	const [current, setCurrent] = createSignal<string>();
	/** The same, for what reacts to messages and not to signals. */
	let shownId: string | undefined;
	const show = (id: string | undefined) => {
		shownId = id;
		setCurrent(id);
	};
	const live = new LiveThumbnails(setThumbnails);
	let client: RunClient | undefined;

	const connect = async () => {
		const { createRunClient } = await import('../run/run-client.ts');
		client = createRunClient();
		client.onSnapshot((snapshot) => {
			if (snapshot.id === shownId) setStore('snapshot', reconcile(snapshot));
		});
		client.onThumbnail(({ id, token, image }) => {
			if (id === shownId) live.add(token, image);
		});
		return client;
	};
	onCleanup(() => {
		live.clear();
		client?.dispose();
	});

	const command = (name: 'pause' | 'resume' | 'cancel') => () => {
		if (shownId !== undefined) client?.[name](shownId);
	};
	const snapshot = () => (store.snapshot?.id === current() ? store.snapshot : undefined);
	const active = () => {
		const latest = snapshot();
		return current() !== undefined && (latest === undefined || !hasEnded(latest));
	};
	return {
		current,
		snapshot,
		thumbnails,
		active,
		percent: () => donePercent(snapshot()),
		async start(request) {
			live.clear();
			show(request.id);
			try {
				(client ?? (await connect())).start(request);
			} catch (thrown) {
				show(undefined);
				throw thrown;
			}
		},
		pause: command('pause'),
		resume: command('resume'),
		cancel: command('cancel'),
	};
}
