/** Runs the real engine in a browser test and reads back what it wrote. */
import type { AssetHash, Design } from '../../src/engine/design/design.ts';
import { openStore } from '../../src/engine/store/store.ts';
import type { RunRequest, RunSnapshot } from '../../src/engine/run/run.ts';
import { createRunClient } from '../../src/ui/run/run-client.ts';

let folders = 0;

export interface FinishedRun {
	snapshot: RunSnapshot;
	/** Content by path below the run's folder. */
	files: Map<string, Uint8Array<ArrayBuffer>>;
}

/** Runs into a fresh folder of the origin's private file system, which is emptied afterwards. */
export async function runIntoFiles(
	design: Design,
	assets: ReadonlyMap<AssetHash, Blob>,
	options: Partial<Omit<RunRequest, 'design' | 'sink'>> = {},
): Promise<FinishedRun> {
	const store = await openStore();
	await store.assets.putMany(assets);
	const directory = await navigator.storage.getDirectory();
	const folder = `run-${++folders}-${crypto.randomUUID()}`;
	const snapshot = await run({
		id: crypto.randomUUID(),
		design,
		backend: 'reference',
		tokenMetadata: true,
		...options,
		sink: { kind: 'folder', directory, folder },
	});
	const files = new Map<string, Uint8Array<ArrayBuffer>>();
	await readAll(await directory.getDirectoryHandle(folder), '', files);
	await directory.removeEntry(folder, { recursive: true });
	return { snapshot, files };
}

/** Starts a run and resolves with its last snapshot. */
function run(request: RunRequest): Promise<RunSnapshot> {
	const client = createRunClient();
	return new Promise((resolve) => {
		client.onSnapshot((snapshot) => {
			if (snapshot.state !== 'finished' && snapshot.state !== 'failed' && snapshot.state !== 'cancelled') return;
			client.dispose();
			resolve(snapshot);
		});
		client.start(request);
	});
}

async function readAll(
	folder: FileSystemDirectoryHandle,
	prefix: string,
	into: Map<string, Uint8Array<ArrayBuffer>>,
): Promise<void> {
	for await (const [name, handle] of folder.entries()) {
		if (handle.kind === 'directory') await readAll(handle, `${prefix}${name}/`, into);
		else into.set(prefix + name, new Uint8Array(await (await handle.getFile()).arrayBuffer()));
	}
}
