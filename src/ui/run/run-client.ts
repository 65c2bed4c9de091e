/** The page's side of the coordinator worker: commands out, snapshots in, and SVGs drawn for it. */
import { toProblem, unreachable } from '../../engine/errors.ts';
import type { FromCoordinator, ToCoordinator } from '../../engine/run/coordinator-protocol.ts';
import { type ResourceCounts, counted, noResources, startedWorker } from '../../engine/run/resource-counters.ts';
import type { RunRequest, RunSnapshot, RunThumbnail } from '../../engine/run/run.ts';
import { listen } from '../controls/listen.ts';
import { drawSvg } from '../raster/draw-svg.ts';

export interface RunClient {
	/** Queues the run; it starts when the ones before it have ended. The design's assets must be in the store. */
	start(request: RunRequest): void;
	/** @param release gives the workers back at once and completes a ZIP as a volume, so that the page can be closed. */
	pause(id: string, release?: boolean): void;
	resume(id: string): void;
	/**
	 * Goes on with a run of an earlier page from its record; its snapshots come under the same id, and say so if it cannot be.
	 * Ask for permission first (`ensurePermission`). @param file of the next ZIP volume
	 */
	resumeRun(id: string, file?: FileSystemFileHandle): void;
	cancel(id: string): void;
	/** What the coordinator and its workers hold at the moment; all zero some seconds after the last run (`WarmWorkers`). The page counts its own. */
	resources(): Promise<ResourceCounts>;
	/** @returns the function that ends the subscription. */
	onSnapshot(listener: (snapshot: RunSnapshot) => void): () => void;
	onThumbnail(listener: (thumbnail: RunThumbnail) => void): () => void;
	/** Ends the worker, and with it every run. */
	dispose(): void;
}

export function createRunClient(): RunClient {
	let worker: Worker | undefined;
	let endWorker: (() => void) | undefined;
	const snapshotListeners = new Set<(snapshot: RunSnapshot) => void>();
	const thumbnailListeners = new Set<(thumbnail: RunThumbnail) => void>();
	const resourceCalls: ((counts: ResourceCounts) => void)[] = [];
	const running = new Map<string, RunSnapshot>();
	const post = (message: ToCoordinator, transfer: Transferable[] = []) =>
		(worker ?? startWorker()).postMessage(message, transfer);

	async function draw(request: FromCoordinator & { type: 'draw-svg' }): Promise<void> {
		const { call } = request;
		try {
			const drawing = await drawSvg(request.drawing);
			post({ type: 'svg-drawn', call, drawing }, [drawing]);
		} catch (error) {
			post({ type: 'svg-failed', call, problem: toProblem(error) });
		}
	}

	function show(snapshot: RunSnapshot): void {
		const ended = snapshot.state === 'finished' || snapshot.state === 'cancelled' || snapshot.state === 'failed';
		if (ended) running.delete(snapshot.id);
		else running.set(snapshot.id, snapshot);
		for (const listener of snapshotListeners) listener(snapshot);
	}

	function hear({ data }: MessageEvent<FromCoordinator>): void {
		switch (data.type) {
			case 'snapshot':
				return show(data.snapshot);
			case 'thumbnail':
				for (const listener of thumbnailListeners) listener(data.thumbnail);
				return;
			case 'resources':
				return resourceCalls.shift()?.(data.counts);
			case 'draw-svg':
				void draw(data);
				return;
			default:
				return unreachable(data);
		}
	}

	/** After a bug nothing is known of what still works: all of it ends, and what is asked for next begins with a new worker. */
	function stop(event: ErrorEvent): void {
		event.preventDefault();
		endWorker?.();
		worker = undefined;
		for (const answer of resourceCalls.splice(0)) answer(noResources());
		const message = `The engine stopped working: ${event.message || 'it could not be loaded'}.`;
		const hint = 'Resume the run, after a reload of the page if need be; what is already written stays.';
		for (const snapshot of running.values()) {
			const problems = [...snapshot.problems, { code: 'worker-died', severity: 'error' as const, message, hint }];
			show({ ...snapshot, state: 'failed', activity: 'Stopped', problems });
		}
	}

	function startWorker(): Worker {
		const started = new Worker(new URL('../../gpu/workers/coordinator-worker.ts', import.meta.url), {
			type: 'module',
			name: 'coordinator',
		});
		worker = started;
		endWorker = startedWorker(started);
		started.onmessage = hear;
		started.onerror = stop;
		tellAttendance();
		return started;
	}

	const tellAttendance = () => worker?.postMessage(attendance());
	const endAttendance = listen(document, 'visibilitychange', tellAttendance);
	startWorker();

	return {
		start: (request) =>
			post({ type: 'start', request }, request.sink.kind === 'zip-stream' ? [request.sink.stream] : []),
		pause: (id, release = false) => post({ type: 'pause', id, release }),
		resume: (id) => post({ type: 'resume', id }),
		resumeRun: (id, file) => post({ type: 'resume-record', id, ...(file === undefined ? {} : { file }) }),
		resources: () =>
			new Promise((resolve) => {
				resourceCalls.push(resolve);
				post({ type: 'count-resources' });
			}),
		cancel: (id) => post({ type: 'cancel', id }),
		onSnapshot: (listener) => subscribe(snapshotListeners, listener),
		onThumbnail: (listener) => subscribe(thumbnailListeners, listener),
		dispose() {
			endAttendance();
			endWorker?.();
		},
	};
}

const attendance = (): ToCoordinator => ({ type: 'attended', attended: document.visibilityState === 'visible' });

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
	listeners.add(listener);
	return counted('listeners', () => listeners.delete(listener));
}
