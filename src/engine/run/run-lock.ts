/** One tab owns a run (Web Locks); the browser gives a lock back when its tab is closed or dies. */
import { resources } from './resource-counters.ts';

/** The name under which a run is locked. */
export function runLockName(id: string): string {
	return `tessera-run-${id}`;
}

/**
 * @returns the function that gives the lock back, and resolves when it is free; `undefined` if another tab, or another
 *   worker of this one, has it.
 */
export async function takeLock(name: string): Promise<(() => Promise<void>) | undefined> {
	// Absent only in insecure contexts, where nothing could be shared with another tab either.
	if (navigator.locks === undefined) return () => Promise.resolve();
	return new Promise((resolve, reject) => {
		const released = navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
			if (lock === null) {
				resolve(undefined);
				return;
			}
			resources.add('locks', 1);
			await new Promise<void>((release) => {
				resolve(() => {
					release();
					return released;
				});
			});
			resources.add('locks', -1);
		});
		released.catch((thrown: unknown) => {
			if (isForbidden(thrown)) resolve(() => Promise.resolve());
			else reject(thrown);
		});
	});
}

/** Where a page may store nothing it may not lock either; then there is nothing that two tabs could both write. */
function isForbidden(thrown: unknown): boolean {
	return thrown instanceof DOMException && thrown.name === 'SecurityError';
}
