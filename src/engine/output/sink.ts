/** Where finished files go. Implementations: folder, ZIP, HTTP (headless), memory (benchmark). */
import type { Problem } from '../errors.ts';

export interface OutputFile {
	/** Relative path with `/`, already safe on every system (`file-names.ts`). */
	path: string;
	/** The whole file. The sink reads it until it calls `settled`, and not after: its memory is then used again. */
	bytes: Uint8Array<ArrayBuffer>;
	/** CRC-32 of `bytes`, where it is known already: a ZIP then need not read them once more. */
	crc?: number;
	/**
	 * Called once: the file is complete under its final name (in a ZIP, and nowhere: was taken), or, with `file-locked`,
	 * another program kept it locked through all tries and the sink goes on without it. Absent: a locked file fails as any other.
	 */
	settled?(problem?: Problem): void;
}

/**
 * A file in parts, each of which is read before the next is asked for: it may have the memory of the one before. Read again
 * where the file was locked, unless it is an iterator.
 */
export type Pieces = Iterable<Uint8Array<ArrayBuffer>> | AsyncIterable<Uint8Array<ArrayBuffer>>;

export interface Sink {
	/** A sentence for a person: where the files are. */
	readonly location: string;
	/** What it holds besides the files that are not settled, bytes. */
	readonly memoryBytes: number;
	/**
	 * Takes one file. Resolves when the sink can take more (back-pressure), which may be before the file is durable.
	 * Rejects with a TesseraError (`disk-full`, `permission-lost`, `folder-gone`, `file-locked`, `write-failed`).
	 */
	write(file: OutputFile): Promise<void>;
	/**
	 * Takes one file piece by piece, for what may be too large to hold whole (`_metadata.json` of 100,000 tokens). Resolves
	 * when the last piece was taken. Rejects as `write` does, or with the TesseraError that `pieces` throws; the file is then not left behind.
	 */
	writePieces(path: string, pieces: Pieces): Promise<void>;
	/**
	 * Resolves when everything taken so far is complete under its final name. In a ZIP nothing is before `close`; there it
	 * resolves when nothing waits any more.
	 */
	flush(): Promise<void>;
	/** Flushes and closes; no half-written file is left looking finished. */
	close(): Promise<void>;
	/** Gives up: closes without leaving a half-written file. */
	abort(): Promise<void>;
}

/** How a sink is described in messages and in a run's record; handles are structured-cloneable. */
export type SinkTarget =
	/** Loose files in `folder` of the directory the user picked. */
	| { kind: 'folder'; directory: FileSystemDirectoryHandle; folder: string }
	/** One streamed ZIP into a file the user picked. */
	| { kind: 'zip'; file: FileSystemFileHandle }
	/** One streamed ZIP handed to the page as a stream that becomes a download. */
	| { kind: 'zip-stream'; name: string; stream: WritableStream<Uint8Array> }
	/** The local server of the command line. */
	| { kind: 'http'; url: string; zip: boolean }
	/** Nowhere: counts bytes. For the benchmark. */
	| { kind: 'memory' };
