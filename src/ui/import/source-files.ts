/** What was dropped or picked, as the list of files that the engine imports. Runs in the import worker. */
import { TesseraError } from '../../engine/errors.ts';
import type { SourceFile } from '../../engine/import/source-file.ts';
import type { ImportSource } from './import-source.ts';

/**
 * Reads names and sizes only; contents when asked for.
 * @throws TesseraError `folder-unreadable`
 */
export async function sourceFiles(source: ImportSource): Promise<SourceFile[]> {
	if (source.kind === 'directory') return walk(source.directory, '');
	return source.files.map(({ path, file }) => ({ path, size: file.size, blob: async () => file }));
}

async function walk(directory: FileSystemDirectoryHandle, path: string): Promise<SourceFile[]> {
	const found: SourceFile[] = [];
	try {
		for await (const entry of directory.values()) {
			const below = `${path}${entry.name}`;
			if (entry.kind === 'directory') {
				found.push(...(await walk(entry, `${below}/`)));
			} else {
				const { size } = await entry.getFile();
				found.push({ path: below, size, blob: () => entry.getFile() });
			}
		}
	} catch (thrown) {
		if (thrown instanceof TesseraError) throw thrown;
		throw new TesseraError(
			{
				code: 'folder-unreadable',
				message: `The folder “${path === '' ? directory.name : path}” cannot be read.`,
				hint: 'Check that it still exists and that the browser may read it, then import it again.',
			},
			{ cause: thrown },
		);
	}
	return found;
}
