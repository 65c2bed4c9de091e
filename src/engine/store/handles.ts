import type { UseDatabase } from './database.ts';

export interface HandleStore {
	/** The handle put under `name`; the browser may ask again for permission to use it. */
	get(name: string): Promise<FileSystemDirectoryHandle | undefined>;
	put(name: string, handle: FileSystemDirectoryHandle): Promise<void>;
}

export function createHandleStore(use: UseDatabase): HandleStore {
	return {
		get: (name) =>
			use(async (database) => {
				const handle = await database.get('handles', name);
				return handle instanceof FileSystemDirectoryHandle ? handle : undefined;
			}),
		put: (name, handle) => use(async (database) => void (await database.put('handles', handle, name))),
	};
}
