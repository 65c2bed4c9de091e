/** Results of the device benchmark on this device. Apart from the store of the app, which never needs them. */
import { parseSuiteResult, type SuiteResult } from '../bench/suite-result.ts';
import { TesseraError, toProblem, type Problem } from '../errors.ts';
import { createConnection } from './database.ts';

/** Older ones are dropped. */
const MOST_RESULTS = 100;

/** Every function may throw TesseraError `storage-unavailable`, `storage-newer`, `storage-full` or `storage-failed`. */
export interface BenchmarkStore {
	/** Newest first. Results that cannot be read are left as they are, and named in `problems`. */
	list(): Promise<{ results: SuiteResult[]; problems: Problem[] }>;
	add(result: SuiteResult): Promise<void>;
	/** @param taken the result's moment */
	delete(taken: string): Promise<void>;
}

export function createBenchmarkStore(): BenchmarkStore {
	const use = createConnection();
	return {
		list: () =>
			use(async (database) => {
				const results: SuiteResult[] = [];
				const problems: Problem[] = [];
				for (const stored of (await database.getAll('benchmarks')).toReversed()) {
					try {
						results.push(parseSuiteResult(stored, 'this device’s history'));
					} catch (thrown) {
						if (!(thrown instanceof TesseraError)) throw thrown;
						problems.push(toProblem(thrown));
					}
				}
				return { results, problems };
			}),
		add: (result) =>
			use(async (database) => {
				const transaction = database.transaction('benchmarks', 'readwrite');
				transaction.done.catch(() => undefined);
				await transaction.store.put(result, result.taken);
				const keys = await transaction.store.getAllKeys();
				const old = keys.slice(0, Math.max(0, keys.length - MOST_RESULTS));
				await Promise.all([...old.map((key) => transaction.store.delete(key)), transaction.done]);
			}),
		delete: (taken) => use((database) => database.delete('benchmarks', taken)),
	};
}
