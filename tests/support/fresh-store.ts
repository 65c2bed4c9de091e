/** The store as tests open it: each its own, over `fake-indexeddb`. */
import { openDB } from 'idb';
import { vi } from 'vitest';
import type { Store } from '../../src/engine/store/store.ts';

/** A module of its own for each test, because the store is opened once a thread. */
export async function openFresh(): Promise<Store> {
	vi.resetModules();
	const { openStore } = await import('../../src/engine/store/store.ts');
	return openStore();
}

/** Writes what the store itself never would. */
export async function smuggle(store: string, value: unknown, key?: string): Promise<void> {
	const database = await openDB('tessera');
	await database.put(store, value, key);
	database.close();
}
