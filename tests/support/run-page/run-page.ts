/** A page with the engine and nothing else, for tests that kill it, hide it or leave it on for long. */
import { buildSample } from '../../../src/engine/sample/build-sample.ts';
import type { RunRequest, RunSnapshot } from '../../../src/engine/run/run.ts';
import { runBudget } from '../../../src/engine/run/memory-budget.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { createRunClient } from '../../../src/ui/run/run-client.ts';

export interface RunPageOptions {
	id: string;
	count: number;
	/** Width and height in pixels. */
	size: number;
	/** Into `folder` of the folder that was picked, else of the origin's private file system; absent: nowhere. */
	folder?: string;
	/** Into one ZIP file, `folder.zip`. */
	isZip?: boolean;
	/** The run gets the budget and the workers of such a device; absent: of this one. */
	machine?: { memoryGB: number | undefined; cores: number | undefined };
	more?: Pick<RunRequest, 'workers' | 'memoryBudget' | 'priority' | 'stallSeconds'>;
}

export interface RunPage {
	/** @returns the moment of `performance.now()` from which on the engine works and the page only looks on. */
	start(options: RunPageOptions): Promise<number>;
	/** @returns false if nothing is kept of that run. */
	resume(id: string): Promise<boolean>;
	cancel(id: string): void;
	snapshot(id: string): RunSnapshot | undefined;
	/** Path and SHA-256 of every file in a folder; of `run.json` without what tells of time and workers. */
	tree(folder: string): Promise<[string, string][]>;
	remove(folder: string): Promise<void>;
	/** The longest of the tasks that this page's thread began after a moment of `performance.now()`. */
	longestTask(since: number): { milliseconds: number; at: number };
}

declare global {
	// oxlint-disable-next-line eslint/no-var -- only a `var` is a property of `globalThis` for the compiler
	var runPage: RunPage;
}

const client = createRunClient();
const latest = new Map<string, RunSnapshot>();
client.onSnapshot((snapshot) => void latest.set(snapshot.id, snapshot));

/** Of 50 milliseconds or more; told by the browser some time after they have ended. */
const longTasks: { milliseconds: number; at: number }[] = [];
new PerformanceObserver((list) => {
	for (const { duration, startTime } of list.getEntries()) longTasks.push({ milliseconds: duration, at: startTime });
}).observe({ type: 'longtask', buffered: true });

/** What a run on another device would be asked for. */
function emulated(
	{ memoryGB, cores = navigator.hardwareConcurrency }: NonNullable<RunPageOptions['machine']>,
	output: { width: number; height: number },
): Pick<RunRequest, 'workers' | 'memoryBudget'> {
	if (memoryGB === undefined) return { workers: cores };
	const { total, workers } = runBudget({ cores, memoryGB }, {}, output);
	return { workers, memoryBudget: total };
}

/** What the button of the page has picked. */
let picked: FileSystemDirectoryHandle | undefined;
document.querySelector('button')?.addEventListener('click', async () => {
	picked = await showDirectoryPicker({ mode: 'readwrite' });
});

async function sinkOf(folder: string | undefined, isZip: boolean): Promise<RunRequest['sink']> {
	if (folder === undefined) return { kind: 'memory' };
	const directory = picked ?? (await navigator.storage.getDirectory());
	if (!isZip) return { kind: 'folder', directory, folder };
	return { kind: 'zip', file: await directory.getFileHandle(`${folder}.zip`, { create: true }) };
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function fingerprint(path: string, file: File): Promise<string> {
	if (path !== 'run.json') return sha256(await file.arrayBuffer());
	const told = new Set(['backend', 'workers', 'seconds', 'stages', 'forecast']);
	const rest = Object.entries(JSON.parse(await file.text())).filter(([key]) => !told.has(key));
	return sha256(await new Blob([JSON.stringify(rest)]).arrayBuffer());
}

globalThis.runPage = {
	async start({ id, count, size, folder, isZip = false, machine, more }) {
		const { design, assets } = await buildSample();
		design.output = { ...design.output, width: size, height: size };
		design.supply.count = count;
		await (await openStore()).assets.putMany(assets);
		const sink = await sinkOf(folder, isZip);
		const isOther = machine?.memoryGB !== undefined || machine?.cores !== undefined;
		const other = isOther ? emulated(machine, design.output) : {};
		// In a task of its own: what the page did to make up its collection is no part of the run.
		await new Promise((resolve) => setTimeout(resolve));
		const began = performance.now();
		client.start({ id, design, sink, backend: 'reference', tokenMetadata: true, ...other, ...more });
		return began;
	},
	async resume(id) {
		if ((await (await openStore()).runs.get(id)) === undefined) return false;
		client.resumeRun(id);
		return true;
	},
	cancel: (id) => client.cancel(id),
	snapshot: (id) => latest.get(id),
	async tree(folder) {
		const files: [string, string][] = [];
		async function walk(parent: FileSystemDirectoryHandle, prefix: string): Promise<void> {
			for await (const [name, handle] of parent.entries()) {
				if (handle.kind === 'directory') await walk(handle, `${prefix}${name}/`);
				else files.push([prefix + name, await fingerprint(prefix + name, await handle.getFile())]);
			}
		}
		await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle(folder), '');
		return files.toSorted(([a], [b]) => (a < b ? -1 : 1));
	},
	async remove(folder) {
		await (await navigator.storage.getDirectory()).removeEntry(folder, { recursive: true });
	},
	longestTask: (since) =>
		longTasks
			.filter(({ at }) => at >= since)
			.reduce((most, task) => (task.milliseconds > most.milliseconds ? task : most), { milliseconds: 0, at: since }),
};
