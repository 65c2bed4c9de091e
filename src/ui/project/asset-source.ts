/** Where the page gets an asset's file from. */
import type { AssetHash } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';
import { openStore } from '../../engine/store/store.ts';

export interface AssetSource {
	/** @throws TesseraError when the asset is not there or storage fails */
	file(hash: AssetHash): Promise<Blob>;
}

export const storedAssets: AssetSource = {
	async file(hash) {
		const file = await (await openStore()).assets.get(hash);
		if (file !== undefined) return file;
		throw new TesseraError({
			code: 'asset-missing',
			message: `The browser has lost an image of this project (${hash.slice(0, 12)}).`,
			hint: 'Import the folder again.',
		});
	},
};
