/** The one IndexedDB database: its object stores, its versions, and the connection that all of storage shares. */
import { openDB, type IDBPDatabase } from 'idb';
import type { Schema } from './database-schema.ts';
import { storageError } from './storage-error.ts';
import { summarizeAll } from './summaries.ts';

const NAME = 'tessera';

/** Raised with every change of the object stores; `upgrade` then gets one more step. */
const VERSION = 5;

export type Database = IDBPDatabase<Schema>;

/** Runs `work` on the open database; what IndexedDB throws comes out as a TesseraError. */
export type UseDatabase = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

/** Opens when first used, and again when the browser or a newer version of the app closed the connection. */
export function createConnection(): UseDatabase {
	let opening: Promise<Database> | undefined;
	const forget = (): void => {
		opening = undefined;
	};
	const open = async (): Promise<Database> => {
		if (!('indexedDB' in globalThis)) throw new DOMException('there is no IndexedDB here', 'SecurityError');
		const database = await openDB<Schema>(NAME, VERSION, {
			async upgrade(upgraded, oldVersion, _newVersion, transaction) {
				if (oldVersion < 1) {
					upgraded.createObjectStore('projects', { keyPath: 'id' });
					upgraded.createObjectStore('assets');
					upgraded.createObjectStore('rasters');
					upgraded.createObjectStore('runs', { keyPath: 'id' });
					upgraded.createObjectStore('handles');
				}
				if (oldVersion < 2) upgraded.createObjectStore('journal');
				if (oldVersion < 3) upgraded.createObjectStore('benchmarks');
				if (oldVersion < 4) upgraded.createObjectStore('calibration');
				if (oldVersion < 5) {
					upgraded.createObjectStore('summaries');
					await summarizeAll(transaction);
				}
			},
			// Another tab brings a newer version: holding on would hang it.
			blocking() {
				forget();
				database.close();
			},
			terminated: forget,
		});
		return database;
	};
	return async (work) => {
		try {
			opening ??= open();
			return await work(await opening);
		} catch (thrown) {
			// A failed opening may succeed later, e.g. once the user allows storage.
			opening?.catch(forget);
			throw storageError(thrown);
		}
	};
}
