/** Where workers keep what does not fit into their memory: in the browser's own file system, as long as they live. */
import { after } from '../run/resource-counters.ts';

const FOLDER = 'tessera-pages';

/** The folder of page files. @throws DOMException where there is no such room */
export const pageFolder = async (create: boolean): Promise<FileSystemDirectoryHandle> =>
	(await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create });

/** @returns how many are still in use, or cannot be removed. @throws DOMException where there never were any */
async function removePageFiles(): Promise<number> {
	const folder = await pageFolder(false);
	const names: string[] = [];
	for await (const name of folder.keys()) names.push(name);
	const removed = await Promise.allSettled(names.map((name) => folder.removeEntry(name)));
	return removed.filter(({ status }) => status === 'rejected').length;
}

const TRIES = 20;
const PAUSE_MILLISECONDS = 100;

/** Removes the files of workers that have ended, or are just ending. Never rejects: the next run tries again. */
export async function removeEndedPages(): Promise<void> {
	for (let tries = 0; tries < TRIES; tries++) {
		const left = await removePageFiles().catch(() => 0);
		if (left === 0) return;
		await new Promise<void>((resolve) => after(PAUSE_MILLISECONDS, resolve));
	}
}
