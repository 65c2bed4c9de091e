/** What a browser leaves behind that dies while it writes. */
import { imageFileName, metadataFileName } from '../output/file-names.ts';
import { fileSystemError } from '../output/file-system-error.ts';
import type { FileSetup } from './sink-protocol.ts';

/** Chromium writes `7.png` as `7.png.crswap`, or `7.png.1.crswap` if that is there already, and renames it when it is closed. */
const SWAP = /^(.+?)(?:\.\d+)?\.crswap$/u;

/**
 * Removes the half files under the browser's own names, but only those of files that this run writes.
 * @param folders of the run that are there, by name; '' for its own
 * @throws TesseraError `permission-lost`, `write-failed`
 */
export async function removeSwaps(
	folders: ReadonlyMap<string, FileSystemDirectoryHandle>,
	files: FileSetup,
	where: string,
): Promise<void> {
	for (const [folder, handle] of folders) {
		const left: string[] = [];
		try {
			for await (const name of handle.keys()) {
				const [, target] = SWAP.exec(name) ?? [];
				if (target !== undefined && isOurs(folder, target, files)) left.push(name);
			}
		} catch (thrown) {
			throw fileSystemError(thrown, folder, where);
		}
		// A browser that hides its swap files from pages, or keeps them for itself, has to remove them itself.
		await Promise.allSettled(left.map((name) => handle.removeEntry(name)));
	}
}

function isOurs(folder: string, name: string, { design, plan }: FileSetup): boolean {
	if (folder === '') return name === '_metadata.json' || name === 'run.json';
	const number = Number.parseInt(name, 10);
	if (!(number >= plan.firstNumber && number < plan.firstNumber + plan.count)) return false;
	return name === (folder === 'images' ? imageFileName(number, design.output.format) : metadataFileName(number));
}
