/** What an image file is and how large, from its first bytes and without decoding it. File names are not trusted. */
import { readAvifSize } from './avif-header.ts';
import { readJpegSize } from './jpeg-header.ts';
import { hasPngSignature, readPngStructure } from './png-chunks.ts';
import { readSvgHeader } from './svg-header.ts';
import { readWebpSize } from './webp-header.ts';

/** MIME types that can be imported. */
export type ImageType =
	| 'image/png'
	| 'image/apng'
	| 'image/jpeg'
	| 'image/webp'
	| 'image/gif'
	| 'image/avif'
	| 'image/svg+xml';

export interface Size {
	width: number;
	height: number;
}

export interface ImageHeader extends Partial<Size> {
	type: ImageType;
	/** Why the file cannot be whole; absent when nothing speaks against it. */
	damage?: 'truncated';
	/** GIF, APNG and WebP: more than one frame; only the first is used. */
	animated: boolean;
}

/** The file's type and pixel size, `undefined` if it is none of the known types. The size is absent if it cannot be found. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
	const text = String.fromCharCode(...bytes.subarray(0, 16));
	if (hasPngSignature(bytes)) return readPngHeader(bytes);
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
		return { type: 'image/jpeg', animated: false, ...sizeOrDamage(readJpegSize(bytes)) };
	}
	if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return readGifHeader(bytes);
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') {
		const { animated, complete, ...size } = readWebpSize(bytes);
		return { type: 'image/webp', animated, ...size, ...(!complete && { damage: 'truncated' as const }) };
	}
	if (text.slice(4, 8) === 'ftyp' && /avi[fs]/.test(String.fromCharCode(...bytes.subarray(8, 64)))) {
		return { type: 'image/avif', animated: false, ...sizeOrDamage(readAvifSize(bytes)) };
	}
	const svg = readSvgHeader(bytes);
	return svg && { type: 'image/svg+xml', animated: false, ...svg };
}

function sizeOrDamage(size: Size | undefined): Partial<Size> & { damage?: 'truncated' } {
	return size ?? { damage: 'truncated' };
}

function readPngHeader(bytes: Uint8Array): ImageHeader {
	const { chunks, complete } = readPngStructure(bytes);
	const animated = chunks.some((chunk) => chunk.type === 'acTL');
	const header = chunks[0];
	const whole = complete && chunks.some((chunk) => chunk.type === 'IDAT');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		type: animated ? 'image/apng' : 'image/png',
		animated,
		...(header?.type === 'IHDR' && { width: view.getUint32(header.start), height: view.getUint32(header.start + 4) }),
		...(!whole && { damage: 'truncated' as const }),
	};
}

/** GIF89a specification, 18 (logical screen descriptor) and 27 (trailer). */
function readGifHeader(bytes: Uint8Array): ImageHeader {
	if (bytes.length < 14) return { type: 'image/gif', animated: false, damage: 'truncated' };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const loops = new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('NETSCAPE2.0');
	return {
		type: 'image/gif',
		animated: loops,
		width: view.getUint16(6, true),
		height: view.getUint16(8, true),
		...(bytes.lastIndexOf(0x3b) < bytes.length - 8 && { damage: 'truncated' as const }),
	};
}
