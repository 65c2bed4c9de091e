/** The one IndexedDB database: its object stores, its versions, and the connection that all of storage shares. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { RecordKey } from '../errors.ts';
import { storageError } from './storage-error.ts';

const NAME = 'tessera';

/** Raised with every change of the object stores; `upgrade` then gets one more step. */
const VERSION = 4;

/** Values are `unknown` where they are validated when read: another version, or a fault, may have written them. */
interface Schema extends DBSchema {
	/** By project id. */
	projects: { key: RecordKey; value: unknown };
	/** File bytes by SHA-256. */
	assets: { key: string; value: unknown };
	/** Drawn SVG by `hash@WxH`. */
	rasters: { key: string; value: unknown };
	/** By run id. */
	runs: { key: RecordKey; value: unknown };
	/** What grows while a run goes on: by `id/progress`, `id/tokens/N`. */
	journal: { key: string; value: unknown };
	/** File and directory handles by a name of the caller's. */
	handles: { key: string; value: unknown };
	/** Results of the device benchmark by the moment they were taken, ISO 8601. */
	benchmarks: { key: string; value: unknown };
	/** One record: the costs of this device. */
	calibration: { key: string; value: unknown };
}

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
			upgrade(upgraded, oldVersion) {
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
