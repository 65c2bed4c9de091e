import type { FormatHeader, Size } from './image-header.ts';

/**
 * Size from the first frame header of a JPEG (ITU-T T.81 B.2.2), turned as the EXIF orientation says (5 to 8 swap the
 * sides), which is how browsers decode it. Complete if an end marker comes behind it; cameras append data to that.
 */
export function readJpegHeader(bytes: Uint8Array): FormatHeader {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let turned = false;
	for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
		const marker = bytes[at + 1];
		if (marker === 0xff) {
			at++;
			continue;
		}
		// SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
		if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
			const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
			const size: Size = turned ? { width: height, height: width } : { width, height };
			return { ...size, animated: false, complete: hasEnd(bytes, at) };
		}
		const length = view.getUint16(at + 2);
		if (marker === 0xe1) turned ||= exifOrientation(bytes.subarray(at + 4, at + 2 + length)) >= 5;
		at += 2 + length;
	}
	return { animated: false, complete: false };
}

/** Whether an end-of-image marker stands behind `from`. Entropy-coded data never holds one: its FF bytes are followed by 0. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
	for (let at = bytes.lastIndexOf(0xd9); at > from; at = bytes.lastIndexOf(0xd9, at - 1)) {
		if (bytes[at - 1] === 0xff) return true;
	}
	return false;
}

/** Orientation (tag 0x0112) in the first directory of an Exif segment (CIPA DC-008 4.6); 1 if there is none. */
function exifOrientation(segment: Uint8Array): number {
	const start = 6;
	if (String.fromCharCode(...segment.subarray(0, 4)) !== 'Exif' || segment.length < start + 8) return 1;
	const view = new DataView(segment.buffer, segment.byteOffset + start, segment.length - start);
	const little = view.getUint16(0) === 0x4949;
	const directory = view.getUint32(4, little);
	if (directory + 2 > view.byteLength) return 1;
	const entries = view.getUint16(directory, little);
	for (let i = 0; i < entries; i++) {
		const at = directory + 2 + i * 12;
		if (at + 12 > view.byteLength) return 1;
		if (view.getUint16(at, little) === 0x0112) return view.getUint16(at + 8, little);
	}
	return 1;
}
