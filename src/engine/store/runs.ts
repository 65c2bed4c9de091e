import { TesseraError, toProblem, type Problem } from '../errors.ts';
import type { UseDatabase } from './database.ts';
import { parseRunRecord, type RunRecord } from './run-record.ts';

export interface RunStore {
	/** Newest first. Records that cannot be read are left as they are, and named in `problems`. */
	list(): Promise<{ runs: RunRecord[]; problems: Problem[] }>;
	/** @throws TesseraError as `parseRunRecord` */
	get(id: string): Promise<RunRecord | undefined>;
	put(run: RunRecord): Promise<void>;
	delete(id: string): Promise<void>;
}

export function createRunStore(use: UseDatabase): RunStore {
	return {
		list: () =>
			use(async (database) => {
				const runs: RunRecord[] = [];
				const problems: Problem[] = [];
				for (const record of await database.getAll('runs')) {
					try {
						runs.push(parseRunRecord(record));
					} catch (thrown) {
						if (!(thrown instanceof TesseraError)) throw thrown;
						problems.push(toProblem(thrown));
					}
				}
				runs.sort((a, b) => b.created - a.created);
				return { runs, problems };
			}),
		get: (id) =>
			use(async (database) => {
				const record = await database.get('runs', id);
				return record === undefined ? undefined : parseRunRecord(record);
			}),
		put: (run) => use(async (database) => void (await database.put('runs', run))),
		delete: (id) => use((database) => database.delete('runs', id)),
	};
}
