/** Where the page gets an asset's file from. */
import type { AssetHash, Design } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';
import { openStore } from '../../engine/store/store.ts';

export interface AssetSource {
	/** @throws TesseraError when the asset is not there or storage fails */
	file(hash: AssetHash): Promise<Blob>;
}

/** Files of this page that the browser would not store. */
const unstored = new Map<AssetHash, Blob>();

/** Keeps files as long as the page is there, for where nothing can be stored. */
export function keepUnstored(assets: ReadonlyMap<AssetHash, Blob>): void {
	for (const [hash, file] of assets) unstored.set(hash, file);
}

/** The files of a design that are not in the store. */
export function unstoredOf({ assets }: Design): ReadonlyMap<AssetHash, Blob> {
	return new Map([...unstored].filter(([hash]) => hash in assets));
}

export const storedAssets: AssetSource = {
	async file(hash) {
		const file = unstored.get(hash) ?? (await (await openStore()).assets.get(hash));
		if (file !== undefined) return file;
		throw new TesseraError({
			code: 'asset-missing',
			message: `The browser has lost an image of this project (${hash.slice(0, 12)}).`,
			hint: 'Import the folder again.',
		});
	},
};
