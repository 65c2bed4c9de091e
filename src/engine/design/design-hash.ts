import { assetHash } from './asset-hash.ts';
import type { Design } from './design.ts';

/**
 * SHA-256 (lower-case hex) of everything in a design that decides pixels, plan or metadata: two designs of equal hash make
 * the same collection. Of the assets only the content hashes count, not what their files were called. The text hashed is
 * JSON with sorted keys and no spaces (RFC 8785 without its rules for exotic numbers, which a design has none of).
 */
export async function designHash(design: Design): Promise<string> {
	const { assets, ...rest } = design;
	const text = canonicalJson({ ...rest, assets: Object.keys(assets).sort() });
	return assetHash(new TextEncoder().encode(text));
}

function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
		return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
	});
}
