import type { FormatHeader } from './image-header.ts';

/** Size of a WebP from its first chunk (RFC 9649 2.5 to 2.7, RFC 6386 9.1); size absent if there is no such chunk. */
export function readWebpHeader(bytes: Uint8Array): FormatHeader {
	if (bytes.length < 30) return { animated: false, complete: false };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const complete = view.getUint32(4, true) + 8 <= bytes.length;
	const chunk = String.fromCharCode(...bytes.subarray(12, 16));
	if (chunk === 'VP8X') {
		const animated = (bytes[20] & 2) !== 0;
		const width = 1 + (view.getUint32(24, true) & 0xffffff);
		const height = 1 + (view.getUint32(26, true) >>> 8);
		return { width, height, animated, complete };
	}
	if (chunk === 'VP8L') {
		const bits = view.getUint32(21, true);
		return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), animated: false, complete };
	}
	if (chunk === 'VP8 ') {
		const width = view.getUint16(26, true) & 0x3fff;
		return { width, height: view.getUint16(28, true) & 0x3fff, animated: false, complete };
	}
	return { animated: false, complete };
}
