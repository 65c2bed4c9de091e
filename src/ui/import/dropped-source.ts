/** What was dropped on the window. */
import type { ImportSource, PickedFile } from './import-source.ts';

/**
 * Must be called before the first await of the drop event's handler: the browser empties the data afterwards.
 * @returns undefined when neither a folder nor files were dropped
 */
export async function droppedSource(data: DataTransfer): Promise<ImportSource | undefined> {
	const items = [...data.items].filter((item) => item.kind === 'file');
	const handles = items.map((item) =>
		'getAsFileSystemHandle' in item ? item.getAsFileSystemHandle() : Promise.resolve(null),
	);
	const entries = items.map((item) => item.webkitGetAsEntry());
	const loose = [...data.files];
	const [first] = handles.length === 1 ? await Promise.all(handles) : [];
	if (first instanceof FileSystemDirectoryHandle) return { kind: 'directory', directory: first };

	const roots = entries.filter((entry) => entry !== null);
	const [only] = roots;
	if (roots.length === 1 && only?.isDirectory) {
		const files = await filesBelow(only, '');
		return { kind: 'files', name: only.name, files };
	}
	if (roots.length > 0) {
		// Several folders: each is a layer.
		const files = await Promise.all(roots.map((root) => filesBelow(root, root.isDirectory ? `${root.name}/` : '')));
		return { kind: 'files', name: '', files: files.flat() };
	}
	if (loose.length === 0) return undefined;
	return { kind: 'files', name: '', files: loose.map((file) => ({ path: file.name, file })) };
}

async function filesBelow(entry: FileSystemEntry, path: string): Promise<PickedFile[]> {
	if (isFile(entry)) {
		const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
		return [{ path: `${path}${path === '' || path.endsWith('/') ? entry.name : ''}`, file }];
	}
	if (!isDirectory(entry)) return [];
	const reader = entry.createReader();
	const found: PickedFile[] = [];
	for (;;) {
		// The reader gives at most a hundred entries at a time, then an empty list.
		const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
		if (batch.length === 0) return found;
		for (const child of batch) {
			found.push(...(await filesBelow(child, child.isDirectory ? `${path}${child.name}/` : path)));
		}
	}
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
