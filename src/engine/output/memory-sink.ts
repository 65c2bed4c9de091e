/** Nowhere: measures what a run costs without the disk. */
import type { OutputFile, Pieces, Sink } from './sink.ts';

export class MemorySink implements Sink {
	readonly location = 'nowhere (measuring only)';
	readonly memoryBytes = 0;
	files = 0;
	bytes = 0;

	async write(file: OutputFile): Promise<void> {
		this.files++;
		this.bytes += file.bytes.length;
		file.settled?.();
	}

	async writePieces(_path: string, pieces: Pieces): Promise<void> {
		for await (const piece of pieces) this.bytes += piece.length;
		this.files++;
	}

	async flush(): Promise<void> {}

	async close(): Promise<void> {}

	async abort(): Promise<void> {}
}
