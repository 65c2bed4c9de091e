/** The runs of this page as the screens see them: the latest snapshots, the latest pictures, and the commands. */
import { type Accessor, createSignal, onCleanup, untrack } from 'solid-js';
import { createStore, produce, reconcile } from 'solid-js/store';
import { type Drawn, drawnOf } from '../../engine/forecast/estimate.ts';
import type { SinkTarget } from '../../engine/output/sink.ts';
import { type ResourceCounts, counted, noResources } from '../../engine/run/resource-counters.ts';
import type { RunRequest, RunSnapshot } from '../../engine/run/run.ts';
import type { RunRecord } from '../../engine/store/run-record.ts';
import type { RunClient } from '../run/run-client.ts';
import { LiveThumbnails, type ShownThumbnail } from './live-thumbnails.ts';

export interface LiveRun {
	id: string;
	/** Of the collection. */
	name: string;
	/** Key of the project that it was started from. */
	project?: string;
	sink: SinkTarget['kind'];
	drawn: Drawn;
	/** Images that were complete when it was taken up again from its record. */
	resumedFrom?: number;
	/** Asked to pause; what is under way is still being written. */
	isPausing?: boolean;
	/** Undefined until the engine has answered. */
	snapshot?: RunSnapshot;
}

export interface RunState {
	/** Id of the run that is shown; undefined before the first. */
	readonly current: Accessor<string | undefined>;
	/** The run that is shown. */
	readonly shown: Accessor<LiveRun | undefined>;
	/** Of the run that is shown; undefined until the engine has answered. */
	readonly snapshot: Accessor<RunSnapshot | undefined>;
	/** Runs of this page that have not ended, in the order in which they were started. */
	readonly live: Accessor<readonly LiveRun[]>;
	/** Of the run that is shown, newest first. */
	readonly thumbnails: Accessor<readonly ShownThumbnail[]>;
	/** Some run has not ended. */
	readonly active: Accessor<boolean>;
	/** Share of the shown run that is done, in whole percent. */
	readonly percent: Accessor<number>;
	/** Shows one of the live runs. */
	show(id: string): void;
	/** @param listener told whenever the state of any run of this page has changed. @returns the function that ends it. */
	listen(listener: (run: LiveRun, snapshot: RunSnapshot) => void): () => void;
	start(request: RunRequest): Promise<void>;
	/**
	 * Goes on with a run of an earlier page, or with one of this page that waits for a file. Ask for permission first.
	 * @param file of the next ZIP volume
	 */
	goOn(record: RunRecord, done: number, file?: FileSystemFileHandle): Promise<void>;
	/** @param release gives everything back, and completes a ZIP as a volume, so that the page can be closed. */
	pause(release?: boolean): void;
	resume(): void;
	cancel(): void;
	/** What the engine holds; nothing before it was first asked for. */
	resources(): Promise<ResourceCounts>;
}

export function hasEnded(snapshot: RunSnapshot): boolean {
	return snapshot.state === 'finished' || snapshot.state === 'cancelled' || snapshot.state === 'failed';
}

/** 0 to 100, rounded down: 100 means all. */
export function donePercent(snapshot: RunSnapshot | undefined): number {
	return snapshot === undefined || snapshot.total === 0 ? 0 : Math.floor((100 * snapshot.done) / snapshot.total);
}

const isLive = ({ snapshot }: LiveRun) => snapshot === undefined || !hasEnded(snapshot);

export function createRunState(): RunState {
	const [runs, setRuns] = createStore<Record<string, LiveRun>>({});
	const [thumbnails, setThumbnails] = createSignal<readonly ShownThumbnail[]>([]);
	const [current, setCurrent] = createSignal<string>();
	/** The same, for what reacts to messages and not to signals. */
	let shownId: string | undefined;
	const live = new LiveThumbnails(setThumbnails);
	const listeners = new Set<(run: LiveRun, snapshot: RunSnapshot) => void>();
	let client: RunClient | undefined;

	/** Ended runs are kept only while they are shown; the list of all runs is in the store. */
	const forgetEnded = () =>
		setRuns(
			produce((all) => {
				for (const run of Object.values(all)) if (run.id !== shownId && !isLive(run)) delete all[run.id];
			}),
		);
	const show = (id: string | undefined) => {
		if (id !== shownId) live.clear();
		shownId = id;
		setCurrent(id);
		forgetEnded();
	};
	const connect = async () => {
		const { createRunClient } = await import('../run/run-client.ts');
		client = createRunClient();
		client.onSnapshot((snapshot) => {
			const run = untrack(() => runs[snapshot.id]);
			if (run === undefined) return;
			const before = run.snapshot?.state;
			setRuns(snapshot.id, 'snapshot', reconcile(snapshot));
			if (snapshot.state === 'paused') setRuns(snapshot.id, 'isPausing', false);
			if (before !== snapshot.state) for (const listener of listeners) listener(run, snapshot);
			if (snapshot.id !== shownId && hasEnded(snapshot)) forgetEnded();
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

	/** Shows a run while `begin` hands it to the engine; if that fails, what was shown before. */
	const enter = async (run: LiveRun, begin: (client: RunClient) => void) => {
		const before = shownId;
		setRuns(run.id, reconcile(run));
		show(run.id);
		try {
			begin(client ?? (await connect()));
		} catch (thrown) {
			show(before);
			setRuns(produce((all) => delete all[run.id]));
			throw thrown;
		}
	};
	const shown = () => runs[current() ?? ''];
	const snapshot = () => shown()?.snapshot;
	const liveRuns = () => Object.values(runs).filter(isLive);
	return {
		current,
		shown,
		snapshot,
		live: liveRuns,
		thumbnails,
		active: () => liveRuns().length > 0,
		percent: () => donePercent(snapshot()),
		show,
		listen(listener) {
			listeners.add(listener);
			return counted('listeners', () => listeners.delete(listener));
		},
		start: (request) =>
			enter(
				{
					id: request.id,
					name: request.design.name,
					sink: request.sink.kind,
					drawn: drawnOf(request.design),
					...(request.project === undefined ? {} : { project: request.project }),
				},
				(engine) => engine.start(request),
			),
		async goOn({ id, design, target, settings }, done, file) {
			const known = runs[id];
			if (known !== undefined && isLive(known)) {
				show(id);
				client?.resumeRun(id, file);
				return;
			}
			const { project } = settings ?? {};
			const run = { id, name: design.name, sink: target.kind, drawn: drawnOf(design), resumedFrom: done };
			await enter({ ...run, ...(project === undefined ? {} : { project }) }, (engine) => engine.resumeRun(id, file));
		},
		pause(release) {
			if (shownId === undefined) return;
			setRuns(shownId, 'isPausing', true);
			client?.pause(shownId, release);
		},
		resume() {
			if (shownId !== undefined) client?.resume(shownId);
		},
		cancel() {
			if (shownId !== undefined) client?.cancel(shownId);
		},
		resources: async () => client?.resources() ?? noResources(),
	};
}
