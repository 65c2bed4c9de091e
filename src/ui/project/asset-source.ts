/** Where the page gets an asset's file from. */
import { createContext, useContext } from 'solid-js';
import type { AssetHash } from '../../engine/design/design.ts';

export interface AssetSource {
	/** @throws TesseraError when the asset is not there */
	file(hash: AssetHash): Promise<Blob>;
}

const AssetContext = createContext<AssetSource>();

export const AssetProvider = AssetContext.Provider;

export function useAssets(): AssetSource {
	const source = useContext(AssetContext);
	if (source === undefined) throw new Error('useAssets outside of AssetProvider');
	return source;
}
