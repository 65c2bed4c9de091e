/** Runs under a test's control: every snapshot seen, and a wait for any of them. */
import type { AssetHash, Design } from '../../../src/engine/design/design.ts';
import { RunCoordinator } from '../../../src/engine/run/run-coordinator.ts';
import type { FromCoordinator, ToCoordinator } from '../../../src/engine/run/coordinator-protocol.ts';
import type { ResourceCounts } from '../../../src/engine/run/resource-counters.ts';
import type { WorkerFactory } from '../../../src/engine/run/run-team.ts';
import type { RunRequest, RunSnapshot } from '../../../src/engine/run/run.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { createRunClient } from '../../../src/ui/run/run-client.ts';

export interface Driver {
	readonly snapshots: RunSnapshot[];
	post(message: ToCoordinator): void;
	/** The next snapshot, or the latest one, for which `wanted` holds. */
	until(wanted: (snapshot: RunSnapshot) => boolean): Promise<RunSnapshot>;
	dispose(): void;
}

class Snapshots {
	readonly snapshots: RunSnapshot[] = [];
	#waits = new Set<(snapshot: RunSnapshot) => void>();

	take(snapshot: RunSnapshot): void {
		this.snapshots.push(snapshot);
		for (const wait of this.#waits) wait(snapshot);
	}

	until(wanted: (snapshot: RunSnapshot) => boolean): Promise<RunSnapshot> {
		const latest = this.snapshots.at(-1);
		if (latest !== undefined && wanted(latest)) return Promise.resolve(latest);
		return new Promise((resolve) => {
			const wait = (snapshot: RunSnapshot): void => {
				if (!wanted(snapshot)) return;
				this.#waits.delete(wait);
				resolve(snapshot);
			};
			this.#waits.add(wait);
		});
	}
}

/** The engine as the app has it. `dispose` in the middle of a run is what closing the tab does to it. */
export function driveEngine(): Driver & { resources(): Promise<ResourceCounts> } {
	const client = createRunClient();
	const seen = new Snapshots();
	client.onSnapshot((snapshot) => seen.take(snapshot));
	return {
		snapshots: seen.snapshots,
		post(message) {
			if (message.type === 'start') client.start(message.request);
			else if (message.type === 'pause') client.pause(message.id, message.release);
			else if (message.type === 'resume') client.resume(message.id);
			else if (message.type === 'resume-record') client.resumeRun(message.id, message.file);
			else if (message.type === 'cancel') client.cancel(message.id);
			else throw new Error(`the client has no ${message.type}`);
		},
		until: (wanted) => seen.until(wanted),
		resources: () => client.resources(),
		dispose: () => client.dispose(),
	};
}

export const bandWorker = () =>
	new Worker(new URL('../../../src/gpu/workers/band-worker.ts', import.meta.url), { type: 'module' });
const worker = {
	band: bandWorker,
	sink: () => new Worker(new URL('../../../src/gpu/workers/sink-worker.ts', import.meta.url), { type: 'module' }),
	frame: () => new Worker(new URL('../../../src/gpu/workers/frame-worker.ts', import.meta.url), { type: 'module' }),
};

/** The coordinator in this thread, with workers of the test's choice in place of some. */
export function driveWith(workers: Partial<WorkerFactory>): Driver & { coordinator: RunCoordinator } {
	const seen = new Snapshots();
	const coordinator = new RunCoordinator({
		machine: { cores: 2, memoryGB: 8 },
		workers: { ...worker, ...workers },
		send(message: FromCoordinator) {
			if (message.type === 'snapshot') seen.take(message.snapshot);
		},
	});
	return {
		coordinator,
		snapshots: seen.snapshots,
		post: (message) => coordinator.receive(message),
		until: (wanted) => seen.until(wanted),
		dispose: () => undefined,
	};
}

export const hasEnded = ({ state }: RunSnapshot): boolean => ['finished', 'failed', 'cancelled'].includes(state);

/** A request into a fresh folder of the origin's private file system. */
export async function folderRequest(
	design: Design,
	assets: ReadonlyMap<AssetHash, Blob>,
	more: Partial<RunRequest> = {},
): Promise<RunRequest & { sink: { kind: 'folder' } }> {
	await (await openStore()).assets.putMany(assets);
	const directory = await navigator.storage.getDirectory();
	const sink = { kind: 'folder' as const, directory, folder: `run ${crypto.randomUUID()}` };
	return { id: crypto.randomUUID(), design, backend: 'reference', workers: 2, tokenMetadata: true, ...more, sink };
}

/** Path → content of every file of a run's folder; `run.json` without what tells how it went. */
export async function treeOf({ sink }: RunRequest): Promise<Map<string, string>> {
	if (sink.kind !== 'folder') throw new Error('only folders are read');
	const files = new Map<string, string>();
	async function walk(folder: FileSystemDirectoryHandle, prefix: string): Promise<void> {
		for await (const [name, handle] of folder.entries()) {
			if (handle.kind === 'directory') await walk(handle, `${prefix}${name}/`);
			else files.set(prefix + name, await contentOf(prefix + name, await handle.getFile()));
		}
	}
	await walk(await sink.directory.getDirectoryHandle(sink.folder), '');
	return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function contentOf(path: string, file: File): Promise<string> {
	if (path === 'run.json') {
		const {
			backend: _,
			workers: __,
			seconds: ___,
			stages: ____,
			forecast: _____,
			...rest
		} = JSON.parse(await file.text());
		return JSON.stringify(rest);
	}
	return new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())).join();
}

/** What an undisturbed run of the same design writes. */
export async function undisturbed(request: RunRequest): Promise<Map<string, string>> {
	if (request.sink.kind !== 'folder') throw new Error('only folders are read');
	const driver = driveEngine();
	const sink = { ...request.sink, folder: `whole ${crypto.randomUUID()}` };
	const whole = { ...request, id: crypto.randomUUID(), sink };
	driver.post({ type: 'start', request: whole });
	const { state, problems } = await driver.until(hasEnded);
	driver.dispose();
	if (state !== 'finished') throw new Error(`the undisturbed run ${state}: ${JSON.stringify(problems)}`);
	return treeOf(whole);
}
