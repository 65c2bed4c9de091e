/** Runs one import in a worker of its own. */
import type { AssetHash, Design } from '../../engine/design/design.ts';
import { TesseraError, unreachable } from '../../engine/errors.ts';
import type { ImportReport } from '../../engine/import/import-report.ts';
import { startedWorker } from '../../engine/run/resource-counters.ts';
import type { FromImporter, ToImporter } from './import-protocol.ts';

export interface Imported {
	design: Design;
	report?: ImportReport;
	/** Its assets, where the browser stores nothing. */
	unstored?: ReadonlyMap<AssetHash, Blob>;
}

export interface ImportOptions {
	/** Ends the worker; the promise rejects with the signal's reason. */
	signal: AbortSignal;
	/** Files read so far. */
	onProgress: (done: number, total: number) => void;
}

/**
 * Builds the sample or imports a folder; its assets are in the store when this resolves, or come with it.
 * @throws TesseraError what makes the import impossible
 */
export async function runImport(request: ToImporter, options: ImportOptions): Promise<Imported> {
	options.signal.throwIfAborted();
	const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module', name: 'import' });
	const end = startedWorker(worker);
	try {
		return await new Promise<Imported>((resolve, reject) => {
			options.signal.addEventListener('abort', () => reject(options.signal.reason), { once: true });
			worker.onerror = (event) => {
				const message = `The import stopped: ${event.message || 'its worker could not be loaded'}.`;
				reject(new TesseraError({ code: 'import-died', message, hint: 'Reload the page and try again.' }));
			};
			worker.onmessage = ({ data }: MessageEvent<FromImporter>) => {
				switch (data.type) {
					case 'progress':
						return options.onProgress(data.done, data.total);
					case 'done':
						return resolve(data);
					case 'failed':
						return reject(new TesseraError(data.problem));
					default:
						return unreachable(data);
				}
			};
			worker.postMessage(request);
		});
	} finally {
		end();
	}
}
