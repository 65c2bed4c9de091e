import type { FormatHeader, Size } from './image-header.ts';

/** Boxes on the way to the image's properties (ISO/IEC 14496-12 and 23008-12); `meta` has 4 bytes of version and flags. */
const CONTAINERS: Record<string, number> = { meta: 4, iprp: 0, ipco: 0 };

/**
 * Size of an AVIF: the largest `ispe` property (a grid's tiles and the alpha image have their own, never larger), its sides
 * swapped by an `irot` of 90° or 270°. Complete if no box reaches beyond the file.
 */
export function readAvifHeader(bytes: Uint8Array): FormatHeader {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const found: { size: Size | undefined; turned: boolean } = { size: undefined, turned: false };
	const complete = walk(0, bytes.length);
	const { size, turned } = found;
	return { ...(turned && size ? { width: size.height, height: size.width } : size), animated: false, complete };

	/** @returns whether the boxes fill the range exactly */
	function walk(from: number, to: number): boolean {
		let at = from;
		while (at + 8 <= to) {
			const length = view.getUint32(at);
			const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
			// 0: to the end of the file; 1: 64-bit length, whose high half is 0 in files that fit into memory.
			const wide = length === 1 && at + 16 <= to;
			const end = length === 0 ? to : at + (wide ? view.getUint32(at + 12) : length);
			if (end < at + 8 || end > to) return false;
			if (type in CONTAINERS) walk(at + 8 + CONTAINERS[type], end);
			else if (type === 'ispe' && end >= at + 20) keepLarger(view.getUint32(at + 12), view.getUint32(at + 16));
			else if (type === 'irot' && end >= at + 9) found.turned = (bytes[at + 8] & 1) === 1;
			at = end;
		}
		return at === to;
	}

	function keepLarger(width: number, height: number): void {
		if (!found.size || width * height > found.size.width * found.size.height) found.size = { width, height };
	}
}
