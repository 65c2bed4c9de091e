import type { Problem, RecordKey } from '../errors.ts';
import { damageOf } from './check-record.ts';
import type { UseDatabase } from './database.ts';
import {
	type ListedRun,
	type RunProgressRecord,
	type RunRecord,
	listedHead,
	listedRun,
	parseListedHead,
	parseRunProgress,
	parseRunRecord,
	progressOf,
} from './run-record.ts';
import { parseSavedTokens, type SavedTokens } from './run-tokens.ts';
import { summariesOf, summaryKey } from './summaries.ts';

export interface RunStore {
	/** Newest first. Records that cannot be read are left as they are, and named in `problems`, with their key in `place`. */
	list(): Promise<{ runs: ListedRun[]; problems: Problem[] }>;
	/** @throws TesseraError as `parseRunRecord` */
	get(id: string): Promise<RunRecord | undefined>;
	/** Writes the whole record; what is known of its finished images stays. */
	put(run: RunRecord): Promise<void>;
	/**
	 * Writes what changed, and adds images that were finished.
	 * @returns false if the record itself is no longer there, after the browser or its user has cleared the storage
	 */
	append(id: string, progress: RunProgressRecord, tokens: SavedTokens): Promise<boolean>;
	/** Writes the record, and `tokens` in place of all that was appended. */
	replace(run: RunRecord, tokens: SavedTokens): Promise<void>;
	/** What was appended, oldest first. Chunks that cannot be read are left out, and named in `problems`. */
	tokens(id: string): Promise<{ chunks: SavedTokens[]; problems: Problem[] }>;
	delete(id: RecordKey): Promise<void>;
}

const progressKey = (id: RecordKey): string => `${id}/progress`;
const tokensKey = (id: string, chunk: number): string => `${id}/tokens/${String(chunk).padStart(9, '0')}`;
/** Every key that begins with the run's id and a slash. */
const ofRun = (id: RecordKey): IDBKeyRange => IDBKeyRange.bound(`${id}/`, `${id}0`, false, true);
const tokensOf = (id: string): IDBKeyRange => IDBKeyRange.bound(`${id}/tokens/`, `${id}/tokens0`, false, true);

export function createRunStore(use: UseDatabase): RunStore {
	return {
		list: () =>
			use(async (database) => {
				const runs: ListedRun[] = [];
				const problems: Problem[] = [];
				const transaction = database.transaction(['runs', 'journal', 'summaries']);
				const heads = transaction.objectStore('runs');
				const journal = transaction.objectStore('journal');
				const summaries = await summariesOf(transaction.objectStore('summaries'), 'runs');
				// One after the other: a list of many is neither one long task nor in memory all at once.
				for (const id of await heads.getAllKeys()) {
					const summary = parseListedHead(summaries.get(id));
					const progress = await journal.get(progressKey(id));
					const isShort = summary !== undefined && progress !== undefined;
					const head = isShort ? summary : await heads.get(id);
					try {
						if (isShort) runs.push({ ...summary, ...parseRunProgress(progress, summary.id) });
						else runs.push(listedRun(parseRunRecord(withProgress(head, progress))));
					} catch (thrown) {
						problems.push(damageOf(thrown, head));
					}
				}
				runs.sort((a, b) => b.created - a.created);
				return { runs, problems };
			}),
		get: (id) =>
			use(async (database) => {
				const transaction = database.transaction(['runs', 'journal']);
				const head = await transaction.objectStore('runs').get(id);
				if (head === undefined) return undefined;
				const progress = await transaction.objectStore('journal').get(progressKey(id));
				try {
					return parseRunRecord(withProgress(head, progress));
				} catch (thrown) {
					// From now on lists name it.
					await database.delete('summaries', summaryKey('runs', id));
					throw thrown;
				}
			}),
		put: (run) =>
			use(async (database) => {
				const transaction = database.transaction(['runs', 'journal', 'summaries'], 'readwrite');
				await Promise.all([
					transaction.objectStore('runs').put(run),
					transaction.objectStore('summaries').put(listedHead(run), summaryKey('runs', run.id)),
					transaction.objectStore('journal').put(progressOf(run), progressKey(run.id)),
					transaction.done,
				]);
			}),
		append: (id, progress, tokens) =>
			use(async (database) => {
				const transaction = database.transaction(['runs', 'journal'], 'readwrite');
				transaction.done.catch(() => undefined);
				if ((await transaction.objectStore('runs').count(id)) === 0) return false;
				const store = transaction.objectStore('journal');
				const writes: Promise<unknown>[] = [store.put(progress, progressKey(id))];
				if (tokens.rows.length > 0) {
					const last = await store.openKeyCursor(tokensOf(id), 'prev');
					const next = last === null ? 0 : Number(last.key.slice(tokensKey(id, 0).lastIndexOf('/') + 1)) + 1;
					writes.push(store.put(tokens, tokensKey(id, next)));
				}
				await Promise.all([...writes, transaction.done]);
				return true;
			}),
		replace: (run, tokens) =>
			use(async (database) => {
				const transaction = database.transaction(['runs', 'journal', 'summaries'], 'readwrite');
				const journal = transaction.objectStore('journal');
				const writes = [
					transaction.objectStore('runs').put(run),
					transaction.objectStore('summaries').put(listedHead(run), summaryKey('runs', run.id)),
					journal.delete(ofRun(run.id)),
					journal.put(progressOf(run), progressKey(run.id)),
				];
				if (tokens.rows.length > 0) writes.push(journal.put(tokens, tokensKey(run.id, 0)));
				await Promise.all([...writes, transaction.done]);
			}),
		tokens: (id) =>
			use(async (database) => {
				const chunks: SavedTokens[] = [];
				const problems: Problem[] = [];
				for (const chunk of await database.getAll('journal', tokensOf(id))) {
					try {
						chunks.push(parseSavedTokens(chunk, id));
					} catch (thrown) {
						problems.push(damageOf(thrown, { id }));
					}
				}
				return { chunks, problems };
			}),
		delete: (id) =>
			use(async (database) => {
				const transaction = database.transaction(['runs', 'journal', 'summaries'], 'readwrite');
				await Promise.all([
					transaction.objectStore('runs').delete(id),
					transaction.objectStore('summaries').delete(summaryKey('runs', id)),
					transaction.objectStore('journal').delete(ofRun(id)),
					transaction.done,
				]);
			}),
	};
}

/** A record as it is checked: of what both parts name, the journal's counts. @throws TesseraError `record-damaged` */
function withProgress(head: unknown, progress: unknown): unknown {
	if (progress === undefined || typeof head !== 'object' || head === null) return head;
	return { ...head, ...parseRunProgress(progress, 'id' in head ? String(head.id) : '') };
}
