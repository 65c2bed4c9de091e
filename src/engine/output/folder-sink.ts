/** Loose files into a folder that the user picked, through the File System Access API. */
import { toProblem } from '../errors.ts';
import { fileSystemError, isPassing } from './file-system-error.ts';
import { InFlight } from './in-flight.ts';
import type { OutputFile, Pieces, Sink, SinkTarget } from './sink.ts';

/**
 * Creating, hashing and renaming a file costs the browser about 3 ms in several processes; with 16 to 32 files in flight
 * they work side by side, more adds memory only.
 */
const FILES_IN_FLIGHT = 24;

/** What the files in flight may hold together; large images come fewer at a time. */
const BYTES_IN_FLIGHT = 64 << 20;

/** Waits before the next try of a file that another program holds; 3.1 s in all. */
const RETRY_MILLISECONDS = [100, 200, 400, 800, 1600];

/**
 * Creates the folder if it is not there.
 * @throws TesseraError with the codes of `Sink.write`
 */
export async function createFolderSink(
	target: Extract<SinkTarget, { kind: 'folder' }>,
	options: { filesInFlight?: number } = {},
): Promise<Sink> {
	try {
		const root = await target.directory.getDirectoryHandle(target.folder, { create: true });
		const parent = target.directory.name;
		const location = `folder “${parent === '' ? target.folder : `${parent}/${target.folder}`}”`;
		return new FolderSink(root, location, options.filesInFlight ?? FILES_IN_FLIGHT);
	} catch (thrown) {
		throw fileSystemError(thrown, target.folder, `folder “${target.directory.name}”`);
	}
}

class FolderSink implements Sink {
	readonly location: string;
	readonly memoryBytes = 0;
	readonly #folders: Map<string, Promise<FileSystemDirectoryHandle>>;
	readonly #inFlight: InFlight;
	readonly #ended = new AbortController();

	constructor(root: FileSystemDirectoryHandle, location: string, filesInFlight: number) {
		this.location = location;
		this.#folders = new Map([['', Promise.resolve(root)]]);
		this.#inFlight = new InFlight(filesInFlight, BYTES_IN_FLIGHT);
	}

	async write(file: OutputFile): Promise<void> {
		this.#ended.signal.throwIfAborted();
		await this.#inFlight.start(() => this.#writeWhole(file), file.bytes.length);
	}

	async writePieces(path: string, pieces: Pieces): Promise<void> {
		this.#ended.signal.throwIfAborted();
		await this.#inFlight.run(() => this.#writeFile(path, pieces));
	}

	flush(): Promise<void> {
		return this.#inFlight.settle();
	}

	async close(): Promise<void> {
		await this.#inFlight.settle();
		this.#ended.abort(new Error('the sink is closed'));
	}

	async abort(): Promise<void> {
		this.#ended.abort(new Error('the sink was aborted'));
		// The caller gives up; what failed on the way no longer matters.
		await this.#inFlight.settle().catch(() => undefined);
	}

	/** One file that stays locked must not hold up all others, if its writer can deal with that. */
	async #writeWhole(file: OutputFile): Promise<void> {
		try {
			await this.#writeFile(file.path, [file.bytes]);
		} catch (thrown) {
			const problem = toProblem(thrown);
			if (problem.code !== 'file-locked' || file.settled === undefined) throw thrown;
			file.settled(problem);
			return;
		}
		file.settled?.();
	}

	async #writeFile(path: string, pieces: Pieces): Promise<void> {
		// What was read of an iterator is gone, so its file cannot be tried again.
		const repeatable = !('next' in pieces);
		for (let attempt = 0; ; attempt++) {
			try {
				return await this.#writeOnce(path, pieces);
			} catch (thrown) {
				const canRetry = repeatable && isPassing(thrown) && attempt < RETRY_MILLISECONDS.length;
				if (!canRetry || this.#ended.signal.aborted) throw fileSystemError(thrown, path, this.location);
				await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS[attempt]));
			}
		}
	}

	/** The browser writes into a swap file and renames it at close, so a file under its final name is always whole. */
	async #writeOnce(path: string, pieces: Pieces): Promise<void> {
		const slash = path.lastIndexOf('/');
		const name = path.slice(slash + 1);
		const folder = await this.#folder(slash < 0 ? '' : path.slice(0, slash));
		const handle = await folder.getFileHandle(name, { create: true });
		try {
			const writable = await handle.createWritable();
			try {
				for await (const piece of pieces) {
					this.#ended.signal.throwIfAborted();
					await writable.write(piece);
				}
				this.#ended.signal.throwIfAborted();
			} catch (thrown) {
				await writable.abort().catch(() => undefined);
				throw thrown;
			}
			await writable.close();
		} catch (thrown) {
			await removeIfEmpty(folder, handle);
			throw thrown;
		}
	}

	#folder(path: string): Promise<FileSystemDirectoryHandle> {
		const known = this.#folders.get(path);
		if (known !== undefined) return known;
		const slash = path.lastIndexOf('/');
		const parent = this.#folder(slash < 0 ? '' : path.slice(0, slash));
		const opened = parent.then((handle) => handle.getDirectoryHandle(path.slice(slash + 1), { create: true }));
		this.#folders.set(path, opened);
		// A failure is this file's, not that of every later one.
		opened.catch(() => this.#folders.delete(path));
		return opened;
	}
}

/** `getFileHandle` leaves an empty file behind when the write fails; an older file of that name is left as it was. */
async function removeIfEmpty(folder: FileSystemDirectoryHandle, handle: FileSystemFileHandle): Promise<void> {
	try {
		if ((await handle.getFile()).size === 0) await folder.removeEntry(handle.name);
	} catch {
		// The failure that led here is the one to report.
	}
}
