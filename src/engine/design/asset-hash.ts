import type { AssetHash } from './design.ts';

/** SHA-256 of bytes by the platform (FIPS 180-4), lower-case hex. Needs a secure context in browsers; localhost is one. */
export async function assetHash(bytes: Uint8Array<ArrayBuffer>): Promise<AssetHash> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
