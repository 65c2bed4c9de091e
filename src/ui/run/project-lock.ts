/** One tab edits a project; the others look on. */
import { takeLock } from '../../engine/run/run-lock.ts';

/** @returns the function that lets another tab have it; `undefined` if another tab has it: this one must not save. */
export function holdProject(id: string): Promise<(() => Promise<void>) | undefined> {
	return takeLock(`tessera-project-${id}`);
}
