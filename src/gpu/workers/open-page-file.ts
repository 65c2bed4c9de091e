/** Room on the disk for what does not fit into a worker's memory. */
import { pageFolder } from '../../engine/store/page-files.ts';
import type { OpenPageFile } from '../../engine/tiles/page-slots.ts';

/** Where `close` was not called, the file is free to be removed once the worker has ended. @throws DOMException where there is no such room */
export async function openPageFile(): Promise<OpenPageFile> {
	const folder = await pageFolder(true);
	const name = crypto.randomUUID();
	const file = await folder.getFileHandle(name, { create: true });
	const handle = await file.createSyncAccessHandle();
	return {
		write(words, at) {
			const written = handle.write(words, { at: at * 4 });
			if (written !== words.byteLength) throw new DOMException('the disk is full', 'QuotaExceededError');
		},
		read(into, at) {
			if (handle.read(into, { at: at * 4 }) !== into.byteLength) throw new Error('a page file was cut off');
		},
		async close() {
			handle.close();
			await folder.removeEntry(name);
		},
	};
}
