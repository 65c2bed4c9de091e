/** The page's side of the coordinator worker: commands out, snapshots in, and SVGs drawn for it. */
import { toProblem, unreachable } from '../../engine/errors.ts';
import type { FromCoordinator, ToCoordinator } from '../../engine/run/coordinator-protocol.ts';
import type { RunRequest, RunSnapshot, RunThumbnail } from '../../engine/run/run.ts';
import { rasteriseSvg } from '../raster/rasterise-svg.ts';

export interface RunClient {
	/** Queues the run; it starts when the ones before it have ended. The design's assets must be in the store. */
	start(request: RunRequest): void;
	pause(id: string): void;
	resume(id: string): void;
	cancel(id: string): void;
	/** @returns the function that ends the subscription. */
	onSnapshot(listener: (snapshot: RunSnapshot) => void): () => void;
	onThumbnail(listener: (thumbnail: RunThumbnail) => void): () => void;
	/** Ends the worker, and with it every run. */
	dispose(): void;
}

export function createRunClient(): RunClient {
	const worker = new Worker(new URL('../../gpu/workers/coordinator-worker.ts', import.meta.url), {
		type: 'module',
		name: 'coordinator',
	});
	const snapshotListeners = new Set<(snapshot: RunSnapshot) => void>();
	const thumbnailListeners = new Set<(thumbnail: RunThumbnail) => void>();
	const running = new Map<string, RunSnapshot>();
	const post = (message: ToCoordinator, transfer: Transferable[] = []) => worker.postMessage(message, transfer);

	async function drawSvg(request: FromCoordinator & { type: 'rasterise-svg' }): Promise<void> {
		const { call, svg, name, width, height } = request;
		try {
			const raster = await rasteriseSvg(svg, name, width, height);
			post({ type: 'svg-raster', call, raster }, [raster.data.buffer]);
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

	worker.onmessage = ({ data }: MessageEvent<FromCoordinator>) => {
		switch (data.type) {
			case 'snapshot':
				return show(data.snapshot);
			case 'thumbnail':
				for (const listener of thumbnailListeners) listener(data.thumbnail);
				return;
			case 'rasterise-svg':
				void drawSvg(data);
				return;
			default:
				return unreachable(data);
		}
	};
	worker.onerror = (event) => {
		event.preventDefault();
		const message = `The engine stopped working: ${event.message || 'it could not be loaded'}.`;
		const hint = 'Reload the page and generate again; what is already written stays.';
		for (const snapshot of running.values()) {
			const problems = [...snapshot.problems, { code: 'worker-died', severity: 'error' as const, message, hint }];
			show({ ...snapshot, state: 'failed', activity: 'Stopped', problems });
		}
	};

	return {
		start: (request) =>
			post({ type: 'start', request }, request.sink.kind === 'zip-stream' ? [request.sink.stream] : []),
		pause: (id) => post({ type: 'pause', id }),
		resume: (id) => post({ type: 'resume', id }),
		cancel: (id) => post({ type: 'cancel', id }),
		onSnapshot: (listener) => subscribe(snapshotListeners, listener),
		onThumbnail: (listener) => subscribe(thumbnailListeners, listener),
		dispose: () => worker.terminate(),
	};
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}
