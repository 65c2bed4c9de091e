/**
 * What lists show of projects and runs, kept beside them so that a list need not read every design. A summary is only written
 * with its record, so one that is there belongs to a record that was sound; without one, the record itself is read.
 */
import type { IDBPTransaction, StoreNames } from 'idb';
import type { RecordKey } from '../errors.ts';
import type { Schema } from './database-schema.ts';
import { parseProject, projectSummary } from './project-record.ts';
import { listedHead, parseRunHead } from './run-record.ts';

type Kind = 'projects' | 'runs';

const SUMMARIZE = {
	projects: (record: unknown) => projectSummary(parseProject(record)),
	runs: (record: unknown) => listedHead(parseRunHead(record)),
};

export const summaryKey = (kind: Kind, id: RecordKey): string => `${kind}/${id}`;

/** The summaries of a kind, by the id of their record. */
export async function summariesOf(
	store: { getAllKeys(range: IDBKeyRange): Promise<string[]>; getAll(range: IDBKeyRange): Promise<unknown[]> },
	kind: Kind,
): Promise<Map<RecordKey, unknown>> {
	// Every key that begins with the kind and a slash.
	const range = IDBKeyRange.bound(`${kind}/`, `${kind}0`, false, true);
	const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
	return new Map(keys.map((key, i) => [key.slice(kind.length + 1), values[i]]));
}

/** Makes the summaries of what a version without them has left. What is damaged gets none. */
export async function summarizeAll(
	transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
): Promise<void> {
	const summaries = transaction.objectStore('summaries');
	for (const kind of ['projects', 'runs'] as const) {
		let cursor = await transaction.objectStore(kind).openCursor();
		for (; cursor; cursor = await cursor.continue()) {
			const summary = attempt(() => SUMMARIZE[kind](cursor?.value));
			if (summary !== undefined) await summaries.put(summary, summaryKey(kind, summary.id));
		}
	}
}

/** Whatever is wrong with a record, it must not keep the database shut: lists tell of it. */
function attempt<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch {
		return undefined;
	}
}
