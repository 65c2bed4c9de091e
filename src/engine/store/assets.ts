import type { AssetHash } from '../design/design.ts';
import { fileChanged } from '../errors.ts';
import type { UseDatabase } from './database.ts';

const HASH = /^[0-9a-f]{64}$/u;

export interface AssetStore {
	has(hash: AssetHash): Promise<boolean>;
	/** The file as it was imported; undefined if it is not stored. */
	get(hash: AssetHash): Promise<Blob | undefined>;
	/** All or none. What is stored already is left as it is. @throws TesseraError `file-changed` */
	putMany(assets: Iterable<readonly [AssetHash, Blob]>): Promise<void>;
	/**
	 * Deletes every asset and raster that no project and no run names.
	 * @param keep what only the memory names yet: the assets of an import or of unsaved edits
	 * @returns how many assets were deleted
	 */
	collectGarbage(keep?: Iterable<AssetHash>): Promise<number>;
}

export function createAssetStore(use: UseDatabase): AssetStore {
	return {
		has: (hash) => use(async (database) => (await database.count('assets', hash)) > 0),
		get: (hash) =>
			use(async (database) => {
				const asset = await database.get('assets', hash);
				return asset instanceof Blob ? asset : undefined;
			}),
		putMany: (assets) =>
			use(async (database) => {
				const transaction = database.transaction('assets', 'readwrite');
				watch(transaction);
				const known = new Set(await transaction.store.getAllKeys());
				const fresh = [...assets].filter(([hash]) => !known.has(hash));
				const puts = fresh.map(([hash, blob]) => transaction.store.put(blob, hash));
				await Promise.all([...puts, transaction.done]).catch(async (thrown: unknown) => {
					// Files are copied when the transaction ends; what the browser says of one that changed tells nothing.
					for (const [, blob] of fresh) await checkReadable(blob);
					throw thrown;
				});
			}),
		collectGarbage: (keep = []) =>
			use(async (database) => {
				const transaction = database.transaction(['projects', 'runs', 'assets', 'rasters'], 'readwrite');
				watch(transaction);
				const used = new Set<string>(keep);
				const stores = [transaction.objectStore('projects'), transaction.objectStore('runs')];
				for (const store of stores) {
					for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
						collectHashes(cursor.value, used);
					}
				}
				const assets = transaction.objectStore('assets');
				const rasters = transaction.objectStore('rasters');
				const unused = (await assets.getAllKeys()).filter((hash) => !used.has(hash));
				const drawings = (await rasters.getAllKeys()).filter((key) => !used.has(key.slice(0, key.indexOf('@'))));
				await Promise.all([
					...unused.map((hash) => assets.delete(hash)),
					...drawings.map((key) => rasters.delete(key)),
					transaction.done,
				]);
				return unused.length;
			}),
	};
}

async function checkReadable(blob: Blob): Promise<void> {
	try {
		await blob.slice(0, 1).arrayBuffer();
	} catch {
		throw fileChanged(blob instanceof File ? `“${blob.name}”` : 'An image');
	}
}

/** A failing request also rejects `done`, which nobody may have come to await yet. */
function watch(transaction: { done: Promise<void> }): void {
	transaction.done.catch(() => undefined);
}

/** Everything in a record that looks like an asset's hash: also a damaged or newer record keeps what it may need. */
function collectHashes(value: unknown, found: Set<string>): void {
	if (typeof value === 'string') {
		if (HASH.test(value)) found.add(value);
	} else if (Array.isArray(value)) {
		for (const item of value) collectHashes(item, found);
	} else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
		for (const [key, item] of Object.entries(value)) {
			collectHashes(key, found);
			collectHashes(item, found);
		}
	}
}
