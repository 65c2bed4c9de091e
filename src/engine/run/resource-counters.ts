/** What a thread holds of things that must be given back: shown to whoever measures, and asserted in tests. */

export const RESOURCE_KINDS = [
	/** Workers that were started and not ended. */
	'workers',
	/** Message ports between them. */
	'ports',
	'timers',
	/** Web Locks held or asked for. */
	'locks',
	/** Event listeners and subscriptions that somebody must end. */
	'listeners',
	'objectUrls',
	/** Decoded pictures that are not closed. */
	'bitmaps',
	/** Buffers and textures on a graphics device. */
	'gpuBuffers',
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];
export type ResourceCounts = Record<ResourceKind, number>;

/** From a worker to whoever started it (`WorkerLink` takes it): what its thread holds now. */
export interface ResourceReport {
	type: 'resources';
	counts: ResourceCounts;
}

/** @returns zero of everything */
export function noResources(): ResourceCounts {
	return {
		workers: 0,
		ports: 0,
		timers: 0,
		locks: 0,
		listeners: 0,
		objectUrls: 0,
		bitmaps: 0,
		gpuBuffers: 0,
	};
}

const own = noResources();
/** What the workers that were started here hold, as they told last. */
const reported = new Map<object, ResourceCounts>();
let report: ((counts: ResourceCounts) => void) | undefined;
let isReportDue = false;

export const resources = {
	/** @param change negative when something was given back. */
	add(kind: ResourceKind, change: number): void {
		own[kind] += change;
		if (report === undefined || isReportDue) return;
		isReportDue = true;
		queueMicrotask(() => {
			isReportDue = false;
			report?.({ ...own });
		});
	},
	/** Of this thread and of its workers. */
	counts(): ResourceCounts {
		const sum = { ...own };
		for (const counts of reported.values()) for (const kind of RESOURCE_KINDS) sum[kind] += counts[kind];
		return sum;
	},
	/** Tells after every change what this thread holds. */
	reportTo(listener: (counts: ResourceCounts) => void): void {
		report = listener;
	},
	/** What a worker holds now. */
	heardOf(worker: object, counts: ResourceCounts): void {
		reported.set(worker, counts);
	},
	/** The worker has ended, and the browser took back what it held. */
	forget(worker: object): void {
		reported.delete(worker);
	},
};

/** Counts a worker that was just started. @returns the function that ends it */
export function startedWorker(worker: Worker): () => void {
	return counted('workers', () => worker.terminate());
}

/** A timer that is counted. @returns the function that ends it */
export function every(milliseconds: number, task: () => void): () => void {
	const timer = setInterval(task, milliseconds);
	return counted('timers', () => clearInterval(timer));
}

/** A timer that is counted until it has fired. @returns the function that ends it */
export function after(milliseconds: number, task: () => void): () => void {
	const timer = setTimeout(() => {
		end();
		task();
	}, milliseconds);
	const end = counted('timers', () => clearTimeout(timer));
	return end;
}

/** Counts one of a kind. @returns the function that gives it back; calling it again does nothing */
export function counted(kind: ResourceKind, giveBack: () => void): () => void {
	let alive = true;
	resources.add(kind, 1);
	return () => {
		if (!alive) return;
		alive = false;
		resources.add(kind, -1);
		giveBack();
	};
}
