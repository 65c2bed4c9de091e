import { fileSystemError } from './file-system-error.ts';
import { createFolderSink } from './folder-sink.ts';
import { createHttpSink } from './http-sink.ts';
import { MemorySink } from './memory-sink.ts';
import type { Sink, SinkTarget } from './sink.ts';
import { createZipSink } from './zip-sink.ts';

/**
 * Opens what a target describes. A sink is used by one run at a time.
 * @throws TesseraError with the codes of `Sink.write`
 */
export async function openSink(target: SinkTarget): Promise<Sink> {
	switch (target.kind) {
		case 'folder':
			return createFolderSink(target);
		case 'zip':
			return createZipSink(await openFile(target.file), target.file.name);
		case 'zip-stream':
			return createZipSink(target.stream, target.name);
		case 'http':
			return createHttpSink(target.url, target.zip);
		case 'memory':
			return new MemorySink();
	}
}

async function openFile(file: FileSystemFileHandle): Promise<WritableStream<Uint8Array>> {
	try {
		return await file.createWritable();
	} catch (thrown) {
		throw fileSystemError(thrown, file.name, 'its folder');
	}
}
